"""The cells of a workbook, looked for on the pages that were made of it."""
