"""What comes from outside: files are read whole or not at all, and looked at before use."""
