"""Verify that a bundle is there, all of it, stamped, in order, and fit for an archive.

A bundle may have several volumes. Each page must end with the bundle's stamp, which says its
number.
"""

from __future__ import annotations

from collections.abc import Iterator

from docgen.check.advice import REBUILD
from docgen.check.attributed import Attributed
from docgen.check.bundles.lists import check_archive_list, check_index
from docgen.check.bundles.parts import OfPart, check_ahead, check_parts
from docgen.check.bundles.volume import Volume, check_stamps, read_volume, volume_names
from docgen.check.expectations import ExpectedBundle
from docgen.check.files import Files
from docgen.findings import Where, error, warning


def check_bundle(files: Files, expected: ExpectedBundle) -> Iterator[Attributed]:
    """All findings of one bundle, each with the document in it that it speaks of, if any."""
    for part, finding in _check(files, expected):
        yield Attributed(expected.id, finding, part=part)


def _check(files: Files, expected: ExpectedBundle) -> Iterator[OfPart]:
    if not files.has(expected.pdf):
        message = "berkas arsip tidak ada; jalankan docgen build"
        yield "", error("bundle-missing", Where(expected.pdf), message)
        return
    volumes: list[Volume] = []
    for number, name in enumerate(volume_names(files, expected), 1):
        volume = read_volume(files, name, number)
        if volume is None:
            message = f"berkas arsip tidak dapat dibuka; {REBUILD}"
            yield "", error("bundle-unreadable", Where(name), message)
            return
        volumes.append(volume)
    said = volumes[0].says.get("volumes", "")
    due = int(said) if said.isdecimal() else 1
    for number in range(len(volumes) + 1, due + 1):
        message = f"jilid {number} dari {due} tidak ada; jalankan docgen build"
        where = Where(f"{expected.volumes}{number}.pdf")
        yield "", error("bundle-volume-missing", where, message)
    for volume in volumes[due:]:
        message = f"berkas arsip hanya {due} jilid; jilid ini sisa yang lama, hapus"
        yield "", warning("bundle-volume-surplus", volume.where, message)
    volumes = volumes[:due]
    for volume in volumes:
        for finding in check_stamps(volume, expected.title, due):
            yield "", finding
    yield from check_ahead(files, expected, volumes[0])
    found, placed = check_parts(files, expected, volumes, due)
    yield from found
    if placed is not None:
        yield from check_index(expected, volumes, placed)
        yield from check_archive_list(files, expected, placed)
    for volume in volumes:
        if not volume.is_archival:
            message = f"berkas arsip bukan PDF/A lagi; {REBUILD}"
            yield "", warning("bundle-not-pdfa", volume.where, message)
