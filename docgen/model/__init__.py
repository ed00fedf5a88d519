"""What a document is: frozen records without I/O; imports nothing but findings."""
