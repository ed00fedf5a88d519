"""Stage 4, render: models and geometry become the bytes of .docx, .xlsx and .svg files."""
