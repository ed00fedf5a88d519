"""Rules that judge a model, not a disk: what is wrong or unusual in a SOP (domain rules §1)."""
