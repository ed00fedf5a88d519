"""From what is drawn to steps and ways: heads, rows, lanes, symbols, arrows, exits."""
