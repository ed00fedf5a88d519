"""Who names what, in any usual spelling: laws, SOPs, posts and people in running text."""

from docgen.rules.mentions.find import Found, find
from docgen.rules.mentions.wanted import Subject, Wanted, wanted

__all__ = ["Found", "Subject", "Wanted", "find", "wanted"]
