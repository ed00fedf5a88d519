"""Files on the disk, whole or not at all: outputs and what is known of each, specs that change."""
