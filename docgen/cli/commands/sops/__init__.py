"""``docgen sop``: sheets and their rules, legacy sheets, the life of a SOP, what changed."""
