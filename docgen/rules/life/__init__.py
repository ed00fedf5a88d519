"""Rules for the life of SOPs: revisions, approvals, references to what is no longer in force."""
