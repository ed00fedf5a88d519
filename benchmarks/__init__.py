"""Speed claims as ratios against a named peer, both measured in the same run: ``make bench``."""
