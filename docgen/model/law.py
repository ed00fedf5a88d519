"""Regulations that SOPs cite, and what became of them."""

from __future__ import annotations

from typing import Literal

from docgen.model.record import Record


class Law(Record):
    """A regulation by kind, number and year, and what became of it.

    ``dicabut`` is revoked and ``diubah`` amended, both by ``oleh``; ``berlaku`` takes back what
    another file says of it. ``sumber`` is where that is written.
    """

    jenis: str
    nomor: str
    tahun: int
    status: Literal["dicabut", "diubah", "berlaku"]
    oleh: str = ""
    sumber: str = ""

    @property
    def short(self) -> str:
        """``PP 11/2017``."""
        return f"{self.jenis} {self.nomor}/{self.tahun}"


class Laws(Record):
    """A file of regulations: each a table *[[peraturan]]*."""

    peraturan: tuple[Law, ...] = ()
