"""Nothing converted is trusted: the office file before, the PDF after, the words in both."""
