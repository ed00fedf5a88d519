"""Reading PDFs back, with other libraries than the one that wrote them.

pypdf reads the structure; PDFium, the reader inside Chrome, opens the file and gives the words of
its pages, some fifteen times faster than pypdf does.
"""

from __future__ import annotations

import hashlib
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from pypdf import PdfReader
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from docgen.check.pdf.damage import DAMAGE
from docgen.check.pdf.drawn import drawn_on
from docgen.check.pdf.signed import is_signed
from docgen.limits import MOST_VOLUME
from docgen.outside.files import ANY_SIZE, fits, read_bytes

INFO_PREFIX = "docgen:"
# What docgen says about a PDF inside it: of every copy, of volumes, of what was converted.
PROPERTIES = ("letter", "role", "recipient", "version", "volumes", "source")
PDFA_MARK = b"pdfaid:part"
PDFA_INTENT = "/GTS_PDFA1"
UNKNOWN = "?"
_HYPHENS = {0xFFFE: "-", 0xAD: "-"}
_LAST_USUAL = 0x17F  # the end of Latin Extended-A
_BETWEEN_LETTERS = {code: None for code in range(128) if not chr(code).isalnum()}


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadPdf:
    """A PDF's pages: their words without white space, their sizes as shown (points, turned pages
    turned), what is drawn on them (see ``docgen.check.pdf.drawn``), and docgen's own properties.

    A copy that is ``likened`` to another one has that one's mark among what is drawn."""

    pages: tuple[str, ...]
    sizes: tuple[tuple[int, int], ...]
    drawn: tuple[bytes, ...]
    properties: Mapping[str, str]
    signed: bool
    likened: bool = False


@dataclass(frozen=True, slots=True)
class Facts:
    """What holds for a PDF as a whole: as in :class:`ReadPdf`."""

    properties: Mapping[str, str]
    signed: bool
    likened: bool = False


@dataclass(frozen=True, slots=True)
class Pages:
    """Some pages of a PDF, as in :class:`ReadPdf`."""

    words: tuple[str, ...]
    sizes: tuple[tuple[int, int], ...]
    drawn: tuple[bytes, ...]

    @classmethod
    def of(cls, read: ReadPdf) -> Pages:
        """All pages of a PDF."""
        return cls(read.pages, read.sizes, read.drawn)

    def single(self) -> Iterator[Pages]:
        """Each page by itself."""
        for words, size, drawn in zip(self.words, self.sizes, self.drawn, strict=True):
            yield Pages((words,), (size,), (drawn,))


def read_pdf(path: Path) -> ReadPdf | None:
    """The PDF, None when it cannot be opened or has no pages."""
    try:
        return pdf_of(read_bytes(path, MOST_VOLUME))
    except OSError:
        return None


def pdf_of(data: bytes) -> ReadPdf | None:
    """The same of its bytes."""
    try:
        if not _is_whole(data):
            return None
        with PdfDocument(data) as document:
            pages = _pages(document, range(len(document)))
            facts = _facts(document, data)
    except DAMAGE:
        return None
    return put_together(facts, [pages]) if pages.words else None


def put_together(facts: Facts, parts: Sequence[Pages]) -> ReadPdf:
    """A PDF of which was read what holds for all of it, and then its pages, part by part."""
    return ReadPdf(
        pages=tuple(words for part in parts for words in part.words),
        sizes=tuple(size for part in parts for size in part.sizes),
        drawn=tuple(drawn for part in parts for drawn in part.drawn),
        properties=facts.properties,
        signed=facts.signed,
        likened=facts.likened,
    )


def page_count(path: Path) -> int | None:
    """How many pages a PDF has, None when it cannot be opened or has none."""
    try:
        with PdfDocument(path) as document:
            return len(document) or None
    except DAMAGE:
        return None


def facts_of(path: Path) -> Facts | None:
    """What holds for a PDF as a whole, None when it cannot be opened."""
    try:
        data = read_bytes(path, MOST_VOLUME)
        if not _is_whole(data):
            return None
        with PdfDocument(data) as document:
            return _facts(document, data)
    except DAMAGE:
        return None


def pages_of(path: Path, first: int, end: int) -> Pages | None:
    """The pages from ``first`` (from 0) up to ``end``; None when it has not so many, or cannot be
    opened."""
    return pages_at(path, range(first, end))


def pages_at(path: Path, numbers: Iterable[int]) -> Pages | None:
    """The pages with these numbers (from 0); None when one is not there, or nothing opens."""
    try:
        with PdfDocument(path) as document:
            return _pages(document, numbers)
    except DAMAGE:
        return None


def _is_whole(data: bytes) -> bool:
    return b"%%EOF" in data[-1024:]


def _facts(document: PdfDocument, data: bytes) -> Facts:
    said = {key: document.get_metadata_value(INFO_PREFIX + key) for key in PROPERTIES}
    return Facts({key: value for key, value in said.items() if value}, is_signed(data))


def _pages(document: PdfDocument, numbers: Iterable[int]) -> Pages:
    words, sizes, drawn = [], [], []
    for number in numbers:
        page = document[number]
        width, height = page.get_size()
        sizes.append((round(width), round(height)))
        words.append(bare(page.get_textpage().get_text_range()))
        drawn.append(drawn_on(page))
        page.close()
    return Pages(tuple(words), tuple(sizes), tuple(drawn))


def pictures_of(path: Path) -> tuple[tuple[str, ...], ...] | None:
    """SHA-256 of the pictures on each page of a PDF, as they are stored; None when damaged."""
    try:
        with PdfDocument(path) as document:
            return tuple(
                tuple(
                    hashlib.sha256(picture.get_data()).hexdigest()
                    for picture in page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE])
                )
                for page in document
            )
    except DAMAGE:
        return None


def is_archival(reader: PdfReader) -> bool:
    """Whether a PDF says that it is PDF/A and brings the colours that PDF/A asks for."""
    root = reader.root_object
    metadata, intents = root.get("/Metadata"), root.get("/OutputIntents")
    if metadata is None or PDFA_MARK not in metadata.get_object().get_data():
        return False
    if intents is None:
        return False
    return any(each.get_object().get("/S") == PDFA_INTENT for each in intents.get_object())


def bundle_facts(path: Path) -> tuple[int, bool]:
    """How many pages a PDF has, and whether it says that it is PDF/A. Raises one of DAMAGE."""
    reader = PdfReader(path)
    return len(reader.pages), is_archival(reader)


def bare(text: str) -> str:
    """``text`` without any white space: line breaks fall differently in every reader.

    A hyphen is one wherever it stands: PDFium gives U+FFFE for the last letter of a line, so a mark
    behind the last line of a page would turn one into the other.
    """
    return "".join(text.translate(_HYPHENS).split())


def is_drawn(shown: str, due: str) -> bool:
    """Whether these words are what stands for ``due`` where docgen draws by itself: a letter that
    the font of the marks lacks (another script, a picture) is a question mark."""
    return len(shown) == len(due) and all(
        one == other or (one == UNKNOWN and not other.isascii())
        for one, other in zip(shown, due, strict=True)
    )


def letters_of(text: str) -> str:
    """Only the letters and figures of ``text``, small: what no hyphen, ligature or line changes."""
    if text.isascii():  # the same, quicker
        return text.translate(_BETWEEN_LETTERS).lower()
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKC", text))).casefold()


def runs_of(text: str) -> list[str]:
    """The letters of ``text`` in the runs that stand together on any page: usually all of them.

    What the usual fonts lack is drawn in another one, behind the rest of its line, and words in
    Arabic from right to left: of a text with such letters only its other words are sure.
    """
    if text.isascii() or not any(map(_is_rare, text)):
        return [letters] if (letters := letters_of(text)) else []
    parted = "".join(" " if _is_rare(letter) else letter for letter in text)
    return [letters for word in parted.split() if (letters := letters_of(word))]


def _is_rare(letter: str) -> bool:
    return ord(letter) > _LAST_USUAL and letter.isalnum()


def sha256(path: Path) -> str:
    """SHA-256 of a file."""
    with fits(path, ANY_SIZE).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
