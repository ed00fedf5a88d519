"""What is said about a bundle and its volumes, besides what stands in their parts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from docgen.bundle import (
    JudgedPages,
    Limits,
    Opinion,
    Validator,
    Volume,
    judge_archive,
    unknown_letters,
)
from docgen.convert import REFUSES, Engine
from docgen.findings import Finding, Where, error, hint, warning
from docgen.load.workspace import CONFIG
from docgen.model.set_name import SetName
from docgen.model.workspace import BookSet, BundleSet
from docgen.workers.protocol import Workers
from docgen.workspace.output_paths import JUDGED_PAGES
from docgen.workspace.plan.bundles import PlannedBundle
from docgen.workspace.store.sealed import read_sealed, write_sealed
from docgen.workspace.store.store import Store

MEGABYTE = 1_000_000  # as file managers and upload limits count


class Judging:
    """Whether the volumes of a bundle are PDF/A; pages that were judged before are known.

    ``pages`` are those of the volume judged last, as
    :class:`~docgen.bundle.pdfa.judged_pages.JudgedPages` tells them.
    """

    def __init__(self, store: Store, bundle: PlannedBundle, workers: Workers) -> None:
        self._workers = workers
        self._file, self._name = store.path(JUDGED_PAGES), str(bundle.set)
        self._every = (read_sealed(self._file) or {}) if store.trusts else {}
        self._now: set[str] = set()
        self.pages: tuple[str, ...] = ()

    def of(
        self, path: Path, target: str, second: Validator | None
    ) -> tuple[tuple[Finding, ...], Opinion | None]:
        """What is said of a volume that will be ``target``, and whom else it was asked."""
        pages = JudgedPages(frozenset(map(str, self._every.get(self._name, ()))))
        findings, opinion = judge_archive(path, Where(target), second, pages, self._workers)
        self._now |= pages.now
        self.pages = pages.pages
        return findings, opinion

    def keep(self, names: Iterable[SetName]) -> None:
        """Write down which pages are good, for the next time; ``names`` are the bundles there."""
        there = set(map(str, names))
        known = {name: pages for name, pages in self._every.items() if name in there}
        write_sealed(self._file, known | {self._name: sorted(self._now)})


def obstacles(bundle: PlannedBundle, store: Store, engine: Engine) -> Iterator[Finding]:
    """Letters and SOPs that are left out, and what keeps the bundle from being made."""
    name = bundle.name
    for document in bundle.left_out:
        if document.letter:
            message = f"surat {document.letter.state}, tidak masuk {name}"
            yield hint("bundle-letter-left-out", document.letter.where, message)
    if isinstance(bundle.declared, BookSet):
        yield from _of_book(bundle)
    for part in bundle.parts:
        if not store.has(part.pdf):
            message = f"PDF-nya belum ada, jadi {name} tidak dibuat"
            yield error("bundle-member-missing", Where(part.pdf), message)
    if bundle.parts and not engine.is_archival:
        message = (
            f"berkas arsip harus PDF/A, dan itu tidak dibuat oleh {engine.describe()}; pasang "
            "LibreOffice, lalu jalankan lagi tanpa --mesin"
        )
        yield error(REFUSES, Where(bundle.file), message)


def _of_book(bundle: PlannedBundle) -> Iterator[Finding]:
    """SOPs that are not in force: each once, whatever stands of it."""
    told: set[Where | None] = set()
    for document in (each for each in bundle.left_out if not each.letter):
        if document.source and document.source not in told:
            told.add(document.source)
            why = document.mark if document.is_archived else "belum disahkan"
            message = f"«{document.description}» {why}, jadi tidak masuk [{bundle.set}]"
            yield hint("book-sop-left-out", document.source, message)
    if all(document.set == bundle.set for document in bundle.members):
        message = (
            f"[{bundle.set}] belum punya SOP yang berlaku, jadi bukunya tidak dibuat; sahkan "
            "dengan docgen sop approve, atau hapus bagian ini"
        )
        yield error("book-empty", Where(CONFIG), message)


def undrawn(
    declared: BundleSet, volumes: Sequence[Volume], font: Path, file: str
) -> Iterator[Finding]:
    """Letters that stamps, dividers and pages for originals show as question marks."""
    texts = [declared.judul]
    for volume in volumes:
        texts += volume.dividers
        for each in volume.placed:
            part = each.part
            texts += [part.title, part.number, part.date, part.kept_as] if each.beside else []
    if letters := unknown_letters(texts, font):
        message = (
            f"huruf cap tidak punya «{' '.join(letters)}»; di cap, pembatas dan halaman "
            "pengganti asli tercetak «?». Ganti huruf itu di judul bila mengganggu"
        )
        yield hint("bundle-letters-unknown", Where(file), message)


def not_counted(limits: Limits, fronted: Sequence[tuple[int, str]]) -> Iterator[Finding]:
    """What of a volume the limit of pages leaves out, said once; ``fronted`` are the pages before
    the documents of each volume, and its file."""
    if limits.pages:
        pages, target = max(fronted)
        message = f"sampul dan daftar isi ({pages} halaman) tidak ikut dihitung dalam jilid_halaman"
        yield hint("bundle-volume-front", Where(target), message)


def too_large(limits: Limits, path: Path, pages: int, target: str) -> Iterator[Finding]:
    """A volume beyond its limits, since what it holds may not be parted."""
    if limits.pages and pages > limits.pages:
        message = (
            f"{pages} halaman dokumen, lebih dari jilid_halaman, karena surat dan lampirannya "
            "sendiri setebal itu; naikkan jilid_halaman bila jilidnya harus memuatnya"
        )
        yield warning("bundle-volume-large", Where(target), message)
    size = path.stat().st_size
    if limits.size and size > limits.size:
        message = (
            f"{size / MEGABYTE:.1f} MB, lebih dari jilid_mb, karena "
            "dokumennya sendiri sebesar itu; kecilkan pindaiannya atau naikkan jilid_mb"
        )
        yield warning("bundle-volume-large", Where(target), message)
