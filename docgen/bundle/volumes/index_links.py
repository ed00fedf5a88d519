"""The links of an index: taken off its pages, and laid on again when it is known where they lead.

LibreOffice exports a link to ``docgen:ID`` as a URI annotation. Ten thousand documents have twice
as many, so they are kept as plain values in between.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import unquote

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf

from docgen.errors import OutputError

LINK_SCHEME = "docgen:"
_PRINTED = 4  # an annotation of a PDF/A is printed (ISO 19005-2, 6.3.2)


@dataclass(frozen=True, slots=True)
class FrontLink:
    """A link: its page (from 0 in the front matter), its box, its words, the id it names."""

    page: int
    box: tuple[float, ...]
    words: str
    id: str


def take_links(pages: Iterable[Object], first: int) -> list[FrontLink]:
    """Take the ``docgen:`` links off pages, the first of which is page ``first``."""
    found = []
    for number, page in enumerate(pages, first):
        kept = []
        for annotation in page.get("/Annots", ()):
            identifier = _identifier(annotation)
            if identifier is None:
                kept.append(annotation)
                continue
            box = tuple(round(float(side), 3) for side in annotation.Rect)
            found.append(FrontLink(number, box, str(annotation.get("/Contents", "")), identifier))
        if "/Annots" in page:
            page.Annots = Array(kept)
    return found


def lay_links(
    pdf: Pdf, pages: Sequence[Object], links: Iterable[FrontLink], targets: Mapping[str, Object]
) -> None:
    """Lay the links on the pages, each with the action of its id.

    Raises OutputError for an id that has none.
    """
    made: dict[int, list[Object]] = {}
    for link in links:
        if link.id not in targets:
            raise OutputError(
                f"Daftar isi menunjuk ke «{link.id}», tetapi bagian itu tidak ada di berkas arsip.",
                "Periksa kolom id di data dan templat daftar isi, lalu buat ulang.",
            )
        annotation = Dictionary(
            Type=Name.Annot, Subtype=Name.Link, Rect=Array(link.box), F=_PRINTED,
            Border=Array([0, 0, 0]), A=targets[link.id],
        )  # fmt: skip
        if link.words:
            annotation.Contents = pikepdf.String(link.words)
        made.setdefault(link.page, []).append(pdf.make_indirect(annotation))
    for number, laid in made.items():
        page = pages[number]
        page.Annots = Array([*page.get("/Annots", ()), *laid])


def _identifier(annotation: Object) -> str | None:
    """The id that a link names; None for any other annotation."""
    action = annotation.get("/A")
    if not isinstance(action, Dictionary) or action.get("/S") != Name.URI:
        return None
    uri = str(action.get("/URI", ""))
    return unquote(uri.removeprefix(LINK_SCHEME)) if uri.startswith(LINK_SCHEME) else None
