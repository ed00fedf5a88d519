"""A SOP spec as a workbook: the same keys as in YAML, in the cells of three sheets."""
