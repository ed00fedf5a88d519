"""Namespaces of WordprocessingML (ECMA-376 part 1, §A.1)."""

WORDPROCESSING = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{WORDPROCESSING}}}"  # before the names of elements and attributes, as lxml has them
