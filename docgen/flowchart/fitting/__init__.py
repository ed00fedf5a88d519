"""The sheet as one optimisation: columns, rows, size of the text and pages are chosen together."""
