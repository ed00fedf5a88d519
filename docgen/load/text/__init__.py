"""YAML, JSON and TOML with the line of every key, and plain data as records."""
