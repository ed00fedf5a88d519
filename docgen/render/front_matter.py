"""Cover and index of a bundle: Word templates like any other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from docgen.model.office import Office
from docgen.render.letters import letterhead
from docgen.render.template import Image, Template

COVER_NAMES = frozenset({"kop", "judul", "tanggal", "jumlah_dokumen", "jumlah_halaman", "kelompok"})
INDEX_NAMES = frozenset({"judul", "kelompok"})


@dataclass(frozen=True, slots=True)
class IndexEntry:
    """One line of the index; ``pages`` is how long the document is."""

    id: str
    group: str
    number: str
    date: str
    description: str
    pages: int


def render_cover(
    template: Template,
    title: str,
    date: str,
    entries: Sequence[IndexEntry],
    office: Office,
    logo: Image | None,
) -> bytes:
    """The .docx of the cover. Raises FindingsError."""
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
        "jumlah_dokumen": len(entries),
        "jumlah_halaman": sum(entry.pages for entry in entries),
        "kelompok": groups,
    }
    return template.render(context)


def render_index(template: Template, title: str, entries: Sequence[IndexEntry]) -> bytes:
    """The .docx of the index; pages count from 1 after the front matter. Raises FindingsError."""
    groups: dict[str, list[dict[str, Any]]] = {}
    page = 1
    for number, entry in enumerate(entries, 1):
        groups.setdefault(entry.group, []).append(
            {
                "no": number,
                "id": entry.id,
                "nomor": entry.number,
                "tanggal": entry.date,
                "uraian": entry.description,
                "halaman": page,
            }
        )
        page += entry.pages
    listed = [{"judul": group, "dokumen": rows} for group, rows in groups.items()]
    return template.render({"judul": title, "kelompok": listed})


def _by_group(entries: Sequence[IndexEntry]) -> dict[str, list[IndexEntry]]:
    groups: dict[str, list[IndexEntry]] = {}
    for entry in entries:
        groups.setdefault(entry.group, []).append(entry)
    return groups
