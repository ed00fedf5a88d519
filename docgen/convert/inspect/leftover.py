"""What a template left behind: ``{{ nama }}``, ``{% if %}``, «nama» of a mail merge.

Looked for on every page, and where a reader clicks: in the addresses of links and the titles of
the outline. Title and properties are docgen's own, so nothing of a template gets there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from urllib.parse import unquote

from pikepdf import Dictionary, Name, Object, Pdf

from docgen.convert.inspect.documents.passages import MERGE, Shown
from docgen.convert.inspect.letters import plain, tokens
from docgen.convert.jobs import TAGS
from docgen.findings import Finding, Where, error

_MERGED = re.compile(r"«\s*([^«»\n]{1,60}?)\s*»")
_AROUND = 20  # letters of the context on each side
# Deeper than any outline; a damaged one may lead round in a circle.
_MOST_TITLES = 10_000


def leftover(
    pdf: Pdf, texts: Sequence[str], where: Where, allowed: frozenset[str], shown: Shown | None
) -> Finding | None:
    """The finding ``convert-leftover-tag``; None when nothing is left.

    ``texts`` are those of the pages, ``allowed`` the marks that the data holds. Of the merge
    fields only those count that ``shown``, the source, has as fields.
    """
    places = (
        *((text, f"di halaman {number}") for number, text in enumerate(texts, 1)),
        *((unquote(text), "di alamat sebuah tautan") for text in _addresses(pdf)),
        *((text, "di daftar judul (bookmark) PDF") for text in _titles(pdf)),
    )
    merged = frozenset(
        "".join(tokens(plain(each[len(MERGE) :])))
        for each in (shown.fields if shown else ())
        if each.startswith(MERGE)
    )
    for text, place in places:
        if (found := _first(text, allowed, merged)) is not None:
            start, end = found
            context = " ".join(text[max(0, start - _AROUND) : end + _AROUND].split())
            return error(
                "convert-leftover-tag",
                where,
                f"Masih ada tanda templat «{text[start:end].strip('«»')}» {place}: «{context}». "
                "Periksa isian itu di templat, lalu buat ulang dokumennya.",
            )
    return None


def _first(text: str, allowed: frozenset[str], merged: frozenset[str]) -> tuple[int, int] | None:
    for tag in TAGS:
        if tag not in allowed and (at := text.find(tag)) >= 0:
            return at, at + len(tag)
    if merged and "«" in text:
        for match in _MERGED.finditer(text):
            if "".join(tokens(plain(match[1]))) in merged:
                return match.span()
    return None


def _addresses(pdf: Pdf) -> Iterator[str]:
    for page in pdf.pages:
        for each in page.obj.get("/Annots", ()):
            action = each.get("/A", Dictionary())
            if action.get("/S") == Name.URI:
                yield str(action.get("/URI", ""))


def _titles(pdf: Pdf) -> Iterator[str]:
    outline = pdf.Root.get("/Outlines")
    waiting: list[Object] = [outline.First] if outline is not None and "/First" in outline else []
    for _ in range(_MOST_TITLES):
        if not waiting:
            return
        item = waiting.pop()
        yield str(item.get("/Title", ""))
        waiting += [item[key] for key in ("/Next", "/First") if key in item]
