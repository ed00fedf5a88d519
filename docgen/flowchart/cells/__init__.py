"""The cells of the table: their words, the heads, cells that reach over several steps."""
