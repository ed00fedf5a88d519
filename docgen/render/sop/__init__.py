"""A SOP sheet as .docx and .svg: identity sheet, flowchart table, symbols."""
