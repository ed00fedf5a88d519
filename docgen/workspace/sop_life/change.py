"""``docgen sop revise`` and ``docgen sop withdraw``: the next version begins, or a life ends."""

from __future__ import annotations

import datetime as dt

from docgen.errors import FindingsError, UsageError
from docgen.findings import error
from docgen.load.text.change import Change, What
from docgen.model.profile import SopRules
from docgen.model.writing.dates import format_tanggal
from docgen.rules.life.check import approved_before
from docgen.workspace.sop_life.desk import Desk, refuse_ended, refuse_in_flight
from docgen.workspace.store.sources import write_spec

# What of an approval goes when the next version begins, of who approves.
OF_APPROVAL = ("berkas_ttd", "tautan")


def revise(desk: Desk, date: dt.date, reason: str, number: str, rules: SopRules) -> None:
    """Begin the next revision in the spec. Raises FindingsError, UsageError, OutputError."""
    write_spec(desk.spec, desk.data, revised(desk, date, reason, number, rules))


def revised(desk: Desk, date: dt.date, reason: str, number: str, rules: SopRules) -> bytes:
    """The spec in which the next revision begins. Raises FindingsError, UsageError."""
    refuse_ended(desk)
    refuse_in_flight(desk, "direvisi")
    _refuse_date(desk, date)
    if bool(number) is rules.identitas_tetap:
        raise UsageError(
            "menurut profil, nomor SOP tetap pada revisi"
            if number
            else "menurut profil, revisi mendapat nomor sendiri",
            "Hapus --nomor, atau atur identitas_tetap = false di [sop] profil."
            if number
            else "Tambahkan --nomor NOMOR, atau atur identitas_tetap = true di [sop] profil.",
        )
    return desk.changed(_of_revision(desk, date, reason, number))


def _of_revision(desk: Desk, date: dt.date, reason: str, number: str) -> list[Change]:
    sop, day = desk.life.sop, format_tanggal(date)
    revision = desk.life.revision + 1
    changes = [
        Change(What.SET, ("revisi",), str(revision), after="nomor"),
        Change(What.SET, ("tanggal", "revisi"), day),
    ]
    if number:
        changes.append(Change(What.SET, ("nomor",), number))
        changes.append(Change(What.SET, ("tanggal", "pembuatan"), day))
    for key in ("pengesahan", "efektif"):
        if getattr(sop.tanggal, key):
            changes.append(Change(What.SET, ("tanggal", key), None))
    for key in OF_APPROVAL:
        if getattr(sop.disahkan_oleh, key, None):
            changes.append(Change(What.REMOVE, ("disahkan_oleh", key)))
    if sop.diajukan:
        changes.append(Change(What.REMOVE, ("diajukan",)))
    entry = {"tanggal": day, "alasan": reason, "revisi": str(revision)}
    return [*changes, Change(What.APPEND, ("riwayat",), entry)]


def withdraw(desk: Desk, date: dt.date, reason: str, basis: str, today: dt.date) -> None:
    """End the life of a SOP. Raises FindingsError, OutputError."""
    refuse_ended(desk)
    refuse_in_flight(desk, "dicabut")
    _refuse_date(desk, date)
    if date > today:
        message = f"{format_tanggal(date)} belum tiba; cabut pada harinya"
        raise FindingsError([error("sop-life-date", desk.where("tanggal"), message)])
    told = {"tanggal": format_tanggal(date), "alasan": reason}
    if basis:
        told["dasar"] = basis
    change = Change(What.SET, ("dicabut",), told)
    write_spec(desk.spec, desk.data, desk.changed([change]))


def _refuse_date(desk: Desk, date: dt.date) -> None:
    if why := approved_before(desk.life, date):
        message = f"{why}; periksa --tanggal"
        raise FindingsError([error("sop-life-date", desk.where("tanggal"), message)])
