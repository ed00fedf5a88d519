"""What commands do and say when they run: the libraries are loaded here."""
