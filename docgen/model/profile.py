"""The profile: rules that differ by region or year, which an office may change in a file."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from docgen.findings import Finding, Severity
from docgen.model.record import Record
from docgen.model.retention import Retention


class LetterRules(Record):
    """*[surat]* of a profile: what the papers show that differs by region (domain rules §2).

    ``paraf_tercetak`` says in which states the boxes for initials are printed, ``qr_mm`` how high
    the QR of an electronic signature is, ``kata_penyambung`` whether each page ends with the first
    word of the next, ``tanda_lampiran`` whether enclosures that docgen itself turns into a PDF say
    of which letter they are.
    """

    lembar_kembali: bool = False
    paraf_tercetak: Literal["sebelum ttd", "selalu", "tidak"] = "sebelum ttd"
    kalimat_tte: str = ""
    kaki_tte: str = ""
    qr_mm: float = Field(default=25, ge=15, le=40)
    kata_penyambung: bool = False
    tanda_lampiran: bool = True


class SopRules(Record):
    """*[sop]* of a profile: ``tahun_tinjau`` is after how many years a SOP is due for review.

    ``huruf_terkecil`` is the smallest text that a flowchart may be set in to save a page, points;
    ``arah`` how the paper lies; ``kepala_tegak`` whether titles of lanes may be written upwards
    where that saves a page. The words of an electronic signature are those of ``[surat]``.
    ``bulan_pantau`` and ``bulan_evaluasi`` are after how many months a SOP in force must be
    monitored and evaluated again (§1.8), ``riwayat_tercetak`` where its history is printed,
    ``identitas_tetap`` whether number and day of making stay on a revision,
    ``pertanyaan_evaluasi`` what the form of an evaluation asks about the whole.
    """

    tahun_tinjau: int = Field(default=5, ge=1)
    huruf_terkecil: float = Field(default=8, ge=6, le=10, multiple_of=0.5)
    arah: Literal["mendatar", "tegak"] = "mendatar"
    kepala_tegak: bool = True
    bulan_pantau: int = Field(default=6, ge=1, le=120)
    bulan_evaluasi: int = Field(default=12, ge=1, le=120)
    riwayat_tercetak: Literal["tidak", "halaman judul", "di belakang identitas"] = "tidak"
    identitas_tetap: bool = True
    pertanyaan_evaluasi: tuple[str, ...] = ()


class PrintRules(Record):
    """*[cetak]* of a profile: how the PDFs that are only printed are laid out."""

    bolak_balik: bool = False


class ArchiveRules(Record):
    """*[arsip]* of a profile: what archives hold that differs by region or office.

    ``tak_ternilai`` says what stands in a bundle for a PDF that may not be PDF/A, or of which
    nobody can tell: a page that says where it is kept (``terpisah``), or pictures of its pages
    besides (``gambar``). ``klasifikasi`` gives the code of papers that bring none, by their kind.
    """

    tak_ternilai: Literal["terpisah", "gambar"] = "terpisah"
    klasifikasi: dict[str, str] = {}

    @property
    def pictures(self) -> bool:
        """Whether pictures of such pages go into the bundle."""
        return self.tak_ternilai == "gambar"


class CopyWords(Record):
    """*[tembusan]* of a profile: words that do not belong into a list of copies (§2.6).

    ``kantor`` holds words that the name of an office begins with, each with its head's title ("":
    not looked for); ``sapaan`` what stands before a name, ``keterangan`` what follows it.
    ``urutan`` are the posts by rank, the highest first, those of one rank together; ``jabatan``
    what else a recipient begins with.
    """

    kantor: dict[str, str] = {}
    sapaan: tuple[str, ...] = ()
    keterangan: tuple[str, ...] = ()
    urutan: tuple[tuple[str, ...], ...] = ()
    jabatan: tuple[str, ...] = ()


class Profile(Record):
    """The rules that differ by region or year (domain rules §2.1, §6).

    ``keamanan`` and ``derajat`` are the words of the two scales, each with its other spellings; a
    list without words takes any (§2.9). ``perubahan`` says whether enclosures with tracked changes
    are refused or printed as accepted, ``mutu_foto`` how photographs in PDFs are compressed (JPEG,
    percent).
    """

    nama: str
    kertas: dict[str, tuple[float, float]] = {"F4": (215.0, 330.0)}
    arsip_tambahan: tuple[str, ...] = ()
    surat: LetterRules = LetterRules()
    sop: SopRules = SopRules()
    cetak: PrintRules = PrintRules()
    arsip: ArchiveRules = ArchiveRules()
    tembusan: CopyWords = CopyWords()
    keamanan: dict[str, tuple[str, ...]] = {}
    derajat: dict[str, tuple[str, ...]] = {}
    retensi: dict[str, Retention] = {}
    hari_penomoran: int = 5
    sifat_disposisi: tuple[str, ...] = ()
    instruksi_disposisi: tuple[str, ...] = ()
    perubahan: Literal["tolak", "terima"] = "tolak"
    mutu_foto: int = Field(default=90, ge=50, le=100)
    tingkat: dict[str, Severity] = {}

    @property
    def accepts_changes(self) -> bool:
        """Whether tracked changes of enclosures are printed as if they were accepted."""
        return self.perubahan == "terima"

    def apply_severities(self, findings: tuple[Finding, ...]) -> tuple[Finding, ...]:
        """The findings with the severities that the profile sets for their codes.

        What cannot be built stays an error: a profile may raise a finding, not excuse it.
        """
        return tuple(
            finding
            if finding.severity is Severity.ERROR or finding.code not in self.tingkat
            else Finding(finding.code, self.tingkat[finding.code], finding.where, finding.message)
            for finding in findings
        )
