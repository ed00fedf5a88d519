"""Where everything stands that docgen writes: paths in the workspace, with ``/``."""

from __future__ import annotations

from docgen.model.set_name import SetName

FOLDER = "output"
LEDGER = f"{FOLDER}/copies.json"
EXPEDITION = f"{FOLDER}/ekspedisi.xlsx"
SUMS = f"{FOLDER}/SHA256SUMS"
# The register with its copies.
REGISTER_FOLDER = "register"
# PDFs kept by what they were made from; beside the outputs, so that it outlives their cleaning.
KEPT_PDFS = ".docgen/pdf"
# How the PDFs of the outputs were read, by their content.
KEPT_READS = ".docgen/dibaca.db"
# What was found right, by what was expected and the content of the files.
PASSED = ".docgen/diperiksa.json"
# Pages of the bundles that were found to be PDF/A.
JUDGED_PAGES = ".docgen/pdfa.json"
# Pieces of what is printed, and of bundles.
KEPT_PRINTS = ".docgen/cetak"
KEPT_SEGMENTS = ".docgen/jilid"
# Which buku ekspedisi holds nothing written by hand.
BARE_EXPEDITION = ".docgen/ekspedisi.json"
# Agenda books, written when somebody asks for them.
AGENDA_BOOKS = f"{FOLDER}/register/"
# Which hints the build before has said.
TOLD_HINTS = ".docgen/saran.json"
# What is only there to be printed, one for a set.
PRINT_FILE = "cetak.pdf"


def in_output(path: str) -> bool:
    """Whether a workspace path is that of an output."""
    return path.startswith(f"{FOLDER}/")


def agenda_book(book: str) -> str:
    """Where the agenda *masuk* or *keluar* is written."""
    return f"{AGENDA_BOOKS}agenda_{book}.xlsx"


def bundle_file(name: SetName) -> str:
    """Where a bundle or book stands."""
    return f"{_stem(name)}.pdf"


def volume_file(name: SetName, number: int) -> str:
    """Where a volume of a bundle stands; the first is the bundle itself."""
    return bundle_file(name) if number == 1 else f"{volume_prefix(name)}{number}.pdf"


def volume_prefix(name: SetName) -> str:
    """How the paths of all volumes but the first begin."""
    return f"{_stem(name)}.jilid-"


def originals_folder(name: SetName) -> str:
    """Where the files are that a bundle keeps beside it, byte for byte."""
    return f"{_stem(name)}.asli"


def bag_folder(name: SetName) -> str:
    """Where the bag of a bundle stands."""
    return f"{_stem(name)}.bag"


def archive_list_file(name: SetName) -> str:
    """Where the archive list of a bundle stands."""
    return f"{_stem(name)}.daftar_arsip.xlsx"


def front_file(name: SetName, part: str) -> str:
    """Where a part of a book that docgen makes itself stands, as a Word document."""
    return f"{_stem(name)}.{part}.docx"


def _stem(name: SetName) -> str:
    return f"{FOLDER}/{name.folder}"
