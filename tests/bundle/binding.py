"""A bundle of many letters for the tests: one joined conversion makes them all."""

from __future__ import annotations

import os
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pypdf
from pypdfium2 import PdfDocument

from benchmarks.letters import LEAN, contexts
from docgen.bundle import Front, Limits, Part, Volume, assemble, find_font, write_segments
from docgen.convert import Job, batch_names, convert_all
from docgen.findings import Where
from docgen.load.shipped import shipped
from docgen.model.office import Office
from docgen.render.placeholders.front_matter import IndexEntry, render_cover, render_index
from docgen.render.template import Template

FONT = find_font(os.environ)
TITLE = "Arsip <2026> é"
OFFICE = Office(kunci="a", pemerintah="Pemerintah Kota Contoh", nama="Badan Kepegawaian")


@dataclass(frozen=True)
class Bound:
    """The finished volumes of a bundle and what went into it."""

    files: tuple[Path, ...]
    volumes: tuple[Volume, ...]
    parts: tuple[Part, ...]

    @property
    def file(self) -> Path:
        (only,) = self.files
        return only


def make_letters(folder: Path, count: int, soffice: Path) -> list[Path]:
    """As many letters as PDF, each with a number of its own on its page."""
    template = Template(shipped(LEAN.file).read_bytes(), LEAN)
    jobs = []
    for number, context in enumerate(contexts(count)):
        source = folder / f"{number:04}.docx"
        source.write_bytes(template.render(context))
        batch = batch_names("uji", count)[number]
        jobs.append(Job(source, source.with_suffix(".pdf"), source.stem, batch=batch))
    assert all(outcome.ok for outcome in convert_all(jobs, soffice))
    return [job.target for job in jobs]


def own_words(number: int) -> str:
    """What only the letter of that number says."""
    return f"800.1.7/{number}/BKD/2026"


def letter_parts(letters: Sequence[Path], groups: int = 4) -> tuple[Part, ...]:
    size = -(-len(letters) // groups)
    return tuple(
        Part(
            id=f"surat/{n}",
            title=f"Surat nomor {n}",
            group=f"Kelompok {n // size}",
            path=path,
            number=own_words(n),
        )
        for n, path in enumerate(letters)
    )


def bind(
    parts: Sequence[Part], folder: Path, soffice: Path | None, *, blank: Path | None = None,
    limits: Limits | None = None, **options: Any,
) -> Bound:  # fmt: skip
    """Gather and assemble; the front matter comes from LibreOffice, or is the ``blank`` page."""
    folder.mkdir(exist_ok=True)
    (folder / "isi").mkdir()
    volumes = write_segments(
        parts, folder / "isi", FONT, title=TITLE, limits=limits or Limits(), **options
    )
    fronts = [
        Front(blank, (blank,), f"arsip-{v.number}.pdf") if blank else _front(volumes, v, folder)
        for v in volumes
    ]
    if soffice:
        jobs = [
            Job(path.with_suffix(".docx"), path, path.stem)
            for front in fronts
            for path in (front.cover, *front.index)
        ]
        assert all(outcome.ok for outcome in convert_all(jobs, soffice))
    files = tuple(folder / front.file_name for front in fronts)
    for volume, path in zip(volumes, files, strict=True):
        assemble(volumes, volume.number, fronts, path, title=TITLE, font=FONT)
    return Bound(files, volumes, tuple(parts))


def _front(volumes: Sequence[Volume], volume: Volume, folder: Path) -> Front:
    entries = [
        IndexEntry(
            id=p.part.id,
            group=p.part.group,
            number=p.part.number,
            date="",
            description=p.part.title,
            pages=p.length,
            page=p.page,
            volume=p.volume,
        )
        for each in volumes
        if each is volume or volume.number == 1
        for p in each.placed
    ]
    made = (
        render_cover(_template("sampul"), TITLE, "", entries, OFFICE, None),
        *render_index(_template("daftar_isi"), TITLE, entries),
    )
    paths = [folder / f"depan-{volume.number}-{number}.docx" for number in range(len(made))]
    for path, data in zip(paths, made, strict=True):
        path.write_bytes(data)
    cover, *index = (path.with_suffix(".pdf") for path in paths)
    return Front(cover, tuple(index), f"arsip-{volume.number}.pdf")


def _template(name: str) -> Template:
    path = f"templates/{name}.docx"
    return Template(shipped(path).read_bytes(), Where(path))


def texts(path: Path) -> list[str]:
    """The words of each page, without white space."""
    with PdfDocument(path) as document:
        return ["".join(page.get_textpage().get_text_range().split()) for page in document]


def bookmarks(path: Path) -> list[tuple[int, str, int]]:
    """Level, title and page (from 0) of each bookmark."""
    reader = pypdf.PdfReader(path)

    def walk(items: Any, level: int) -> Any:
        for item in items:
            if isinstance(item, list):
                yield from walk(item, level + 1)
            else:
                yield level, item.title, reader.get_destination_page_number(item)

    return list(walk(reader.outline, 0))


@dataclass(frozen=True)
class Link:
    """What a link shows, and where it leads: a file ("" for its own) and page (from 0)."""

    shown: str
    file: str
    page: int


def links(path: Path) -> list[Link]:
    """Every link of a file."""
    document = PdfDocument(path)
    reader = pypdf.PdfReader(path)
    numbers = {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages)}
    found = []
    for at, page in enumerate(reader.pages):
        for link in page.get("/Annots", ()):
            box = [float(each) for each in link.get_object()["/Rect"]]
            shown = " ".join(document[at].get_textpage().get_text_bounded(*box).split())
            action = link.get_object()["/A"]
            assert action["/S"] in ("/GoTo", "/GoToR")
            target = action["/D"][0]
            if action["/S"] == "/GoTo":
                found.append(Link(shown, "", numbers[target.indirect_reference.idnum]))
            else:
                found.append(Link(shown, str(action["/F"]), int(target)))
    document.close()
    return found
