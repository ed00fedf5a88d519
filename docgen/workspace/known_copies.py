"""Which files are copies to the byte as docgen makes them: what the check asks of their maker."""

from __future__ import annotations

from docgen.check.pdf.copies import MadeCopy


def recognise(data: bytes) -> MadeCopy | None:
    """The copy that a file is, None for any other file."""
    # What makes copies takes long to load, and whoever finds none never needs it.
    from docgen.bundle.marks.recognised import recognised

    return recognised(data)
