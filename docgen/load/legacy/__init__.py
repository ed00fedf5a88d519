"""Legacy SOP sheets, read: what is drawn in a .docx or .xlsx becomes a spec, each guess named."""
