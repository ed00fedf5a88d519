"""SOPs one by one: their lives, versions, legacy sheets, workbooks, and who names what."""
