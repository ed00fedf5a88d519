"""Look at a PDF that LibreOffice wrote, and make it the same on every run.

LibreOffice ignores SOURCE_DATE_EPOCH; its output differs between runs in the dates of Info and
XMP, in the date inside the ICC profile, in ``/ID`` and in ``/DocChecksum``. All are set to
constants or dropped; the file stays PDF/A-2b (ISO 19005-2).
"""

from __future__ import annotations

import hashlib
import io
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import pikepdf
from pikepdf import Dictionary, Name, Object, ObjectStreamMode, Pdf

from docgen.convert.hints import drop_hints
from docgen.convert.inspect.documents.passages import Shown
from docgen.convert.inspect.leftover import leftover
from docgen.convert.inspect.words import texts_of
from docgen.findings import Finding, Where, error
from docgen.outside.files import ANY_SIZE, fits, read_bytes

# The day that zip members carry too; a PDF says when it was made by its letter, not by its file.
INFO_DATE = "D:19800101000000Z"
XMP_DATE = "1980-01-01T00:00:00Z"
LANGUAGE = "id-ID"
CREATOR = "docgen"
SOURCE_KEY = "/docgen:source"

# ICC.1:2010 §7.2: bytes 24-35 date, 84-99 profile id (a checksum, zero when not computed).
_ICC_DATE = slice(24, 36)
_ICC_ID = slice(84, 100)
_ICC_FIXED_DATE = bytes((0x07, 0xBC, 0, 1, 0, 1, 0, 0, 0, 0, 0, 0))  # 1980-01-01 00:00:00

_XMP = """<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about="" xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/">
<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/">
<dc:title><rdf:Alt><rdf:li xml:lang="x-default">{title}</rdf:li></rdf:Alt></dc:title>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:pdf="http://ns.adobe.com/pdf/1.3/">
<pdf:Producer>{producer}</pdf:Producer>
</rdf:Description>
<rdf:Description rdf:about="" xmlns:xmp="http://ns.adobe.com/xap/1.0/">
<xmp:CreatorTool>{creator}</xmp:CreatorTool>
<xmp:CreateDate>{date}</xmp:CreateDate><xmp:ModifyDate>{date}</xmp:ModifyDate>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="w"?>
"""


@dataclass(frozen=True, slots=True)
class Finished:
    """A PDF that may be written: its bytes, its number of pages, and the text of each.

    ``texts`` is None when PDFium cannot read them.
    """

    data: bytes
    pages: int
    texts: tuple[str, ...] | None


def finish(
    path: Path,
    source: Path,
    title: str,
    allowed: frozenset[str] = frozenset(),
    shown: Shown | None = None,
) -> Finished | Finding | None:
    """The finished PDF; a finding about its content; None when it is no whole PDF at all.

    ``path`` is what LibreOffice wrote for ``source``. None is worth another try, a finding
    (``convert-leftover-tag``, ``convert-font-missing``) would come again. ``allowed`` are the
    template's marks that its data holds, ``shown`` is what the source must show.
    """
    try:
        raw = read_bytes(path)
        if not raw.rstrip().endswith(b"%%EOF"):
            return None
        # As strict as it gets: a file that needs repair was not written to its end.
        with pikepdf.open(io.BytesIO(raw), attempt_recovery=False) as pdf:
            pages = len(pdf.pages)
            if pages < 1:
                return None
            texts = texts_of(raw)
            where = Where(str(source))
            finding = font_missing(pdf, where) or leftover(pdf, texts or (), where, allowed, shown)
            if finding is not None:
                return finding
            _settle_profiles(pdf)
            drop_hints(pdf, _fonts(pdf))
            data = normalise(pdf, title, file_sha(source))
            return Finished(data, pages, None if texts is None else tuple(texts))
    except (OSError, pikepdf.PdfError):
        return None


def file_sha(path: Path) -> str:
    """SHA-256 of a file, hexadecimal. Raises OSError."""
    with fits(path, ANY_SIZE).open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def source_sha(path: Path) -> str:
    """The hash of the file that the PDF at ``path`` says it was made from; "" when it says none."""
    try:
        with pikepdf.open(path) as pdf:
            return str(pdf.trailer.get("/Info", Dictionary()).get(SOURCE_KEY, ""))
    except (OSError, pikepdf.PdfError):
        return ""


def normalise(
    pdf: Pdf,
    title: str,
    source_sha: str,
    *,
    object_streams: ObjectStreamMode = ObjectStreamMode.generate,
) -> bytes:
    """The bytes of ``pdf`` with fixed dates and ids, its title in Info and XMP, its language.

    Info's ``docgen:source`` ties it to the very file that it was made from. With object streams a
    file with many small objects is smaller; without, objects are numbered as they are reached,
    whatever else ``pdf`` has held.
    """
    title = " ".join("".join(c if c.isprintable() else " " for c in title).split())
    producer = str(pdf.docinfo.get("/Producer", "LibreOffice"))
    for key in ("/ID", "/DocChecksum"):
        if key in pdf.trailer:
            del pdf.trailer[key]
    pdf.trailer.Info = pdf.make_indirect(
        Dictionary(
            Title=pikepdf.String(title),
            Creator=pikepdf.String(CREATOR),
            Producer=pikepdf.String(producer),
            CreationDate=pikepdf.String(INFO_DATE),
            ModDate=pikepdf.String(INFO_DATE),
        )
    )
    pdf.trailer.Info[SOURCE_KEY] = pikepdf.String(source_sha)
    packet = _XMP.format(
        title=escape(title), producer=escape(producer), creator=CREATOR, date=XMP_DATE
    )
    # The packet stays readable without decompression, as archives expect (ISO 19005-2, 6.6.2.1).
    pdf.Root.Metadata = pdf.make_stream(packet.encode(), Type=Name.Metadata, Subtype=Name.XML)
    pdf.Root.Lang = pikepdf.String(LANGUAGE)
    pdf.Root.ViewerPreferences = Dictionary(DisplayDocTitle=True)
    # Where LibreOffice thinks the reader should start; the validator does not know such actions.
    # And the bookmarks of the text, which only a joined document needs.
    for key in ("/OpenAction", "/Dests"):
        if key in pdf.Root:
            del pdf.Root[key]
    for page in pdf.pages:
        # On pages with links LibreOffice 7.4 writes the string (S) where a name belongs.
        if isinstance(page.obj.get("/Tabs"), pikepdf.String):
            page.obj.Tabs = Name.S
    from pikepdf.pdfa import resolve_save_kwargs  # takes long to load

    target = io.BytesIO()
    pdf.save(
        target,
        **resolve_save_kwargs("2b", deterministic_id=True, object_stream_mode=object_streams),
    )
    return target.getvalue()


def empty_archival() -> Pdf:
    """A PDF without pages that brings the colours which PDF/A-2b asks for: sRGB.

    The profile is deflated already, so that many files can be written from it.
    """
    from pikepdf.pdfa import prepare  # takes long to load

    pdf = Pdf.new()
    prepare(pdf, "2b")
    for intent in pdf.Root.OutputIntents:
        profile = intent.DestOutputProfile
        deflated = zlib.compress(profile.read_bytes(), level=9)
        profile.write(deflated, filter=Name.FlateDecode)
    return pdf


def _settle_profiles(pdf: Pdf) -> None:
    """Give the colour profiles of LibreOffice a fixed date."""
    for intent in pdf.Root.get("/OutputIntents", ()):
        profile = bytearray(intent.DestOutputProfile.read_bytes())
        profile[_ICC_DATE] = _ICC_FIXED_DATE
        profile[_ICC_ID] = bytes(16)
        intent.DestOutputProfile.write(bytes(profile))


def needs_a_look(fonts: Iterable[Object]) -> bool:
    """Whether :func:`font_missing` might find anything on pages with these ``fonts``."""
    return any(
        not isinstance(font, Dictionary)
        or font.get("/Subtype") == Name.Type0
        or not _is_embedded(font)
        for font in fonts
    )


def font_missing(pdf: Pdf, where: Where) -> Finding | None:
    """The finding ``convert-font-missing``; None when the PDF holds all its fonts."""
    missing = sorted(_name(font) for font in _fonts(pdf) if not _is_embedded(font))
    if not missing:
        return None
    return error(
        "convert-font-missing",
        where,
        f"Huruf {', '.join(missing)} tidak tersimpan di dalam PDF. Pasang huruf itu, atau "
        "ganti hurufnya di templat.",
    )


def _fonts(pdf: Pdf) -> Iterator[Dictionary]:
    for item in pdf.objects:
        if isinstance(item, Dictionary) and item.get("/Type") == Name.Font:
            yield item


def _name(font: Dictionary) -> str:
    return str(font.get("/BaseFont", "?")).lstrip("/")


def _is_embedded(font: Dictionary) -> bool:
    if font.get("/Subtype") in (Name.Type3, Name.Type0):  # drawn, or its descendant is looked at
        return True
    descriptor = font.get("/FontDescriptor", Dictionary())
    return any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3"))
