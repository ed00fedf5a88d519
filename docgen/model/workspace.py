"""What ``docgen.toml`` declares."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Mapping
from typing import Annotated, Any, ClassVar, Literal, Self

from pydantic import AfterValidator, BeforeValidator, Field, create_model

from docgen.choices import EngineName
from docgen.model.office import Office
from docgen.model.record import Record
from docgen.model.set_name import BUNDLES, SetName


def _as_list(value: Any) -> Any:
    return [value] if isinstance(value, str) else value


# Blanks that nobody sees; a reader of PDFs does not give them back.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u200b\ufeff"))


def one_line(text: str) -> str:
    """What stands on covers, stamps and in bookmarks: no line breaks, no control characters."""
    shown = unicodedata.normalize("NFC", text).translate(_UNSEEN)
    return " ".join(
        "".join(" " if unicodedata.category(letter) == "Cc" else letter for letter in shown).split()
    )


Line = Annotated[str, AfterValidator(one_line)]
Paths = Annotated[
    tuple[str, ...], BeforeValidator(_as_list, json_schema_input_type=str | tuple[str, ...])
]


class Numbering(Record):
    """*[register]*: the pattern of numbers and when they are given.

    ``setelah ttd`` gives every number after signing. ``sebelum tte`` gives that of an electronic
    letter at its last paraf, since the signature seals the file; signing confirms it.

    ``seri`` says which letters share a series of serials: all of an office and year, or those of
    one classification, kind of paper (``jenis`` of their set) or security class. ``tahun_nomor``
    is the year whose series a number belongs to: that of the date printed with it (``nomor``), or
    that of the signature (``ttd``).
    """

    pola: str = "{klasifikasi}/{urut}/{unit}/{tahun}"
    penomoran: Literal["setelah ttd", "sebelum tte"] = "setelah ttd"
    seri: Literal["kantor", "klasifikasi", "jenis", "keamanan"] = "kantor"
    tahun_nomor: Literal["nomor", "ttd"] = "nomor"

    @property
    def before_signing(self) -> bool:
        """Whether electronic letters get their number before they are signed."""
        return self.penomoran == "sebelum tte"


class PdfRules(Record):
    """*[ubah_pdf]*: what turns office files into PDFs, ``mesin``; the command line may say other.

    ``embedded`` is for letters and forms where LibreOffice cannot be.
    """

    mesin: EngineName = "libreoffice"


class SetRecord(Record):
    """What the tables of all kinds of documents share: which keys choose what there is to do."""

    chosen_by: ClassVar[tuple[str, ...]] = ()


class ClassifiedSet(SetRecord):
    """A set whose papers may have one classification (domain rules §2.8), for the archive."""

    klasifikasi: Line = ""


class SopSet(ClassifiedSet):
    """*[sop.NAME]*: the specs that make up one set of SOP, each with a classification if it has
    its own."""

    chosen_by = ("specs",)

    specs: Paths
    template: str = "templates/sop.docx"


class RowSet(SetRecord):
    """A template and a sheet, each row of which is a document."""

    template: str
    data: str


class LetterSet(RowSet):
    """*[letters.NAME]*: a template and the sheet whose rows are its letters.

    ``jenis`` is the kind of paper (surat keluar, SPPD, keputusan …), ``pola`` the pattern of its
    numbers where they are not built as ``[register]`` says.
    """

    jenis: Annotated[Line, Field(min_length=1)] = "surat keluar"
    pola: str = ""


class DispositionSet(RowSet, ClassifiedSet):
    """*[disposisi.NAME]*: a template and the incoming agenda; a row may say its own
    classification."""


class RecapSet(ClassifiedSet):
    """*[recap.NAME]*: the reports of a year (or its ``semester``) and the roster of who reports.

    ``layout`` are files that say what the heads of an office's own form mean.
    """

    chosen_by = ("data",)

    template: str
    data: Paths
    roster: str
    tahun: int
    semester: Literal[1, 2] | None = None
    layout: Paths = ()
    kop: str | None = None
    penandatangan: str = ""
    pejabat: str = ""
    tanggal: str = ""


def _as_table(value: Any) -> Any:
    return {"berkas": value} if isinstance(value, str) else value


def _as_paper(value: Any) -> Any:
    """None for a path that is blank: a line to be filled in later."""
    return None if value == "" else _as_table(value)


class Extra(Record):
    """Files of other origin that a bundle takes in: a pattern of paths, and what they are.

    ``judul`` is the title, by default the name of each file; ``kelompok`` the group they go into.
    """

    berkas: str
    judul: Line = ""
    nomor: Line = ""
    tanggal: Line = ""
    klasifikasi: Line = ""
    kelompok: Line = "Arsip Lain"


OneExtra = Annotated[Extra, BeforeValidator(_as_table, json_schema_input_type=str | Extra)]


class BundleSet(SetRecord):
    """*[bundle.NAME]*: what goes into one archive bundle, in this order.

    ``kelompok`` says what makes a group, ``pembatas`` whether each begins with a page of its own.
    A volume (*jilid*) has at most ``jilid_halaman`` pages, cover and index not counted, and
    ``jilid_mb`` million bytes. With ``paket`` a bag (BagIt) is made of bundle, originals and
    sources, to be handed over. ``unit_pengolah`` and ``lokasi`` stand in the archive list.
    """

    chosen_by = ("isi", "tambahan")

    judul: Annotated[Line, Field(min_length=1)]
    isi: Paths = ()
    tambahan: tuple[OneExtra, ...] = ()
    kelompok: Literal["jenis", "klasifikasi"] = "jenis"
    pembatas: bool = False
    lampirkan_sumber: bool = False
    jilid_halaman: int | None = Field(default=None, ge=1)
    jilid_mb: float | None = Field(default=None, gt=0)
    paket: bool = False
    unit_pengolah: Line = ""
    lokasi: Line = ""
    sampul: str = "templates/sampul.docx"
    daftar_isi: str = "templates/daftar_isi.docx"
    kop: str | None = None
    tanggal: str = ""

    @property
    def papers(self) -> tuple[Extra, ...]:
        """The files of other origin that it takes in."""
        return self.tambahan

    @property
    def takes_ended(self) -> bool:
        """Whether SOPs that are no longer in force go in, as stamped copies."""
        return True


class BookSet(BundleSet):
    """*[book.NAME]*: the SOPs in force of a unit as one book, in the parts of domain rules §1.1.

    ``keputusan`` is the decision that puts it in force: a PDF, a picture or a Word document, which
    stands between title page and index. What stands in ``ruang_lingkup``, ``ringkasan`` and
    ``definisi`` (terms with their meaning) is the explanation before the SOPs. SOPs that are no
    longer in force stay out, unless ``dengan_yang_berakhir``: then as stamped copies.
    """

    isi: Paths = ("sop.*",)
    keputusan: Annotated[Extra | None, BeforeValidator(_as_paper)] = None
    ruang_lingkup: str = ""
    ringkasan: str = ""
    definisi: dict[Line, str] = {}
    dengan_yang_berakhir: bool = False
    sampul: str = "templates/buku_sop.docx"
    daftar_isi: str = "templates/daftar_isi_sop.docx"
    penjelasan: str = "templates/penjelasan_sop.docx"

    @property
    def papers(self) -> tuple[Extra, ...]:
        """The files of other origin that it takes in, the decision among them."""
        return (*((self.keputusan,) if self.keputusan else ()), *self.tambahan)

    @property
    def takes_ended(self) -> bool:
        """Whether SOPs that are no longer in force go in, as stamped copies."""
        return self.dengan_yang_berakhir

    @property
    def explains(self) -> bool:
        """Whether there is anything to explain the book with."""
        return bool(self.ruang_lingkup.strip() or self.ringkasan.strip() or self.definisi)


class LabelSet(SetRecord):
    """*[label.NAME]*: labels for whoever gets letters of the sets ``isi``, one a recipient.

    ``alamat`` is a table of addresses, ``kolom`` how many labels stand side by side in the
    template, ``lewati`` how many of the first sheet are used up already.
    """

    chosen_by = ("isi",)

    isi: Paths
    template: str = "templates/label.docx"
    alamat: str = ""
    kolom: int = Field(default=3, ge=1, le=6)
    lewati: int = Field(default=0, ge=0, le=100)


class Workspace(Record):
    """A whole ``docgen.toml``; all paths are relative to its folder.

    The tables of the kinds of documents (*[letters.NAME]*) are added by :func:`workspace_model`.
    """

    bahasa: Literal["id"] = "id"
    profil: str = "default"
    office: dict[str, Office] = Field(min_length=1)
    numbering: Numbering = Field(default=Numbering(), alias="register")
    ubah_pdf: PdfRules = PdfRules()
    bundle: dict[str, BundleSet] = {}
    book: dict[str, BookSet] = {}

    @property
    def bundles(self) -> dict[SetName, BundleSet]:
        """Archive bundles and books, which gather what other sets make."""
        return {
            SetName(kind, name): declared
            for kind in BUNDLES
            for name, declared in getattr(self, kind).items()
        }

    def without(self, names: Collection[SetName]) -> Self:
        """The same without these bundles and books."""
        kept = {
            kind: {n: each for n, each in getattr(self, kind).items()
                   if SetName(kind, n) not in names}
            for kind in BUNDLES
        }  # fmt: skip
        return self.model_copy(update=kept)

    def sets(self, kind: str) -> Mapping[str, SetRecord]:
        """The tables ``[KIND.NAME]`` by their names."""
        found: Mapping[str, SetRecord] = getattr(self, kind, {})
        return found

    def office_of(self, key: str | None) -> Office:
        """The office that a set's ``kop`` picks, else the first."""
        return self.office[key or next(iter(self.office))]


def workspace_model(kinds: Mapping[str, type[SetRecord]]) -> type[Workspace]:
    """The model of a ``docgen.toml`` in which each kind of documents has its tables."""
    tables: Any = {
        key: (dict[str, record], {})  # type: ignore[valid-type]  # pydantic's to read
        for key, record in kinds.items()
    }
    return create_model("Workspace", __base__=Workspace, **tables)
