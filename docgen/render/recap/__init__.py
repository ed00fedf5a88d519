"""The SKP recap as a workbook: names, counts, formulas, chart."""
