"""Rules that judge a model, not a disk.

What is wrong or unusual in a SOP (domain rules §1), and what letters announce but do not name.
"""
