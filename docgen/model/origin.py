"""Where a file of the archive comes from."""

from __future__ import annotations

from enum import StrEnum


class Origin(StrEnum):
    """Who made a file: it decides how it is opened, what may be done to it, what lists call it."""

    OWN = "docgen"
    SIGNED = "surat bertanda tangan"  # the signed paper that came back, and the copies of it
    ENCLOSED = "lampiran"  # a PDF that came as an enclosure
    OTHER = "berkas lain"  # named by the bundle itself

    @property
    def is_outside(self) -> bool:
        """Whether docgen did not make it: nothing of it is taken on trust."""
        return self is not Origin.OWN
