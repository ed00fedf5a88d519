"""Documents with something in them that is not seen, or not printed as it is seen."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from tests.support.packages import Added, header, notes, p, package, r, t, tbl, tc, tr

BY = 'w:id="7" w:author="Ani" w:date="2026-01-02T03:04:05Z"'
COMMENTS = "application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"


def ins(content: str) -> str:
    return f"<w:ins {BY}>{content}</w:ins>"


def gone(text: str) -> str:
    return f'<w:del {BY}><w:r><w:delText xml:space="preserve">{text}</w:delText></w:r></w:del>'


def field(instruction: str, shown: str) -> str:
    """A field as Word writes it, its instruction cut in two runs."""
    half = len(instruction) // 2
    return (
        '<w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {instruction[:half]}</w:instrText></w:r>'
        f'<w:r><w:instrText xml:space="preserve">{instruction[half:]} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
        f"{r(shown)}"
        '<w:r><w:fldChar w:fldCharType="end"/></w:r>'
    )


def simple_field(instruction: str, shown: str) -> str:
    return f"<w:fldSimple w:instr={quoteattr(f' {instruction} ')}>{r(shown)}</w:fldSimple>"


def para(*content: str, properties: str = "") -> str:
    return f"<w:p>{properties}{''.join(content)}</w:p>"


def words(text: str) -> str:
    return r(text)


def comment(text: str, author: str = "Ani") -> Added:
    data = (
        '<w:comments xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        f'<w:comment w:id="3" w:author="{author}">{p(text)}</w:comment></w:comments>'
    )
    return Added("word/comments.xml", "comments", data.encode(), COMMENTS, ("rIdC",))


def commented(text: str) -> str:
    return (
        '<w:commentRangeStart w:id="3"/>' + words(text) + '<w:commentRangeEnd w:id="3"/>'
        '<w:r><w:commentReference w:id="3"/></w:r>'
    )


Place = Callable[[str], bytes]


def in_body(content: str) -> bytes:
    return package(para(words("Sebelum.")) + content + para(words("Sesudah.")))


def in_cell(content: str) -> bytes:
    table = tbl(2, tr(tc(content), tc(para(words("sel kedua")))))
    return package(para(words("Sebelum.")) + table + para(words("Sesudah.")))


def in_header(content: str) -> bytes:
    body = para(words("Sebelum.")) + para(words("Sesudah."))
    section = '<w:headerReference w:type="default" r:id="rIdH"/>'
    return package(body, header("header1", content, "rIdH"), section=section)


def in_note(content: str) -> bytes:
    mark = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    return package(para(words("Sebelum."), mark), notes("footnotes", content, "rIdN"))


PLACES: tuple[Place, ...] = (in_body, in_cell, in_header, in_note)


@dataclass(frozen=True)
class Kept:
    """A feature that is printed as it is seen: its content, what shows, and what must not."""

    content: str
    shows: str
    hides: str = ""


# What ``accept_changes`` and freezing turn into plain text.
CHANGES = (
    Kept(para(words("Honor "), gone("sembilan "), ins(words("satu ")), words("juta")),
         "Honor satu juta", "sembilan"),
    Kept(para(words("awal "), f"<w:moveFrom {BY}>{words('pindahan ')}</w:moveFrom>", words("akhir"))
         + para(f"<w:moveTo {BY}>{words('pindahan ')}</w:moveTo>", words("di sini")),
         "awal akhir pindahan di sini"),
    Kept(para(words("satu"), properties=f"<w:pPr><w:rPr><w:del {BY}/></w:rPr></w:pPr>")
         + para(words(" dua")), "satu dua"),
    Kept(para(f'<w:r><w:rPr><w:b/><w:rPrChange {BY}><w:rPr/></w:rPrChange></w:rPr>{t("tebal")}'
              "</w:r>"), "tebal"),
    Kept(para(ins(words("luar ") + gone("dalam ")), words("sisa")), "luar sisa", "dalam"),
)  # fmt: skip
FIELDS = (
    Kept(para(words("Dicetak "), field("DATE \\@ yyyy", "31 Mei 2019")), "Dicetak 31 Mei 2019"),
    Kept(para(words("Lihat "), field("REF _Ref9 \\h", "Lampiran IV")), "Lihat Lampiran IV"),
    Kept(para(words("Berkas "), simple_field("FILENAME \\p", "surat asli")), "Berkas surat asli"),
    Kept(para(words("Sifat "), field('IF "1" = "2" "x" "y"', "mendesak")), "Sifat mendesak"),
    Kept(para(words("Oleh "), simple_field("DOCPROPERTY Penyusun", "Ani")), "Oleh Ani"),
    Kept(para(words("Jumlah "), field("= 1 + 1", "lima")), "Jumlah lima"),
)
REFUSED = (
    para(words("Isi "), field('INCLUDETEXT "C:\\\\rahasia.docx"', "dari luar")),
    para(words("Gambar "), simple_field('INCLUDEPICTURE "http://x/y.png"', "gambar")),
    para(words("Angka "), field("LINK Excel.Sheet.12 buku.xlsx", "42")),
    para(words("Angka "), field("DDEAUTO Excel buku.xlsx", "42")),
)
DROPPED = (
    '<w:altChunk r:id="rIdX"/>',
    para('<w:r><w:pict><v:shape><v:imagedata r:href="rIdX"/></v:shape></w:pict></w:r>'),
    para(
        '<w:r><mc:AlternateContent><mc:Choice Requires="zz9">'
        f"{t('isi baru')}</mc:Choice></mc:AlternateContent></w:r>"
    ),
    para(
        '<w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" '
        'ProgID="Excel.Sheet.12"/></w:object></w:r>'
    ),
)


def seeded(number: int) -> tuple[str, Place, Kept | str]:
    """A feature in a place, by chance: its kind, where, and what it is."""
    chance = random.Random(number)
    kind = chance.choice(["change", "field", "refused", "dropped"])
    features = {"change": CHANGES, "field": FIELDS, "refused": REFUSED, "dropped": DROPPED}
    return kind, chance.choice(PLACES), chance.choice(features[kind])
