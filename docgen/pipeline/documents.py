"""Stages 3 and 4 for a workspace: every document as what it is made from and how to make it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from docgen import __version__
from docgen.convert import tags_in
from docgen.findings import Finding, Where
from docgen.flowchart import lay_out
from docgen.flowchart.geometry import Drawing
from docgen.load.letters.letters import LetterBook
from docgen.model.copies import Copy
from docgen.model.letter import Letter, LetterState
from docgen.model.office import Office, Official
from docgen.model.writing.dates import format_tanggal, parse_date
from docgen.pipeline.labels import labels_of
from docgen.pipeline.material import Material
from docgen.pipeline.output import FOLDER, digest
from docgen.pipeline.reading import Reading
from docgen.render.placeholders.labels import label_context
from docgen.render.placeholders.letters import NOBODY, disposition_context, letter_context
from docgen.render.recap.workbook import render_recap
from docgen.render.sop.sheet import render_sop, sop_sheet
from docgen.render.sop.svg import render_svg
from docgen.render.template import Image, Template


@dataclass(frozen=True, slots=True)
class Document:
    """One document: where it goes, what it is made from, how to make it, how the index names it.

    ``make`` returns its files by output path (the office file, and a SOP's drawings); it raises
    FindingsError. ``made_from`` is the hash of everything that ``make`` reads.
    """

    set: str
    id: str
    office_file: str
    made_from: str
    make: Callable[[], Mapping[str, bytes]]
    group: str
    number: str
    date: str
    description: str
    letter: Letter | None = None
    row: Where | None = None  # where the data of its one row stands
    drawings: tuple[str, ...] = ()
    tags: frozenset[str] = frozenset()  # template's marks that stand in the data
    recipients: tuple[str, ...] = ()  # of a sheet of labels

    @property
    def folder(self) -> str:
        """The folder of its outputs."""
        return str(PurePosixPath(self.office_file).parent)

    @property
    def pdf(self) -> str:
        """Its PDF, beside the office file."""
        return str(PurePosixPath(self.office_file).with_suffix(".pdf"))

    def copy_file(self, copy: Copy) -> str:
        """Where one of its copies stands."""
        return f"{self.folder}/{copy.file_name}"

    @property
    def title(self) -> str:
        """What the PDF's title bar and the bundle's bookmarks say."""
        return f"{self.number} {self.description}".strip()

    @property
    def is_archived(self) -> bool:
        """Whether it belongs in a bundle: a letter only once it has its number, labels never."""
        if self.letter is None:
            return not self.set.startswith("label.")
        return self.letter.state is LetterState.BERNOMOR


def documents(
    material: Material, names: Sequence[str], letters: Mapping[str, tuple[Letter, ...]]
) -> tuple[list[Document], list[Finding]]:
    """The documents of the chosen sets in the order of the pipeline; ``letters`` are numbered."""
    found: list[Document] = []
    findings: list[Finding] = []
    for full_name in names:
        group, _, name = full_name.partition(".")
        match group:
            case "sop":
                found += _sops(material, name, findings)
            case "letters":
                found += _letters(material, name, letters[name])
            case "disposisi":
                found += _dispositions(material, name)
            case "recap" if name in material.recaps:
                found.append(_recap(material, name))
            case "label":
                found += _labels(material, name, letters, findings)
    return found, findings


def image_of(material: Material, path: str | None) -> Image | None:
    """The picture at a workspace path."""
    return Image(material.files[path]) if path else None


def _from(material: Material, template: str, *parts: str) -> str:
    return digest(__version__, material.files[template], *parts)


def _sops(material: Material, name: str, findings: list[Finding]) -> Iterator[Document]:
    template = material.workspace.sop[name].template
    for path, file in material.sops[name].items():
        sop = file.sop
        data = material.files[template]
        logo = image_of(material, sop.instansi.logo)
        sheet = sop_sheet(sop, data, Where(template), logo, material.profile.kertas)
        laid_out = lay_out(sop, sheet, file.where)
        findings += laid_out.findings
        if laid_out.value is None:
            continue
        stem = PurePosixPath(path).stem
        base = f"{FOLDER}/sop/{stem}"
        drawings = tuple(f"{base}-{page.number}.svg" for page in laid_out.value.pages)
        _key, _label, approval = sop.tanggal.approval
        yield Document(
            set=f"sop.{name}",
            id=f"sop.{stem}",
            office_file=f"{base}.docx",
            made_from=_from(
                material,
                template,
                sop.model_dump_json(),
                repr(sheet),
                digest(logo.data) if logo else "",
            ),
            make=_sop_maker(laid_out.value, data, Where(template), logo, base, drawings),
            group="Standar Operasional Prosedur",
            number=sop.nomor,
            date=approval or sop.tanggal.pembuatan or "",
            description=f"SOP {sop.nama}",
            drawings=drawings,
            tags=tags_in(sop.model_dump()),
        )


def _sop_maker(
    drawing: Drawing,
    template: bytes,
    where: Where,
    logo: Image | None,
    base: str,
    drawings: Sequence[str],
) -> Callable[[], Mapping[str, bytes]]:
    def make() -> Mapping[str, bytes]:
        pictures = (svg.encode() for svg in render_svg(drawing))
        return {
            f"{base}.docx": render_sop(drawing, template, where, logo),
            **dict(zip(drawings, pictures, strict=True)),
        }

    return make


def _letters(material: Material, name: str, letters: Sequence[Letter]) -> Iterator[Document]:
    path = material.workspace.letters[name].template
    template = Template(material.files[path], Where(path), material.read)
    reads = Reading(template)
    book = material.letters[name]
    for letter in letters:
        office = material.workspace.office[letter.kop]
        signatory = _signatory(book, letter)
        office_file = f"{FOLDER}/letters/{name}/{letter.id}/{letter.id}.docx"
        logo = image_of(material, office.logo)
        context = partial(letter_context, letter, office, logo, signatory, material.profile.surat)
        yield Document(
            set=f"letters.{name}",
            id=f"letters.{name}.{letter.id}",
            office_file=office_file,
            made_from=reads.digest(context(), letter.where),
            make=_maker(template, context, office_file),
            group="Surat Keluar",
            number=letter.nomor,
            date=format_tanggal(letter.tanggal_surat) if letter.tanggal_surat else "",
            description=letter.hal,
            letter=letter,
            row=letter.where,
            tags=tags_in([each.model_dump() for each in (letter, office, signatory)]),
        )


def _signatory(book: LetterBook, letter: Letter) -> Official:
    return book.officials.get(letter.penandatangan, NOBODY)


def _office_parts(material: Material, office: Office, signatory: Official) -> tuple[str, ...]:
    picture = material.logo(office)
    logo = digest(picture) if picture else ""
    return office.model_dump_json(), logo, signatory.model_dump_json()


def _maker(
    template: Template, context: Callable[[], Mapping[str, Any]], office_file: str
) -> Callable[[], Mapping[str, bytes]]:
    return lambda: {office_file: template.render(context())}


def _dispositions(material: Material, name: str) -> Iterator[Document]:
    path = material.workspace.disposisi[name].template
    template = Template(material.files[path], Where(path), material.read)
    reads = Reading(template)
    book = material.dispositions[name]
    profile = material.profile
    choices = {"sifat": profile.sifat_disposisi, "instruksi": profile.instruksi_disposisi}
    for disposition in book.dispositions:
        office = material.workspace.office[disposition.kop]
        signatory = book.officials.get(disposition.penandatangan, NOBODY)
        office_file = f"{FOLDER}/disposisi/{name}/{disposition.id}/{disposition.id}.docx"
        logo = image_of(material, office.logo)
        context = partial(disposition_context, disposition, office, logo, signatory, choices)
        yield Document(
            set=f"disposisi.{name}",
            id=f"disposisi.{name}.{disposition.id}",
            office_file=office_file,
            made_from=reads.digest(context(), disposition.where),
            make=_maker(template, context, office_file),
            group="Lembar Disposisi",
            number=disposition.nomor_agenda,
            date=format_tanggal(disposition.tanggal_terima),
            description=f"{disposition.hal} (surat {disposition.nomor_surat})",
            row=disposition.where,
            tags=tags_in([each.model_dump() for each in (disposition, office, signatory)]),
        )


def _labels(
    material: Material,
    name: str,
    letters: Mapping[str, Sequence[Letter]],
    findings: list[Finding],
) -> Iterator[Document]:
    """The labels of a set; no document while nothing is to be sent."""
    declared = material.workspace.label[name]
    labels, found = labels_of(material, name, letters)
    findings += found
    if not labels:
        return
    template = Template(material.files[declared.template], Where(declared.template), material.read)
    office_file = f"{FOLDER}/label/{name}.docx"
    sizes = (declared.kolom, declared.lewati)
    yield Document(
        set=f"label.{name}",
        id=f"label.{name}",
        office_file=office_file,
        made_from=_from(material, declared.template, repr((labels, sizes))),
        make=_maker(template, lambda: label_context(labels, *sizes), office_file),
        group="Label",
        number="",
        date="",
        description=f"Label {name}",
        tags=tags_in([asdict(label) for label in labels]),
        recipients=tuple(dict.fromkeys(label.penerima for label in labels)),
    )


def _recap(material: Material, name: str) -> Document:
    declared = material.workspace.recap[name]
    recap = material.recaps[name]
    office = material.workspace.office_of(declared.kop)
    signatory = material.recap_officials.get(name, NOBODY)
    date = parse_date(declared.tanggal) if declared.tanggal else None
    office_file = f"{FOLDER}/recap/{name}.xlsx"

    def make() -> Mapping[str, bytes]:
        data = render_recap(
            recap,
            material.files[declared.template],
            kop=office.kop,
            logo=material.logo(office),
            pejabat=signatory.model_dump(),
            tempat_tanggal=f"{office.kota}, {format_tanggal(date)}" if date else office.kota,
            shown_as=declared.template,
        )
        return {office_file: data}

    return Document(
        set=f"recap.{name}",
        id=f"recap.{name}",
        office_file=office_file,
        made_from=_from(
            material,
            declared.template,
            recap.model_dump_json(exclude={"employees": {"__all__": {"where"}}}),
            declared.tanggal,
            *_office_parts(material, office, signatory),
        ),
        make=make,
        group="Rekapitulasi SKP",
        number="",
        date=format_tanggal(date) if date else "",
        description=f"Rekapitulasi SKP Tahun {recap.tahun}",
        tags=tags_in([each.model_dump() for each in (recap, office, signatory)]),
    )
