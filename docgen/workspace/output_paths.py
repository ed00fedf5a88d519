"""Where everything stands that docgen writes: paths in the workspace, with ``/``."""

from __future__ import annotations

from docgen.model.set_name import BUNDLE

FOLDER = "output"
LEDGER = f"{FOLDER}/copies.json"
EXPEDITION = f"{FOLDER}/ekspedisi.xlsx"
SUMS = f"{FOLDER}/SHA256SUMS"
# PDFs kept by what they were made from; beside the outputs, so that it outlives their cleaning.
KEPT_PDFS = ".docgen/pdf"
# Which hints the build before has said.
TOLD_HINTS = ".docgen/saran.json"
# What is only there to be printed, one for a set.
PRINT_FILE = "cetak.pdf"


def in_output(path: str) -> bool:
    """Whether a workspace path is that of an output."""
    return path.startswith(f"{FOLDER}/")


def agenda_book(book: str) -> str:
    """Where the agenda *masuk* or *keluar* is written."""
    return f"{FOLDER}/register/agenda_{book}.xlsx"


def bundle_file(name: str) -> str:
    """Where the bundle ``[bundle.NAME]`` stands."""
    return f"{_bundle(name)}.pdf"


def volume_file(name: str, number: int) -> str:
    """Where a volume of a bundle stands; the first is the bundle itself."""
    return bundle_file(name) if number == 1 else f"{volume_prefix(name)}{number}.pdf"


def volume_prefix(name: str) -> str:
    """How the paths of all volumes but the first begin."""
    return f"{_bundle(name)}.jilid-"


def originals_folder(name: str) -> str:
    """Where the files are that a bundle keeps beside it, byte for byte."""
    return f"{_bundle(name)}.asli"


def bag_folder(name: str) -> str:
    """Where the bag of ``[bundle.NAME]`` stands."""
    return f"{_bundle(name)}.bag"


def archive_list_file(name: str) -> str:
    """Where the archive list of ``[bundle.NAME]`` stands."""
    return f"{_bundle(name)}.daftar_arsip.xlsx"


def _bundle(name: str) -> str:
    return f"{FOLDER}/{BUNDLE}/{name}"
