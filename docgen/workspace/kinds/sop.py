"""The kind *SOP*: specs in YAML, each laid out as one sheet with its flowchart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath

from docgen.check.documents.template_fields import shown_fields
from docgen.convert import tags_in
from docgen.findings import Finding, Result, Where, error
from docgen.flowchart import lay_out
from docgen.flowchart.geometry import Drawing, Sheet
from docgen.load.sop import SopFile, load_sop
from docgen.model.profile import LetterRules
from docgen.model.sop import Sop
from docgen.model.workspace import SopSet
from docgen.model.writing.marked import plain
from docgen.render.sop.sheet import SOP_NAMES, is_electronic, render_sop, sop_sheet
from docgen.render.sop.svg import render_svg
from docgen.render.template import Image
from docgen.rules.mentions.links import one_sided
from docgen.rules.sop.check import check_sop
from docgen.rules.sop.numbers import check_numbers
from docgen.rules.sop.subject import Around
from docgen.workspace.document import Document, Files, Words
from docgen.workspace.input_files import matching
from docgen.workspace.kinds.base import Kind, Letters
from docgen.workspace.loaded import Loaded
from docgen.workspace.parts import PROGRAM, Parts, by_key, part
from docgen.workspace.placeholders import template_only

# What of every step its sheet shows.
STEP_FIELDS = ("uraian", "kelengkapan", "waktu", "output")


@dataclass(frozen=True, slots=True)
class SopBook:
    """The specs of one set: their paths, those that could be read, and which fit together."""

    paths: tuple[str, ...]
    read: dict[str, SopFile] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)

    @property
    def files(self) -> dict[str, SopFile]:
        """The specs without errors: their lanes and targets are there."""
        return {path: file for path, file in self.read.items() if path in self.whole}


class SopKind(Kind[SopSet, SopBook]):
    """SOP sheets: ``output/sop/STEM.docx``, ``STEM.pdf``, ``STEM-1.svg`` …"""

    key = "sop"
    declared = SopSet

    def load(self, loaded: Loaded, name: str) -> Result[SopBook]:
        """Read every spec. Findings: those of ``load_sop``, file-missing."""
        declared = self.record(loaded, name)
        paths, missing = matching(loaded.root, declared.specs, "spesifikasi SOP")
        findings = [*missing, *loaded.keep(declared.template, "templat")]
        book = SopBook(tuple(paths))
        for path in paths:
            result = load_sop(loaded.root / path, path)
            findings += result.findings
            if result.ok:
                book.whole.add(path)
            if result.value:
                book.read[path] = result.value
                if result.value.sop.instansi.logo:
                    findings += loaded.keep(result.value.sop.instansi.logo, "logo")
        return Result(book, tuple(findings))

    def review(self, loaded: Loaded) -> Iterable[Finding]:
        """The rules for each SOP; it may refer to all others.

        Findings: output-collision, sop-number-twice, sop-reference-one-sided, and those of
        ``check_sop``.
        """
        books = self.books(loaded)
        yield from _collisions(books)
        # One spec may stand in two sets; that is another finding.
        read = {path: file for book in books.values() for path, file in book.read.items()}
        around = Around(
            sops=[file.sop.nama for file in read.values()],
            offices=[office.nama for office in loaded.workspace.office.values()],
            laws=loaded.laws,
            today=loaded.today,
            review_years=loaded.profile.sop.tahun_tinjau,
        )
        yield from check_numbers((file.sop, file.where) for file in read.values())
        yield from one_sided([(file.sop, file.where) for file in read.values()])
        for book in books.values():
            for file in book.files.values():
                yield from check_sop(file.sop, file.where, around)

    def concerned(self, loaded: Loaded, finding: Finding) -> Iterable[str]:
        """The sets that hold the spec."""
        path = finding.where.file
        return [name for name, book in self.books(loaded).items() if path in book.paths]

    def template_findings(self, loaded: Loaded, name: str) -> Iterable[Finding]:
        """The template may name what docgen gives, and nothing else."""
        return template_only(loaded, self.record(loaded, name).template, SOP_NAMES)

    def documents(
        self, loaded: Loaded, name: str, letters: Letters
    ) -> Result[tuple[Document, ...]]:
        """A sheet for each spec that fits its paper. Findings: those of ``lay_out``."""
        del letters
        template = self.record(loaded, name).template
        findings: list[Finding] = []
        found = []
        for path, file in self.book(loaded, name).files.items():
            logo = loaded.image(file.sop.instansi.logo)
            data, where = loaded.files[template], Where(template)
            sheet = sop_sheet(file.sop, data, where, logo, loaded.profile)
            laid_out = lay_out(file.sop, sheet, file.where)
            findings += laid_out.findings
            if laid_out.value:
                document = self._document(loaded, name, (path, file.sop), laid_out.value, sheet)
                found.append(document)
        return Result(tuple(found), tuple(findings))

    def _document(
        self, loaded: Loaded, name: str, spec: tuple[str, Sop], drawing: Drawing, sheet: Sheet
    ) -> Document:
        # What the check expects is of the spec, never of what was drawn.
        (path, sop), template = spec, self.record(loaded, name).template
        data, logo = loaded.files[template], loaded.image(sop.instansi.logo)
        rules = loaded.profile.surat
        stem = PurePosixPath(path).stem
        drawings = tuple(self.file(f"{stem}-{page.number}.svg") for page in drawing.pages)
        office_file = self.file(f"{stem}.docx")
        _key, _label, approval = sop.tanggal.approval
        return Document(
            set=self.set(name),
            id=f"{self.key}.{stem}",
            office_file=office_file,
            make=_maker(drawing, (data, Where(template)), logo, rules, office_file, drawings),
            parts=partial(_parts, sop, sheet, (template, data), logo, rules),
            shown=partial(_shown, sop, data),
            template=template,
            group="Standar Operasional Prosedur",
            number=sop.nomor,
            date=approval or sop.tanggal.pembuatan or "",
            description=f"SOP {sop.nama}",
            classification=self.classification(loaded, name, sop.klasifikasi or ""),
            source=Where(path),
            data=(path,),
            drawings=drawings,
            tags=tags_in(sop.model_dump()),
        )


def _maker(
    drawing: Drawing,
    template: tuple[bytes, Where],
    logo: Image | None,
    signing: LetterRules,
    office_file: str,
    drawings: Sequence[str],
) -> Callable[[], Files]:
    def make() -> Files:
        pictures = (svg.encode() for svg in render_svg(drawing))
        return {
            office_file: render_sop(drawing, *template, logo, signing),
            **dict(zip(drawings, pictures, strict=True)),
        }

    return make


def _parts(
    sop: Sop, sheet: Sheet, template: tuple[str, bytes], logo: Image | None, signing: LetterRules
) -> Parts:
    path, data = template
    words = (signing.kalimat_tte, signing.kaki_tte, signing.qr_mm) if is_electronic(sop) else ()
    return {
        **PROGRAM,
        f"templat {path}": part(data),
        "kata tanda tangan elektronik": part(repr(words)) if words else "",
        **by_key("kunci", sop.model_dump(mode="json")),
        "kertas": part(repr(sheet)),
        "logo": part(logo.data) if logo else "",
    }


def _collisions(books: dict[str, SopBook]) -> Iterator[Finding]:
    """Specs of one name, whose outputs would be one file; or one spec in two sets."""
    stems: dict[str, tuple[str, str]] = {}  # path and set that a name of outputs belongs to
    for name, book in books.items():
        for path in book.paths:
            stem = PurePosixPath(path).stem.lower()
            other, first = stems.setdefault(stem, (path, name))
            if other == path and first != name:
                message = f"ada di [sop.{first}] dan [sop.{name}]; sebutkan di satu bagian saja"
                yield error("output-collision", Where(path), message)
            elif other != path:
                message = f"nama berkasnya sama dengan {other}; hasilnya akan saling menimpa"
                yield error("output-collision", Where(path), message)


def _shown(sop: Sop, template: bytes) -> Words:
    return tuple(_fields(sop, template))


def _fields(sop: Sop, template: bytes) -> Iterator[tuple[str, str]]:
    """Its name and number where the template shows them; its steps, which every sheet shows."""
    shown = shown_fields(template)
    if "nama" in shown:
        yield "nama", sop.nama
    if "nomor" in shown:
        yield "nomor", sop.nomor
    for number, step in enumerate(sop.langkah, 1):
        for key in STEP_FIELDS:
            text = plain(getattr(step, key) or "")
            if any(map(str.isalnum, text)):
                yield f"langkah {number}, {key}", text


SOP = SopKind()
