"""Stage 1, load: YAML, TOML, xlsx and csv become model objects and findings, all at once."""
