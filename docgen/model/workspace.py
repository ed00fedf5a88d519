"""What ``docgen.toml`` declares, and the profile with the rules an office may change."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, Field

from docgen.findings import Finding, Severity
from docgen.model.office import Office
from docgen.model.record import Record


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


Paths = Annotated[tuple[str, ...], BeforeValidator(_as_list)]


class Numbering(Record):
    """*[register]*: the pattern of numbers and when they are given."""

    pola: str = "{klasifikasi}/{urut}/{unit}/{tahun}"
    penomoran: Literal["setelah ttd"] = "setelah ttd"


class SopSet(Record):
    """*[sop.NAME]*: the specs that make up one set of SOP."""

    specs: Paths
    template: str = "templates/sop.docx"


class LetterSet(Record):
    """*[letters.NAME]*: a template and the sheet whose rows are its letters."""

    template: str
    data: str


class DispositionSet(Record):
    """*[disposisi.NAME]*: a template and the incoming agenda."""

    template: str
    data: str


class RecapSet(Record):
    """*[recap.NAME]*: the reports of a year and the roster of who must report."""

    template: str
    data: Paths
    roster: str
    tahun: int
    kop: str | None = None
    penandatangan: str = ""
    pejabat: str = ""
    tanggal: str = ""


class BundleSet(Record):
    """*[bundle.NAME]*: what goes into one archive bundle, in this order."""

    judul: str
    isi: Paths
    sampul: str = "templates/sampul.docx"
    daftar_isi: str = "templates/daftar_isi.docx"
    kop: str | None = None
    tanggal: str = ""


class Workspace(Record):
    """A whole ``docgen.toml``; all paths are relative to its folder."""

    bahasa: Literal["id"] = "id"
    profil: str = "default"
    office: dict[str, Office] = Field(min_length=1)
    numbering: Numbering = Field(default=Numbering(), alias="register")
    sop: dict[str, SopSet] = {}
    letters: dict[str, LetterSet] = {}
    disposisi: dict[str, DispositionSet] = {}
    recap: dict[str, RecapSet] = {}
    bundle: dict[str, BundleSet] = {}

    def office_of(self, key: str | None) -> Office:
        """The office that a set's ``kop`` picks, else the first."""
        return self.office[key or next(iter(self.office))]


class Profile(Record):
    """The rules that differ by region or year (domain rules §2.1, §6)."""

    nama: str
    kertas: dict[str, tuple[float, float]] = {"F4": (215.0, 330.0)}
    arsip_tambahan: tuple[str, ...] = ()
    hari_penomoran: int = 5
    sifat_disposisi: tuple[str, ...] = ()
    instruksi_disposisi: tuple[str, ...] = ()
    tingkat: dict[str, Severity] = {}

    def weigh(self, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """The findings with the severities that the profile sets for their codes.

        What cannot be built stays an error: a profile may raise a finding, not excuse it.
        """
        return tuple(
            finding
            if finding.severity is Severity.ERROR or finding.code not in self.tingkat
            else Finding(finding.code, self.tingkat[finding.code], finding.where, finding.message)
            for finding in findings
        )
