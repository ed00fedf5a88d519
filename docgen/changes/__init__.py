"""What changed between two versions of a SOP: a patch that makes the new one of the old one."""

from docgen.changes.compare import compare
from docgen.changes.patch import Change, Patch, What

__all__ = ["Change", "Patch", "What", "compare"]
