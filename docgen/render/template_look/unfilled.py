"""Tags where docxtpl does not look: every part of the package that is copied as it is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from docgen.findings import Finding, error, warning
from docgen.ooxml.names import W
from docgen.render.template_look.package import Look, local, parsed
from docgen.render.template_look.tags import left_standing
from docgen.render.template_look.texts import decoded, texts_of, tree_texts

_MOVE = "pindahkan ke paragraf, tabel atau kotak teks biasa di surat, yang diisi"
_DELETE = "hapus tanda itu dari sana"
_PROPERTIES = "pakai Judul, Subjek, Penulis atau Komentar di Berkas > Info, yang diisi"
_LINK = "tulis alamat itu sebagai teks biasa di surat, tanpa tautan"


@dataclass(frozen=True, slots=True)
class Room:
    """What a part is to a clerk, and what to do about a tag in it."""

    words: str
    cure: str
    is_shown: bool = True


# By the part's root element, or its path where many kinds have the same root.
_BY_ROOT: Mapping[str, Room] = {
    "chartSpace": Room("bagan", _MOVE),
    "userShapes": Room("kotak teks di dalam bagan", _MOVE),
    "dataModel": Room("SmartArt", _MOVE),
    "drawing": Room("SmartArt", _MOVE),
    "endnotes": Room("catatan akhir", "pakai catatan kaki (footnote), yang diisi"),
    "comments": Room("komentar", "hapus komentar itu sebelum templat dipakai", is_shown=False),
    "glossaryDocument": Room("blok teks siap pakai", _DELETE, is_shown=False),
    "hdr": Room("kepala halaman yang tidak terhubung", "tulis ulang kepala halaman itu di Word"),
    "ftr": Room("kaki halaman yang tidak terhubung", "tulis ulang kaki halaman itu di Word"),
    "numbering": Room("penomoran otomatis", "tulis nomornya sebagai teks biasa di depan paragraf"),
    "settings": Room("setelan dokumen", f"{_DELETE}, misalnya dari variabel dokumen"),
    "styles": Room("gaya (style)", _DELETE),
    "fontTable": Room("daftar huruf", _DELETE),
    "theme": Room("tema", _DELETE),
    "coreProperties": Room("properti dokumen", _PROPERTIES),
    "Properties": Room("properti dokumen", _PROPERTIES),
    "Relationships": Room("alamat tautan", _LINK),
    "svg": Room("gambar", "hapus teks itu dari gambarnya"),
}
_BY_PATH: tuple[tuple[re.Pattern[str], Room], ...] = (
    (re.compile(r"/glossary/"), _BY_ROOT["glossaryDocument"]),
    (re.compile(r"\.rels$"), _BY_ROOT["Relationships"]),
    (re.compile(r"^customXml/"), Room("data kontrol isian", _DELETE, is_shown=False)),
    (re.compile(r"/charts/"), _BY_ROOT["chartSpace"]),
    (re.compile(r"/diagrams/"), _BY_ROOT["dataModel"]),
    (re.compile(r"\.(xls[xmb]?|ods)$"), Room("lembar kerja di dalam bagan atau surat", _DELETE)),
    (re.compile(r"/(embeddings|afchunk)|\.(docx?|rtf|html?|mht|txt)$"),
     Room("dokumen atau objek tertanam", _MOVE)),
    (re.compile(r"/media/"), _BY_ROOT["svg"]),
    (re.compile(r"/comments\w*\.xml$"), _BY_ROOT["comments"]),
)  # fmt: skip
_ENCODED = re.compile(r"%7B(?:%7B|%25).*?(?:%7D%7D|%25%7D|$)", re.IGNORECASE)
_TITLE = Room("judul bagan", f"{_MOVE}, misalnya di atas bagan")
# Word repeats the title of the document here for the shell of Windows; nobody prints it.
_TITLES_OF_PARTS = frozenset({"TitlesOfParts", "HeadingPairs", "Template"})


def unfilled_tags(look: Look) -> Iterator[Finding]:
    """Tags in parts that docxtpl leaves as they are: an error where a reader sees them."""
    for name, data in look.rest.items():
        for holder, text in texts_of(name, data):
            address = name.endswith(".rels")
            for tag in left_standing(decoded(text) if address else text):
                if holder is None or not _is_repeated(holder):
                    yield _finding(look, room_of(name, data, holder), tag)
    yield from _before_the_body(look)
    yield from _addresses_in_text(look)


def room_of(name: str, data: bytes, holder: etree._Element | None) -> Room:
    """What a part is, by its root and its path."""
    if holder is not None and any(local(each) == "title" for each in holder.iterancestors()):
        root = holder.getroottree().getroot()
        if local(root) == "chartSpace":
            return _TITLE
    for pattern, room in _BY_PATH:
        if pattern.search(name):
            return room
    tree = parsed(data)
    known = _BY_ROOT.get(local(tree)) if tree is not None else None
    return known or Room(f"bagian berkas «{name}»", _DELETE)


def _is_repeated(holder: etree._Element) -> bool:
    return any(local(each) in _TITLES_OF_PARTS for each in (holder, *holder.iterancestors()))


def _before_the_body(look: Look) -> Iterator[Finding]:
    """docxtpl fills the body only, not what the document says of its background before it."""
    for root in look.filled.values():
        body = root.find(f"{W}body")
        for sibling in root if body is not None else ():
            if sibling is not body and isinstance(sibling.tag, str):
                for _holder, text in tree_texts(sibling):
                    for tag in left_standing(text):
                        yield _finding(look, Room("latar halaman", _DELETE), tag)


def _addresses_in_text(look: Look) -> Iterator[Finding]:
    """Word writes ``{{`` in the address of a link as ``%7B%7B``, which docxtpl does not know."""
    for _name, body in look.bodies():
        for _holder, text in tree_texts(body):
            for found in _ENCODED.findall(text):
                for tag in left_standing(decoded(found)):
                    yield _finding(look, _BY_ROOT["Relationships"], tag)


def _finding(look: Look, room: Room, tag: str) -> Finding:
    if room.is_shown:
        message = f"{tag} di {room.words} tidak diisi dan akan tercetak begitu saja; {room.cure}"
        return error("template-tag-unfilled", look.where, message)
    message = f"{tag} di {room.words} tidak diisi dan ikut terkirim dalam berkasnya; {room.cure}"
    return warning("template-tag-unfilled", look.where, message)
