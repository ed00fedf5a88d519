"""HTML pages that stand alone: their look, and that they load nothing."""

from docgen.webpage.standalone import environment, part_of, policy, stylesheet

__all__ = ["environment", "part_of", "policy", "stylesheet"]
