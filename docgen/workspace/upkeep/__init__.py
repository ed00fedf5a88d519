"""Between builds: why an output is old, what no source stands for, which sources changed."""
