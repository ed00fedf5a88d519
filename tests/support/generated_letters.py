"""Templates by a seeded generator, with what LibreOffice lays out by rules of its own: tables in
tables, columns, frames, floating tables and pictures, and whatever may stand at the end of a page.

The letters of a template are the same but for their length. It grows line by line around the end
of a page, so that some letter always ends in the last line, and another just behind it.
"""

from __future__ import annotations

import io
import random
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import docx
from docx.oxml.ns import nsdecls
from docx.shared import Mm

from docgen.ooxml.package import read_package, write_package
from tests.support.hard_letters import add_field, logo

_SPACES = nsdecls("w", "r", "wp", "a", "pic")
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
# Twips: A4 and its margins, and the exact height of a line.
_MARGIN, _HEIGHT, _LINE = 1134, 16838, 280
LINES_A_PAGE = (_HEIGHT - 2 * _MARGIN) // _LINE
_PICTURE = "rIdGambar"
_FEW = 8


@dataclass(frozen=True, slots=True)
class Generated:
    """A template: how it opens, what stands in its middle and how it ends, and its columns."""

    seed: int
    opening: str
    middle: tuple[str, ...]
    ending: str
    columns: int
    header: bool
    counted: bool
    exact: bool


def generated(seed: int) -> Generated:
    """The template of this number, always the same; the first ones take each ending in turn."""
    chance = random.Random(seed)
    middle = chance.sample([*_MIDDLES], k=chance.choice((0, 1, 1, 2)))
    return Generated(
        seed=seed,
        opening=[*_OPENINGS][seed % len(_OPENINGS)] if seed % 2 else "alinea",
        middle=tuple(middle),
        ending=[*_ENDINGS][seed % len(_ENDINGS)],
        columns=2 if chance.random() < 0.12 else 1,
        header=chance.random() < 0.6,
        counted=chance.random() < 0.5,
        exact=chance.random() < 0.7,
    )


def write_generated(folder: Path, template: Generated, count: int) -> list[Path]:
    """The first ``count`` letters of a template, of one to three pages."""
    chance = random.Random(template.seed)
    # Of a few letters, one fills its page to the last line.
    start = chance.randrange(12) if count > _FEW else LINES_A_PAGE - 42
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for number in range(count):
        page = (0, 1, 1, 2)[number % 4]
        lines = max(2, page * LINES_A_PAGE - 14 + start + number)
        path = folder / f"{number:02}.docx"
        parts = dict(_package(template.header, template.counted))
        parts["word/document.xml"] = _document(template, number, lines)
        path.write_bytes(write_package(parts.items()))
        paths.append(path)
    return paths


def _document(template: Generated, number: int, lines: int) -> bytes:
    text = Text(number, template.exact, _references(template))
    blocks = [_OPENINGS[template.opening](text)]
    share = lines // (len(template.middle) + 1)
    for name in template.middle:
        blocks += [text.lines(share), _MIDDLES[name](text)]
    blocks += [text.lines(lines - share * len(template.middle)), _ENDINGS[template.ending](text)]
    columns = f'<w:cols w:num="{template.columns}" w:space="400"/>'
    return (
        f"<w:document {_SPACES}><w:body>{''.join(blocks)}"
        f"<w:sectPr>{text.references}{_PAGE}{columns}</w:sectPr></w:body></w:document>"
    ).encode()


_PAGE = (
    f'<w:pgSz w:w="11906" w:h="{_HEIGHT}"/><w:pgMar w:top="{_MARGIN}" w:right="{_MARGIN}" '
    f'w:bottom="{_MARGIN}" w:left="{_MARGIN}" w:header="400" w:footer="400" w:gutter="0"/>'
)


def _references(template: Generated) -> str:
    if not template.header:
        return ""
    return (
        '<w:headerReference w:type="default" r:id="rIdKepala"/>'
        '<w:footerReference w:type="default" r:id="rIdKaki"/>'
    )


@cache
def _package(header: bool, counted: bool) -> dict[str, bytes]:
    """A package of python-docx with a picture, and a header and footer if there are any."""
    document = docx.Document()
    section = document.sections[0]
    document.add_picture(logo(1), width=Mm(20))
    if header:
        section.header.paragraphs[0].text = "Kepala surat"
        footer = section.footer.paragraphs[0]
        footer.add_run("Halaman ")
        add_field(footer, "PAGE")
        if counted:
            footer.add_run(" dari ")
            add_field(footer, "NUMPAGES")
    ids = {
        str(key): relation.reltype.rpartition("/")[2]
        for key, relation in document.part.rels.items()
    }
    target = io.BytesIO()
    document.save(target)
    parts = read_package(target.getvalue())
    names = {"image": _PICTURE, "header": "rIdKepala", "footer": "rIdKaki"}
    relations = parts["word/_rels/document.xml.rels"].decode()
    for key, kind in ids.items():
        if kind in names:
            relations = relations.replace(f'Id="{key}"', f'Id="{names[kind]}"')
    parts["word/_rels/document.xml.rels"] = relations.encode()
    return parts


class Text:
    """The pieces of one letter, all of which name its number."""

    def __init__(self, number: int, exact: bool, references: str) -> None:
        self.number = number
        self.references = references
        self.spacing = (
            f'<w:spacing w:before="0" w:after="0" w:line="{_LINE}" w:lineRule="exact"/>'
            if exact
            else '<w:spacing w:before="0" w:after="40" w:line="240" w:lineRule="auto"/>'
        )
        self._count = 0

    def p(self, text: str = "", properties: str = "", *, spacing: str | None = None) -> str:
        """A paragraph; ``properties`` come before its spacing."""
        spaced = self.spacing if spacing is None else spacing
        run = f"<w:r><w:t>{text}</w:t></w:r>" if text else ""
        return f"<w:p><w:pPr>{properties}{spaced}</w:pPr>{run}</w:p>"

    def lines(self, count: int) -> str:
        """Paragraphs of one line."""
        found = []
        for _ in range(count):
            self._count += 1
            found.append(self.p(f"Baris {self._count} dari surat nomor {self.number}"))
        return "".join(found)

    def table(self, rows: int, inner: str = "", properties: str = "", row: str = "") -> str:
        """A table of two columns; ``inner`` stands in its last cell."""
        cells = []
        for n in range(rows):
            last = inner if n == rows - 1 else ""
            left = self.p(f"Lajur {n} surat {self.number}")
            right = self.p("Isi sel yang agak panjang sehingga perlu dua baris di dalam sel ini.")
            cells.append(
                f'<w:tr>{row}<w:tc><w:tcPr><w:tcW w:w="3000" w:type="dxa"/></w:tcPr>{left}'
                f'</w:tc><w:tc><w:tcPr><w:tcW w:w="5000" w:type="dxa"/></w:tcPr>'
                f"{right}{last}{self.p() if last else ''}</w:tc></w:tr>"
            )
        return (
            f'<w:tbl><w:tblPr>{properties}<w:tblW w:w="8000" w:type="dxa"/>'
            f"<w:tblBorders>{_BORDERS}</w:tblBorders></w:tblPr><w:tblGrid>"
            f'<w:gridCol w:w="3000"/><w:gridCol w:w="5000"/></w:tblGrid>{"".join(cells)}</w:tbl>'
        )

    def section(self, kind: str, columns: int) -> str:
        """A paragraph that ends a section; ``kind`` is of the section that it ends."""
        return (
            f'<w:p><w:pPr><w:sectPr>{self.references}<w:type w:val="{kind}"/>{_PAGE}'
            f'<w:cols w:num="{columns}" w:space="400"/></w:sectPr></w:pPr></w:p>'
        )

    def frame(self, where: str = "") -> str:
        """A paragraph in a frame."""
        where = where or 'w:vAnchor="text" w:hAnchor="margin" w:x="5000" w:y="100"'
        return self.p(
            f"Bingkai surat {self.number}",
            f'<w:framePr w:w="2500" w:hSpace="140" w:wrap="around" {where}/>',
        )

    def picture(self, *, paragraph: bool = True) -> str:
        """A picture beside the text, anchored to its paragraph."""
        drawing = (
            '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="100000" distR="100000" '
            'simplePos="0" relativeHeight="2" behindDoc="0" locked="0" layoutInCell="1" '
            'allowOverlap="1"><wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="column">'
            "<wp:posOffset>3600000</wp:posOffset></wp:positionH><wp:positionV "
            'relativeFrom="paragraph"><wp:posOffset>0</wp:posOffset></wp:positionV>'
            '<wp:extent cx="900000" cy="900000"/><wp:wrapSquare wrapText="bothSides"/>'
            f'<wp:docPr id="{self.number + 1}" name="Gambar"/><a:graphic><a:graphicData '
            'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic>'
            '<pic:nvPicPr><pic:cNvPr id="0" name="g"/><pic:cNvPicPr/></pic:nvPicPr>'
            f'<pic:blipFill><a:blip r:embed="{_PICTURE}"/><a:stretch><a:fillRect/></a:stretch>'
            '</pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="900000" '
            'cy="900000"/></a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom></pic:spPr>'
            "</pic:pic></a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
        )
        if not paragraph:
            return drawing
        return f"<w:p><w:pPr>{self.spacing}</w:pPr>{drawing}<w:r><w:t>Gambar</w:t></w:r></w:p>"


_FLOATING = (
    '<w:tblpPr w:leftFromText="180" w:rightFromText="180" w:vertAnchor="text" '
    'w:horzAnchor="margin" w:tblpX="1000" w:tblpY="200"/>'
)
_GO_BACK = '<w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/>'

Piece = Callable[[Text], str]

_OPENINGS: dict[str, Piece] = {
    "alinea": lambda text: text.p(f"Surat nomor {text.number}"),
    "bingkai": lambda text: text.frame() + text.p(f"Surat nomor {text.number}"),
    "tersembunyi": lambda text: (
        f"<w:p><w:pPr>{text.spacing}<w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:rPr><w:vanish/>"
        f"</w:rPr><w:t>Rahasia</w:t></w:r></w:p>{text.p('Surat')}"
    ),
    "tabel": lambda text: text.table(2) + text.p(),
    "tabel mengambang": lambda text: text.table(2, properties=_FLOATING) + text.p("Surat"),
    "gambar": lambda text: text.picture(),
    "kosong": lambda text: text.p() + text.p(),
}
_MIDDLES: dict[str, Piece] = {
    "tabel": lambda text: text.table(5),
    "tabel berjudul": lambda text: text.table(
        9, row="<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
    ),
    "tabel di dalam tabel": lambda text: text.table(3, inner=text.table(6)),
    "tabel mengambang": lambda text: text.table(4, properties=_FLOATING) + text.lines(2),
    "kolom": lambda text: (
        text.section("nextPage", 1) + text.lines(9) + text.section("continuous", 2)
    ),
    "bingkai": lambda text: text.frame() + text.lines(1),
    "bingkai halaman": lambda text: (
        text.frame('w:vAnchor="page" w:hAnchor="page" w:x="7000" w:y="9000"') + text.lines(1)
    ),
    "gambar": lambda text: text.picture(),
    "halaman baru": lambda text: '<w:p><w:r><w:br w:type="page"/></w:r></w:p>',
    "bagian": lambda text: text.section("nextPage", 1),
    "jangan pisah": lambda text: "".join(
        text.p(f"Tetap bersama {n}", "<w:keepNext/><w:keepLines/>") for n in range(6)
    ),
    "alinea panjang": lambda text: text.p("Kalimat panjang yang diulang. " * 25),
}
_HIDDEN_END = (
    '<w:p><w:pPr><w:spacing w:after="0"/><w:rPr><w:vanish/></w:rPr></w:pPr><w:r><w:rPr>'
    "<w:vanish/></w:rPr><w:t>.</w:t></w:r></w:p>"
)
_ENDINGS: dict[str, Piece] = {
    "alinea": lambda text: text.p("Penutup surat"),
    "kosong": lambda text: text.p(),
    "kosong tiga": lambda text: text.p() * 3,
    "kosong GoBack": lambda text: f"<w:p><w:pPr>{text.spacing}</w:pPr>{_GO_BACK}</w:p>",
    "tabel": lambda text: text.table(3) + text.p(),
    "tabel kecil": lambda text: (
        text.table(2) + text.p(spacing='<w:spacing w:line="20" w:lineRule="exact"/>')
    ),
    "tanda tangan": lambda text: text.table(1, inner=text.p() * 3 + text.p("Nama")) + text.p(),
    "tabel di dalam tabel": lambda text: text.table(2, inner=text.table(3)) + text.p(),
    "bingkai": lambda text: text.frame() + text.p(),
    "bingkai terakhir": lambda text: text.p("Penutup") + text.frame(),
    "gambar": lambda text: (
        f"<w:p><w:pPr>{text.spacing}</w:pPr>{text.picture(paragraph=False)}</w:p>"
    ),
    "kolom": lambda text: (
        text.section("nextPage", 1) + text.lines(7) + text.section("continuous", 2) + text.p()
    ),
    "renggang": lambda text: text.p(spacing='<w:spacing w:before="400" w:after="400"/>'),
    "tabel mengambang": lambda text: text.table(2, properties=_FLOATING) + text.p(),
    "judul besar": lambda text: (
        f'<w:p><w:pPr>{text.spacing.replace("exact", "auto")}<w:rPr><w:sz w:val="60"/></w:rPr>'
        "</w:pPr></w:p>"
    ),
    "tersembunyi": lambda text: text.table(2) + _HIDDEN_END,
    "sebaris": lambda text: text.p("Penutup", spacing="") + text.p(spacing=""),
    "ruang kosong": lambda text: f"<w:p><w:pPr>{text.spacing}</w:pPr><w:r/></w:p>",
    "berjarak": lambda text: text.p("Penutup", spacing='<w:spacing w:after="600"/>'),
}
