"""What a book of SOPs has besides its SOPs: its decision and explanation (domain rules §1.1)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from pathlib import PurePosixPath

from docgen.convert import tags_in
from docgen.convert.jobs import TAGS
from docgen.findings import Where
from docgen.load.workspace import CONFIG
from docgen.model.set_name import SetName
from docgen.model.workspace import BookSet
from docgen.render.placeholders.front_matter import explanation, paragraphs
from docgen.render.template import Template
from docgen.workspace.document import Document, Files, Words
from docgen.workspace.loaded import Loaded
from docgen.workspace.output_paths import front_file
from docgen.workspace.parts import PROGRAM, TemplateParts, computed, part

# The names of its own parts, after its own in ids.
DECISION, EXPLANATION = "keputusan", "penjelasan"
DECISION_TITLE, EXPLANATION_TITLE = "Keputusan", "Penjelasan Singkat Penggunaan"
WORD = ".docx"


def is_word(path: str) -> bool:
    """Whether a decision is a Word document, of which docgen makes the PDF."""
    return path.lower().endswith(WORD)


def decision_title(declared: BookSet) -> str:
    """What lists and bookmarks call the decision, without its number."""
    return (declared.keputusan and declared.keputusan.judul) or DECISION_TITLE


def book_documents(loaded: Loaded, name: SetName, declared: BookSet) -> Iterator[Document]:
    """The Word documents of a book that become PDFs: its decision, if it is one, and what explains
    the book, if anything does."""
    if declared.keputusan and is_word(declared.keputusan.berkas):
        yield _decision(loaded, name, declared)
    if declared.explains:
        yield _explanation(loaded, name, declared)


def _decision(loaded: Loaded, name: SetName, declared: BookSet) -> Document:
    given = declared.keputusan
    assert given is not None
    path, office_file = PurePosixPath(given.berkas).as_posix(), front_file(name, DECISION)
    data = loaded.files[given.berkas]
    return Document(
        set=name,
        id=name.document(DECISION),
        office_file=office_file,
        make=lambda: {office_file: data},
        parts=lambda: {**PROGRAM, f"keputusan {path}": part(data)},
        shown=lambda: (),
        template=given.berkas,
        group="",
        number=given.nomor,
        date=given.tanggal,
        description=decision_title(declared),
        classification=given.klasifikasi,
        source=Where(path),
        data=(path,),
        tags=frozenset(TAGS),  # nobody's template: it may hold any mark
    )


def _explanation(loaded: Loaded, name: SetName, declared: BookSet) -> Document:
    path, office_file = declared.penjelasan, front_file(name, EXPLANATION)
    office = loaded.workspace.office_of(declared.kop)
    template = Template(loaded.files[path], Where(path))
    context = explanation(declared, office, loaded.image(office.logo))
    labels = computed(tuple(context), ())

    def make() -> Files:
        return {office_file: template.render(context)}

    return Document(
        set=name,
        id=name.document(EXPLANATION),
        office_file=office_file,
        make=make,
        parts=partial(TemplateParts(template, labels).of, context, Where(CONFIG)),
        shown=partial(_shown, declared),
        template=path,
        group="",
        description=EXPLANATION_TITLE,
        source=Where(CONFIG),
        data=(CONFIG,),
        tags=tags_in([declared.model_dump()]),
    )


def _shown(declared: BookSet) -> Words:
    """The texts of docgen.toml, which its pages must show."""
    return (
        *(("ruang_lingkup", text) for text in paragraphs(declared.ruang_lingkup)),
        *(("ringkasan", text) for text in paragraphs(declared.ringkasan)),
        *((f"definisi {term}", text) for term, words in declared.definisi.items()
          for text in (term, *paragraphs(words))),
    )  # fmt: skip
