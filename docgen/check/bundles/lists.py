"""Verify what the index pages and the archive list of a bundle say of each of its documents."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.check.advice import REBUILD, REBUILD_LIST
from docgen.check.bundles.index import wrong_fields
from docgen.check.bundles.parts import OfPart, PlacedPart
from docgen.check.bundles.volume import Volume
from docgen.check.expectations import ExpectedBundle
from docgen.check.files import Files
from docgen.check.records.lists import read_rows
from docgen.findings import Finding, Where, error


def check_index(
    expected: ExpectedBundle, volumes: Sequence[Volume], placed: Sequence[PlacedPart]
) -> Iterator[OfPart]:
    """The lines of the index pages: the page that each names, and its fields."""
    for number, index in enumerate(volumes):
        # The first index is that of all volumes.
        own = [
            (each, ("" if each.at == number else volumes[each.at].name, each.page))
            for each in placed
            if number in (0, each.at) and each.page < len(volumes[each.at].labels)
        ]
        wrong = []
        for each, place in own if expected.shows_pages else ():
            label = volumes[each.at].labels[each.page]
            if not all(line.says(label) for line in index.lines.get(place, ())):
                wrong.append((each.part, f"halaman {label}"))
        wrong += wrong_fields(index.lines, [(each.part, place) for each, place in own])
        for part, text in wrong:
            message = f"baris «{part.title}» di daftar isi tidak menyebut {text}; {REBUILD}"
            yield part.id, error("bundle-index-wrong", index.where, message)


def check_archive_list(
    files: Files, expected: ExpectedBundle, placed: Sequence[PlacedPart]
) -> Iterator[OfPart]:
    """The rows of the archive list."""
    where = Where(expected.archive_list)
    rows = read_rows(files, expected.archive_list)
    if rows is None:
        yield "", error("list-missing", where, "daftar arsip tidak ada; jalankan docgen build")
    elif isinstance(rows, Finding):
        yield "", rows
    else:
        for part in (each.part for each in placed):
            if not rows.hold((part.number, part.description, part.date)):
                message = f"daftar arsip tidak memuat baris yang benar untuk «{part.title}»"
                yield part.id, error("list-line-wrong", where, f"{message}; {REBUILD_LIST}")
