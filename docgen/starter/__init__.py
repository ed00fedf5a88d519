"""What a new workspace begins with, and the schemas by which editors help to fill it in."""
