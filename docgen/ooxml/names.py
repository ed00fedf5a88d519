"""Namespaces of WordprocessingML and of packages (ECMA-376 part 1, §A.1, and part 2)."""

WORDPROCESSING = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
W = f"{{{WORDPROCESSING}}}"  # before the names of elements and attributes, as lxml has them
RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE_RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
R = f"{{{OFFICE_RELATIONSHIPS}}}"  # of attributes that name a relationship
