"""The engine ``embedded``: word2pdf, for letters and forms without LibreOffice."""
