"""What a SOP's spec and its archive say of its revisions: plain records (domain rules §1.8)."""

from __future__ import annotations

import datetime as dt
from typing import Literal

from docgen.model.record import Record

MONITORING, EVALUATION = "monitoring", "evaluasi"


class Revision(Record):
    """One line of *riwayat*: what changed and when; in which revision, and who approved it."""

    tanggal: str
    alasan: str
    revisi: int | None = None
    disahkan_oleh: str | None = None


class Withdrawal(Record):
    """*dicabut*: the end of a SOP, on which day, why and by what."""

    tanggal: str
    alasan: str
    dasar: str | None = None


class Evaluation(Record):
    """One line of *evaluasi*: that the SOP was monitored or evaluated, and what came out."""

    tanggal: str
    hasil: str
    catatan: str | None = None
    jenis: Literal["monitoring", "evaluasi"] = "evaluasi"


class Approval(Record):
    """What was written down when a revision was approved: ``pengesahan.json`` of its folder.

    ``adopsi`` says that it was in force before docgen kept it, ``sebelumnya`` is the SHA-256 of
    the checksums of the revision before, "" for the first.
    """

    revisi: int
    tanggal: dt.date
    oleh: str
    adopsi: bool = False
    nomor: str
    nama: str
    sebelumnya: str = ""
