"""The engine ``libreoffice``: the program, its workers, and letters in one batch."""
