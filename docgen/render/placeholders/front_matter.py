"""Cover and index of a bundle: Word templates like any other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docgen.model.office import Office
from docgen.render.placeholders.letters import letterhead
from docgen.render.template import Image, Template

COVER_NAMES = frozenset(
    {"kop", "judul", "tanggal", "jilid", "kurun_waktu", "jumlah_dokumen", "jumlah_halaman",
     "kelompok"}
)  # fmt: skip
# Lines of a document of the index: some ten pages.
INDEX_ROWS = 400
INDEX_NAMES = frozenset({"judul", "jilid", "kelompok"})


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


def render_cover(
    template: Template,
    title: str,
    date: str,
    entries: Sequence[IndexEntry],
    office: Office,
    logo: Image | None,
    *,
    volume: str = "",
    span: str = "",
) -> bytes:
    """The .docx of the cover of a volume with these entries. Raises FindingsError.

    ``volume`` is blank or ``Jilid 2 dari 3``, ``span`` the time that the documents are of.
    """
    groups = [
        {
            "judul": group,
            "jumlah": len(members),
            "halaman": sum(entry.pages for entry in members),
        }
        for group, members in _by_group(entries).items()
    ]
    context = {
        "kop": letterhead(office, logo),
        "judul": title,
        "tanggal": date,
        "jilid": volume,
        "kurun_waktu": span,
        "jumlah_dokumen": len(entries),
        "jumlah_halaman": sum(entry.pages for entry in entries),
        "kelompok": groups,
    }
    return template.render(context)


def render_index(
    template: Template, title: str, entries: Sequence[IndexEntry], *, volume: str = ""
) -> tuple[bytes, ...]:
    """The .docx of the index, several if it is long: LibreOffice slows down over long tables.

    Pages count from 1 after the front matter. Entries of several volumes are listed volume by
    volume. Raises FindingsError.
    """
    several = len({entry.volume for entry in entries}) > 1
    return tuple(
        template.render(
            {
                "judul": title,
                "jilid": volume,
                "kelompok": _rows(entries[start : start + INDEX_ROWS], start, several),
            }
        )
        for start in range(0, len(entries), INDEX_ROWS)
    )


def _rows(entries: Sequence[IndexEntry], start: int, several: bool) -> list[dict[str, Any]]:
    groups: dict[str, list[dict[str, Any]]] = {}
    for number, entry in enumerate(entries, start + 1):
        heading = f"Jilid {entry.volume}: {entry.group}" if several else entry.group
        groups.setdefault(heading, []).append(
            {
                "no": number,
                "id": entry.id,
                "nomor": entry.number,
                "tanggal": entry.date,
                "uraian": entry.description,
                "halaman": entry.page,
                "jilid": entry.volume,
            }
        )
    return [{"judul": group, "dokumen": rows} for group, rows in groups.items()]


def _by_group(entries: Sequence[IndexEntry]) -> dict[str, list[IndexEntry]]:
    groups: dict[str, list[IndexEntry]] = {}
    for entry in entries:
        groups.setdefault(entry.group, []).append(entry)
    return groups
