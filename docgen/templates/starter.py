"""A template to begin with: a shipped one, with pages that tell how its placeholders work.

They are told in the template's own notes, ``{#p … #}``: whoever opens the file in Word reads them,
and the paragraphs are gone from every document that is made of it, with nothing hidden left.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape

from lxml import etree

from docgen.findings import Where
from docgen.ooxml.names import WORDPROCESSING, W
from docgen.ooxml.package import read_package, write_package
from docgen.ooxml.part import part_bytes
from docgen.render.template import Template
from docgen.templates.shown import Line

MAIN = "word/document.xml"
HEAD = "Petunjuk templat (halaman ini tidak ikut tercetak)"
WORDS = (
    "Ubah rupa templat ini di Word sesuka Anda: huruf, jarak, kalimat tetap. Yang berada di antara "
    "dua kurung kurawal adalah isian, dan diganti dengan data setiap kali naskah dibuat.",
    "Isian boleh dipindahkan, disalin ke tempat lain, atau dihapus. Nama isian ditulis dengan "
    "huruf kecil, persis seperti di daftar ini.",
    "Kurung kurawal dengan tanda persen adalah perintah: if sampai endif hanya mencetak yang di "
    "antaranya bila syaratnya terpenuhi, for sampai endfor mengulanginya untuk setiap isi daftar. "
    "Huruf p di belakangnya berarti seluruh paragraf, tr seluruh baris tabel.",
    "Bagian sebuah isian disebut dengan titik, misalnya kop.nama dan pejabat.nama.",
    "Petunjuk ini berada di dalam catatan templat. Selama tanda pembuka dan penutupnya utuh, "
    "petunjuk hilang dari naskah yang dibuat; boleh juga Anda hapus.",
)
_OWN_COLUMNS = (
    "Setiap kolom lain di lembar data menjadi isian juga: kolom «Tanggal Rapat» ditulis "
    "tanggal_rapat."
)
_PARTS = 6  # of a record that a line names


def with_explanation(data: bytes, lines: Iterable[Line], *, by_rows: bool, check: str) -> bytes:
    """The template with its explanation at the end; the same input gives the same bytes.

    ``check`` is the command that looks at the template. Raises FindingsError for no Word document.
    """
    Template(data, Where(MAIN)).placeholders()
    members = dict(read_package(data))
    root = etree.fromstring(members[MAIN])
    body = root.find(f"{W}body")
    assert body is not None  # else it was no Word document
    last = body.find(f"{W}sectPr")
    at = len(body) if last is None else body.index(last)
    for number, text in enumerate(_texts(lines, by_rows=by_rows, check=check)):
        body.insert(at + number, _note(text, is_head=number == 0))
    members[MAIN] = part_bytes(root)
    return write_package(members.items())


def _texts(lines: Iterable[Line], *, by_rows: bool, check: str) -> Iterator[str]:
    yield HEAD
    yield from WORDS
    if by_rows:
        yield _OWN_COLUMNS
    yield f"Periksa templat: {check}"
    yield "Isian yang tersedia:"
    for line in lines:
        parts = ", ".join(line.parts[:_PARTS]) + (" …" if len(line.parts) > _PARTS else "")
        inside = f" Bagiannya: {parts}." if parts else ""
        yield f"{line.name}\t{line.type}\t{line.meaning}{inside} ({line.source}: {line.place})"


def _note(text: str, *, is_head: bool) -> etree._Element:
    """A paragraph that is one note of the template; it begins a page with the head."""
    # Signs that would end the note, or that docxtpl looks for.
    plain = text.replace("{", "(").replace("}", ")").replace("#", "")
    runs = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(part)}</w:t>' for part in plain.split("\t")
    )
    page = "<w:pageBreakBefore/>" if is_head else ""
    size, look = (24, "<w:b/>") if is_head else (17, "")
    indent = 3700 if "\t" in text else 0
    xml = (
        f'<w:p xmlns:w="{WORDPROCESSING}"><w:pPr>{page}<w:tabs><w:tab w:val="left" w:pos="2300"/>'
        '<w:tab w:val="left" w:pos="3700"/></w:tabs><w:spacing w:before="0" w:after="60"/>'
        f'<w:ind w:left="{indent}" w:right="0" w:hanging="{indent}"/>'
        f'<w:jc w:val="left"/></w:pPr><w:r><w:rPr>{look}<w:color w:val="595959"/>'
        f'<w:sz w:val="{size}"/><w:szCs w:val="{size}"/></w:rPr>'
        f'<w:t xml:space="preserve">{{#p </w:t>{runs}'
        '<w:t xml:space="preserve"> #}</w:t></w:r></w:p>'
    )
    return etree.fromstring(xml)
