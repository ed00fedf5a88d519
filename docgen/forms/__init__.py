"""Forms to fill in: workbooks that offer what docgen reads, with notes, choices and checks."""
