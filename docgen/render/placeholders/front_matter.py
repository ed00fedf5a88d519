"""Cover and index of a bundle, title page and explanation of a book: templates like any other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docgen.model.office import Office
from docgen.model.workspace import BookSet
from docgen.model.writing.dates import format_tanggal, parse_date
from docgen.render.placeholders.letters import letterhead
from docgen.render.template import Image, Template

COVER_NAMES = frozenset(
    {"kop", "judul", "tanggal", "jilid", "kurun_waktu", "jumlah_dokumen", "jumlah_halaman",
     "kelompok"}
)  # fmt: skip
# Lines of a document of the index: some ten pages.
INDEX_ROWS = 400
INDEX_NAMES = frozenset({"judul", "jilid", "kelompok"})
# Of a book's title page besides, and of its explanation.
TITLE_NAMES = COVER_NAMES | {"tahun", "keputusan"}
EXPLANATION_NAMES = frozenset(
    {"kop", "judul", "tanggal", "tahun", "ruang_lingkup", "ringkasan", "definisi"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexEntry:
    """One line of the index: a document of ``pages`` pages that begins at ``page`` of a volume.

    What is kept beside the bundle has pages of its own and one page in the bundle.
    """

    id: str
    group: str
    number: str
    date: str
    description: str
    pages: int
    page: int = 1
    volume: int = 1


def cover_context(
    title: str,
    date: str,
    entries: Sequence[IndexEntry],
    office: Office,
    logo: Image | None,
    *,
    volume: str = "",
    span: str = "",
    more: Mapping[str, Any] | None = None,
) -> dict[str, Any]:
    """What fills the cover of a volume with these entries.

    ``volume`` is blank or ``Jilid 2 dari 3``, ``span`` the time that the documents are of; ``more``
    is what a title page says besides.
    """
    groups = [
        {
            "judul": group,
            "jumlah": len(members),
            "halaman": sum(entry.pages for entry in members),
        }
        for group, members in _by_group(entries).items()
    ]
    return {
        "kop": letterhead(office, logo),
        "judul": title,
        "tanggal": date,
        "jilid": volume,
        "kurun_waktu": span,
        "jumlah_dokumen": len(entries),
        "jumlah_halaman": sum(entry.pages for entry in entries),
        "kelompok": groups,
        **(more or {}),
    }


def render_cover(template: Template, *about: Any, **more: Any) -> bytes:
    """The .docx of a cover; ``about`` as for :func:`cover_context`. Raises FindingsError."""
    return template.render(cover_context(*about, **more))


def title_page(declared: BookSet) -> dict[str, Any]:
    """What the title page of a book says more than a cover: its year, and its decision by title,
    number and date, each of which may be blank."""
    given = declared.keputusan
    decision = {
        "judul": given.judul if given else "",
        "nomor": given.nomor if given else "",
        "tanggal": printed_date(given.tanggal) if given else "",
    }
    return {"tahun": _year(declared.tanggal), "keputusan": decision}


def explanation(declared: BookSet, office: Office, logo: Image | None) -> dict[str, Any]:
    """What fills the explanation of a book: paragraphs, and terms with their meaning."""
    return {
        "kop": letterhead(office, logo),
        "judul": declared.judul,
        "tanggal": printed_date(declared.tanggal),
        "tahun": _year(declared.tanggal),
        "ruang_lingkup": paragraphs(declared.ruang_lingkup),
        "ringkasan": paragraphs(declared.ringkasan),
        "definisi": [
            {"istilah": term, "arti": " ".join(words.split())}
            for term, words in declared.definisi.items()
        ],
    }


def paragraphs(text: str) -> list[str]:
    """The lines of a text that are not blank: each is a paragraph."""
    return [" ".join(line.split()) for line in text.splitlines() if line.strip()]


def printed_date(text: str) -> str:
    """A date of docgen.toml as it is printed; blank for none."""
    date = parse_date(text)
    return format_tanggal(date) if date else ""


def _year(text: str) -> str:
    date = parse_date(text)
    return str(date.year) if date else ""


def index_contexts(
    title: str, entries: Sequence[IndexEntry], *, volume: str = ""
) -> tuple[dict[str, Any], ...]:
    """What fills the index; several if it is long: LibreOffice slows down over long tables.

    Pages count from 1 after the front matter. Entries of several volumes are listed volume by
    volume.
    """
    several = len({entry.volume for entry in entries}) > 1
    counts: Counter[str] = Counter()
    rows = [_row(number, entry, counts) for number, entry in enumerate(entries, 1)]
    return tuple(
        {
            "judul": title,
            "jilid": volume,
            "kelompok": _grouped(entries[start:end], rows[start:end], several),
        }
        for start, end in ((n, n + INDEX_ROWS) for n in range(0, len(entries), INDEX_ROWS))
    )


def render_index(
    template: Template, title: str, entries: Sequence[IndexEntry], *, volume: str = ""
) -> tuple[bytes, ...]:
    """The .docx of the index, as many as :func:`index_contexts` says. Raises FindingsError."""
    return tuple(map(template.render, index_contexts(title, entries, volume=volume)))


def _row(number: int, entry: IndexEntry, counts: Counter[str]) -> dict[str, Any]:
    """A line: ``no`` counts all of them, ``urut`` those of its group."""
    counts[entry.group] += 1
    return {
        "no": number,
        "urut": counts[entry.group],
        "id": entry.id,
        "nomor": entry.number,
        "tanggal": entry.date,
        "uraian": entry.description,
        "halaman": entry.page,
        "jilid": entry.volume,
    }


def _grouped(
    entries: Sequence[IndexEntry], rows: Sequence[dict[str, Any]], several: bool
) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for entry, row in zip(entries, rows, strict=True):
        volume = f"Jilid {entry.volume}" if several else ""
        heading = ": ".join(filter(None, (volume, entry.group)))
        groups.setdefault(heading, []).append(row)
    return [{"judul": group, "dokumen": rows} for group, rows in groups.items()]


def _by_group(entries: Sequence[IndexEntry]) -> dict[str, list[IndexEntry]]:
    groups: dict[str, list[IndexEntry]] = {}
    for entry in entries:
        groups.setdefault(entry.group, []).append(entry)
    return groups


def span_of(entries: Sequence[IndexEntry]) -> str:
    """The time that the dated documents are of: ``6 Januari 2025 s.d. 9 Maret 2025``."""
    dates = sorted(date for entry in entries if (date := parse_date(entry.date)))
    if not dates:
        return ""
    first, last = format_tanggal(dates[0]), format_tanggal(dates[-1])
    return first if first == last else f"{first} s.d. {last}"
