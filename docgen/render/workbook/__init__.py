"""Any table as a workbook: look, frame, measures, page breaks, fixed bytes."""
