"""The rules for SOP sheets (domain rules §1): what of a SOP is wrong, old or unusual."""
