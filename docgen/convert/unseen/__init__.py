"""What stands in an office file and nobody sees on its pages, or sees and will not be printed."""
