"""The kind *SOP*: specs in YAML, each laid out as one sheet with its flowchart."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import PurePosixPath

from docgen.check.documents.template_fields import shown_fields
from docgen.convert import tags_in
from docgen.findings import Finding, Result, Where, error, warning
from docgen.flowchart import lay_out
from docgen.flowchart.geometry import Drawing, Sheet
from docgen.load.history import is_frozen, read_history
from docgen.load.sop import SopFile, load_sop
from docgen.model.life.states import Life, Lives, SopState
from docgen.model.profile import LetterRules
from docgen.model.sop import Sop
from docgen.model.sop_identity import HistoryPlace
from docgen.model.workspace import SopSet
from docgen.render.sop.history import NOWHERE, TITLE_PAGE, history_place
from docgen.render.sop.sheet import SOP_NAMES, is_electronic, render_sop, sop_sheet
from docgen.render.sop.svg import render_svg
from docgen.render.template import Image, Template
from docgen.rules.life.check import Times, check_lives
from docgen.rules.mentions.links import one_sided
from docgen.rules.sop.check import check_sop
from docgen.rules.sop.numbers import check_numbers
from docgen.rules.sop.subject import Around
from docgen.workspace.document import Document, Files, Words
from docgen.workspace.input_files import matching
from docgen.workspace.kinds.base import Kind, Letters
from docgen.workspace.kinds.frozen_sops import (
    GROUP,
    frozen_documents,
    step_fields,
    superseded_in_bundles,
    without_spec,
)
from docgen.workspace.loaded import Loaded
from docgen.workspace.parts import PROGRAM, Parts, by_key, part
from docgen.workspace.placeholders import template_only


@dataclass(frozen=True, slots=True)
class SopBook:
    """The specs of one set: their paths, those that could be read, which of these fit together,
    and the life of each."""

    paths: tuple[str, ...]
    read: dict[str, SopFile] = field(default_factory=dict)
    whole: set[str] = field(default_factory=set)
    lives: dict[str, Life] = field(default_factory=dict)

    @property
    def files(self) -> dict[str, SopFile]:
        """The specs without errors: their lanes and targets are there."""
        return {path: file for path, file in self.read.items() if path in self.whole}


class SopKind(Kind[SopSet, SopBook]):
    """SOP sheets: ``output/sop/STEM.docx``, ``STEM.pdf``, ``STEM-1.svg`` …"""

    key = "sop"
    declared = SopSet

    def load(self, loaded: Loaded, name: str) -> Result[SopBook]:
        """Read every spec with its approved revisions.

        Findings: those of ``load_sop`` and ``read_history``, file-missing, sop-spec-missing.
        """
        declared = self.record(loaded, name)
        paths, missing = matching(loaded.root, declared.specs, "spesifikasi SOP")
        findings = [*missing, *loaded.keep(declared.template, "templat")]
        paths = [path for path in paths if not is_frozen(loaded.root / path)]
        findings += without_spec(loaded, paths)
        book = SopBook(tuple(paths))
        for path in paths:
            result = load_sop(loaded.root / path, path)
            findings += result.findings
            if result.ok:
                book.whole.add(path)
            if result.value:
                book.read[path] = result.value
                history = read_history(loaded.root / path, path)
                findings += history.findings
                book.lives[path] = Life(
                    path=path,
                    sop=result.value.sop,
                    where=result.value.where,
                    versions=history.value or (),
                )
                if result.value.sop.instansi.logo:
                    findings += loaded.keep(result.value.sop.instansi.logo, "logo")
        return Result(book, tuple(findings))

    def review(self, loaded: Loaded) -> Iterable[Finding]:
        """The rules for each SOP; it may refer to all others.

        Findings: output-collision, sop-number-twice, sop-reference-one-sided,
        sop-superseded-in-bundle, and those of ``check_sop`` and ``check_lives``.
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
        lives = self.lives(loaded)
        yield from check_lives(lives, Times(today=loaded.today, rules=loaded.profile.sop))
        sets = {path: self.set(name) for name, book in books.items() for path in book.lives}
        yield from superseded_in_bundles(loaded, lives, sets)

    def lives(self, loaded: Loaded) -> Lives:
        """The lives of all SOPs of the workspace."""
        books = self.books(loaded).values()
        return Lives.of(
            {path: each for book in books for path, each in book.lives.items()}.values()
        )

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
        """A sheet for each spec that fits its paper, and the approved revisions, never laid out
        again. Findings: those of ``lay_out``, sop-history-unprinted."""
        del letters
        template = self.record(loaded, name).template
        findings: list[Finding] = []
        found: list[Document] = []
        lives, book = self.lives(loaded), self.book(loaded, name)
        for path, file in book.files.items():
            life = book.lives[path]
            found += frozen_documents(loaded, self.set(name), life, lives, template)
            if life.last and not life.in_flight:
                continue
            logo = loaded.image(file.sop.instansi.logo)
            data, where = loaded.files[template], Where(template)
            sheet = sop_sheet(file.sop, data, where, logo, loaded.profile)
            laid_out = lay_out(file.sop, sheet, file.where)
            findings += laid_out.findings
            if laid_out.value:
                findings += _unprinted(file, loaded, data, where)
                state = lives.state(life), lives.mark(life)
                document = self._document(loaded, name, (path, file.sop), laid_out.value, state)
                found.append(document)
        return Result(tuple(found), tuple(findings))

    def _document(
        self,
        loaded: Loaded,
        name: str,
        spec: tuple[str, Sop],
        drawing: Drawing,
        state: tuple[SopState | None, str],
    ) -> Document:
        # What the check expects is of the spec, never of what was drawn.
        (path, sop), template = spec, self.record(loaded, name).template
        data, logo = loaded.files[template], loaded.image(sop.instansi.logo)
        stem = PurePosixPath(path).stem
        profile = loaded.profile
        place = history_place(sop, profile)
        look = _Look(history=place, mark=state[1], signing=profile.surat)
        drawings = tuple(self.file(f"{stem}-{page.number}.svg") for page in drawing.pages)
        office_file = self.file(f"{stem}.docx")
        _key, _label, approval = sop.tanggal.approval
        return Document(
            set=self.set(name),
            id=f"{self.key}.{stem}",
            office_file=office_file,
            make=_maker(drawing, (data, Where(template)), logo, (office_file, *drawings), look),
            parts=partial(_parts, sop, drawing.sheet, (template, data), logo, look),
            shown=partial(_shown, sop, data),
            template=template,
            group=GROUP,
            number=sop.nomor,
            date=approval or sop.tanggal.pembuatan or "",
            description=f"SOP {sop.nama}",
            classification=self.classification(loaded, name, sop.klasifikasi or ""),
            source=Where(path),
            data=(path,),
            drawings=drawings,
            tags=tags_in(sop.model_dump()),
            is_archived=state[0] not in (SopState.KONSEP, SopState.MENUNGGU),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """What a sheet shows of the SOP's life, and the words of an electronic signature."""

    history: HistoryPlace
    mark: str
    signing: LetterRules


def _maker(
    drawing: Drawing,
    template: tuple[bytes, Where],
    logo: Image | None,
    files: Sequence[str],
    look: _Look,
) -> Callable[[], Files]:
    def make() -> Files:
        office_file, *drawings = files
        pictures = (svg.encode() for svg in render_svg(drawing))
        sheet = render_sop(
            drawing, *template, logo, look.signing, history=look.history, mark=look.mark
        )
        return {office_file: sheet, **dict(zip(drawings, pictures, strict=True))}

    return make


def _parts(
    sop: Sop, sheet: Sheet, template: tuple[str, bytes], logo: Image | None, look: _Look
) -> Parts:
    path, data = template
    signing = look.signing
    words = (signing.kalimat_tte, signing.kaki_tte, signing.qr_mm) if is_electronic(sop) else ()
    told = {"tanda": look.mark} if look.mark else {}
    told |= {"tempat riwayat": look.history} if look.history != NOWHERE else {}
    return {
        **PROGRAM,
        f"templat {path}": part(data),
        "kata tanda tangan elektronik": part(repr(words)) if words else "",
        **by_key("kunci", sop.model_dump(mode="json")),
        "kertas": part(repr(sheet)),
        "logo": part(logo.data) if logo else "",
        **told,
    }


def _unprinted(file: SopFile, loaded: Loaded, template: bytes, where: Where) -> Iterator[Finding]:
    """A history that is to stand on a title page whose template has no place for it."""
    if history_place(file.sop, loaded.profile) != TITLE_PAGE:
        return
    if "riwayat" not in Template(template, where).placeholders():
        message = (
            "riwayat diminta di halaman judul, tetapi templat ini tidak punya {{p riwayat }}; "
            "tambahkan, atau pilih «di belakang identitas»"
        )
        yield warning("sop-history-unprinted", where, message)


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
    yield from step_fields(sop)


SOP = SopKind()
