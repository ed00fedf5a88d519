"""People in office: employee numbers, ranks and grades."""
