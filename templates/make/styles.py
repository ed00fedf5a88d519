"""The named styles of the templates; staff restyle a paper in Word by changing these.

A paper gets only the styles it uses: LibreOffice loads a letter with ten styles almost twice as
fast as one with python-docx's 164.
"""

from __future__ import annotations

from dataclasses import dataclass

from templates.make.words import COMMAND, R, W, style_id, twips

FONT = "Arial"
TICK_FONT = "DejaVu Sans"  # has the ballot boxes and is everywhere LibreOffice is
NORMAL = "Normal"


@dataclass(frozen=True)
class Style:
    """A paragraph or character style. Sizes and spaces in points, indents in millimetres."""

    name: str
    based_on: str = NORMAL
    character: bool = False
    size: float | None = None
    bold: bool | None = None
    italic: bool = False
    caps: bool = False
    color: str = ""
    font: str = ""
    spaced: float = 0
    align: str = ""
    before: float | None = None
    after: float | None = None
    line: float | None = None
    exactly: float | None = None
    left: float | None = None
    first: float | None = None
    hanging: float | None = None
    right: float | None = None
    tabs: tuple[tuple[str, float], ...] = ()
    keep_next: bool = False
    outline: int | None = None
    border: str = ""

    def xml(self) -> str:
        """The ``w:style`` element."""
        if self.name == NORMAL:
            kind, more = 'w:type="paragraph" w:default="1"', ""
        elif self.character:
            kind, more = 'w:type="character" w:customStyle="1"', ""
        else:
            own = "" if self.name in ("header", "footer") else ' w:customStyle="1"'
            kind = 'w:type="paragraph"' + own
            more = f'<w:basedOn w:val="{style_id(self.based_on)}"/>'
        paragraph, run = self._paragraph(), self._run()
        return (
            f'<w:style {kind} w:styleId="{style_id(self.name)}"><w:name w:val="{self.name}"/>{more}'
            "<w:qFormat/>"
            + (f"<w:pPr>{paragraph}</w:pPr>" if paragraph and not self.character else "")
            + (f"<w:rPr>{run}</w:rPr>" if run else "")
            + "</w:style>"
        )

    def _paragraph(self) -> str:
        xml = "<w:keepNext/><w:keepLines/>" if self.keep_next else ""
        xml += self.border
        if self.tabs:
            kinds = {"dots": 'w:val="left" w:leader="dot"'}
            stops = "".join(
                f'<w:tab {kinds.get(kind, f"w:val={chr(34)}{kind}{chr(34)}")} w:pos="{twips(at)}"/>'
                for kind, at in self.tabs
            )
            xml += f"<w:tabs>{stops}</w:tabs>"
        spacing = {
            "before": self.before if self.before is None else round(self.before * 20),
            "after": self.after if self.after is None else round(self.after * 20),
        }
        words = [f'w:{key}="{value}"' for key, value in spacing.items() if value is not None]
        if self.exactly is not None:
            words.append(f'w:line="{round(self.exactly * 20)}" w:lineRule="exact"')
        elif self.line is not None:
            words.append(f'w:line="{round(self.line * 240)}" w:lineRule="auto"')
        if words:
            xml += f"<w:spacing {' '.join(words)}/>"
        indents = {"left": self.left, "right": self.right, "firstLine": self.first,
                   "hanging": self.hanging}  # fmt: skip
        words = [f'w:{key}="{twips(mm)}"' for key, mm in indents.items() if mm is not None]
        if words:
            xml += f"<w:ind {' '.join(words)}/>"
        if self.align:
            xml += f'<w:jc w:val="{self.align}"/>'
        if self.outline is not None:
            xml += f'<w:outlineLvl w:val="{self.outline}"/>'
        return xml

    def _run(self) -> str:
        xml = ""
        if self.font:
            xml += f'<w:rFonts w:ascii="{self.font}" w:hAnsi="{self.font}"'
            xml += f' w:eastAsia="{self.font}" w:cs="{self.font}"/>'
        if self.bold is not None:
            xml += "<w:b/><w:bCs/>" if self.bold else '<w:b w:val="0"/><w:bCs w:val="0"/>'
        if self.italic:
            xml += "<w:i/><w:iCs/>"
        if self.caps:
            xml += "<w:caps/>"
        if self.color:
            xml += f'<w:color w:val="{self.color}"/>'
        if self.spaced:
            xml += f'<w:spacing w:val="{round(self.spaced * 20)}"/>'
        if self.size:
            xml += f'<w:sz w:val="{round(self.size * 2)}"/><w:szCs w:val="{round(self.size * 2)}"/>'
        return xml


# A thick and a thin line under the letterhead.
RULE = ('<w:pBdr><w:bottom w:val="thickThinMediumGap" w:sz="24" w:space="1" w:color="auto"/>'
        "</w:pBdr>")  # fmt: skip

# The same as a single line, as a thin one above a footer, and as boxes that touch each other.
UNDER = '<w:pBdr><w:bottom w:val="single" w:sz="8" w:space="1" w:color="auto"/></w:pBdr>'
THIN = '<w:pBdr><w:top w:val="single" w:sz="4" w:space="3" w:color="7F7F7F"/></w:pBdr>'
BOX = "".join(("<w:pBdr>", *(
    f'<w:{side} w:val="single" w:sz="4" w:space="1" w:color="7F7F7F"/>'
    for side in ("top", "left", "bottom", "right", "between")
), "</w:pBdr>"))  # fmt: skip
PARAF = 1.5  # beside the boxes for initials, mm: their lines stand outside the indent

ALL = (
    Style(NORMAL),
    Style("header", size=9, tabs=(("right", 160),), after=20),
    Style("footer", size=8),
    Style(COMMAND, size=8, color="A6A6A6"),
    # letterhead
    Style("Kop Pemerintah", size=14, align="center"),
    Style("Kop Instansi", size=16, bold=True, align="center"),
    Style("Kop Pemerintah Kecil", based_on="Kop Pemerintah", size=11),
    Style("Kop Instansi Kecil", based_on="Kop Instansi", size=12),
    Style("Kop Alamat", size=9.5, align="center"),
    Style("Kop Logo", align="center"),
    Style("Kop Garis", exactly=4, after=10, border=RULE),
    Style("Tanda Konsep", size=26, bold=True, color="BFBFBF", spaced=6),
    # letters
    Style("Keamanan", bold=True),
    Style("Keamanan Rahasia", based_on="Keamanan", color="C00000"),
    Style("Tanda Keamanan", character=True, bold=True),
    Style("Tanda Keamanan Rahasia", character=True, bold=True, color="C00000"),
    Style("Kaki Elektronik", based_on="footer", size=7.5, align="center", border=THIN, left=20,
          right=20),
    Style("Kepala Surat", after=1),
    Style("Daftar Kepala", after=1, left=6.5, hanging=6.5, tabs=(("left", 6.5),)),
    Style("Garis Kepala", exactly=4, after=10, border=UNDER),
    Style("Tempat Tanggal", align="right"),
    Style("Tujuan Surat", left=9.5, hanging=9.5, tabs=(("left", 9.5),), keep_next=True),
    Style("Tujuan Surat Bernomor", based_on="Tujuan Surat", left=16, hanging=16,
          tabs=(("left", 9.5), ("left", 16))),
    Style("Tujuan Surat Akhir", based_on="Tujuan Surat", after=14),
    Style("Isi Surat", align="both", first=12.5, line=1.08, after=6),
    Style("Isi Surat Penutup", based_on="Isi Surat", after=12, keep_next=True),
    Style("Butir Isi Surat", align="both", left=19, hanging=6.5, line=1.08, after=3),
    Style("Butir Isi Surat Penutup", based_on="Butir Isi Surat", after=12, keep_next=True),
    Style("Judul Nota", size=12, bold=True, caps=True, align="center", after=10, outline=0),
    Style("Judul Naskah", size=12, bold=True, caps=True, align="center", keep_next=True, outline=0),
    Style("Nomor Naskah", align="center", after=10),
    Style("Kepala Tabel", bold=True, align="center", before=2, after=2, keep_next=True),
    Style("Isi Tabel", before=2, after=2),
    Style("Isi Tabel Tengah", based_on="Isi Tabel", align="center"),
    Style("Diterima Tanggal", before=12, after=10, tabs=(("dots", 74),), keep_next=True),
    Style("Tanda Tangan"),
    Style("Tanda Tangan Ruang", based_on="Tanda Tangan", exactly=60),
    Style("Tanda Tangan Jarak", based_on="Tanda Tangan", exactly=8),
    Style("Tanda Tangan QR", based_on="Tanda Tangan", align="right"),
    Style("Tanda Tangan Elektronik", based_on="Tanda Tangan", size=8.5, italic=True, after=3),
    Style("Tanda Tangan Nama", based_on="Tanda Tangan", bold=True),
    Style("Kolom Tanda Tangan", keep_next=True),
    Style("Kolom Tanda Tangan Elektronik", based_on="Kolom Tanda Tangan", size=8.5, italic=True),
    Style("Kolom Tanda Tangan Nama", based_on="Kolom Tanda Tangan", bold=True),
    Style("Kolom Titik", based_on="Kolom Tanda Tangan", tabs=(("dots", 74),)),
    Style("Catatan Lembar", size=8.5, italic=True, before=8, after=4),
    Style("Paraf Kepala", size=8, bold=True, exactly=14, border=BOX, left=PARAF, right=PARAF,
          tabs=(("left", 42), ("left", 50))),
    Style("Paraf Isi", based_on="Paraf Kepala", bold=False, exactly=19),
    Style("Judul Tembusan"),
    Style("Tembusan", left=6.5, hanging=6.5, tabs=(("left", 6.5),)),
    Style("Pemisah", exactly=10),
    Style("Akhir Tabel", exactly=1),
    # further kinds of letters
    Style("Judul Anak", bold=True, align="center", keep_next=True),
    Style("Judul Anak Akhir", based_on="Judul Anak", after=12),
    Style("Data Naskah", after=2),
    Style("Kepala Kepada", after=3, keep_next=True),
    Style("Daftar Naskah", based_on="Data Naskah", align="both", left=6.5, hanging=6.5,
          tabs=(("left", 6.5),)),
    Style("Bab Naskah", bold=True, before=8, after=3, left=8, hanging=8, tabs=(("left", 8),),
          keep_next=True, outline=1),
    Style("Isi Naskah", align="both", left=8, line=1.08, after=4),
    Style("Isi Naskah Penutup", based_on="Isi Naskah", left=0, after=12, before=6, keep_next=True),
    Style("Butir Naskah", based_on="Isi Naskah", left=14.5, hanging=6.5, tabs=(("left", 14.5),)),
    Style("Isi Naskah Akhir", based_on="Isi Naskah", after=12, keep_next=True),
    Style("Butir Naskah Akhir", based_on="Butir Naskah", after=12, keep_next=True),
    Style("Untuk Naskah", align="both", after=2, left=32.5, hanging=32.5,
          tabs=(("left", 22), ("left", 26), ("left", 32.5))),
    Style("Untuk Naskah Akhir", based_on="Untuk Naskah", after=12, keep_next=True),
    Style("Untuk Satu", based_on="Untuk Naskah", left=26, hanging=26, after=12, keep_next=True),
    Style("Perintah Naskah", bold=True, caps=True, align="center", before=8, after=8,
          keep_next=True),
    Style("Kepala Tabel Kecil", based_on="Kepala Tabel", size=10),
    Style("Isi Tabel Kecil", based_on="Isi Tabel", size=10),
    Style("Isi Tabel Kecil Tengah", based_on="Isi Tabel Kecil", align="center"),
    Style("Lampiran Kepala", after=1, left=22, hanging=22, tabs=(("left", 18), ("left", 22))),
    Style("Mengetahui", align="center", keep_next=True),
    Style("Mengetahui Nama", based_on="Mengetahui", bold=True),
    Style("Saksi", left=6.5, hanging=6.5, before=10, tabs=(("left", 6.5), ("dots", 150)),
          keep_next=True),
    Style("SPD Isi", size=10, before=1.5, after=1.5),
    Style("SPD Butir", based_on="SPD Isi", left=5, hanging=5, tabs=(("left", 5),)),
    Style("SPD Kepala", size=10, left=22, hanging=22, tabs=(("left", 20), ("left", 22))),
    Style("SPD Tiba", size=10, before=1, after=1, left=34, hanging=34,
          tabs=(("left", 6), ("left", 32), ("left", 34))),
    Style("SPD Titik", size=10, left=6, tabs=(("dots", 72),)),
    Style("SPD Ruang", exactly=36),
    Style("SPD Nama", size=10, left=6, bold=True),
    # disposition
    Style("Judul Disposisi", size=12, bold=True, caps=True, align="center", after=4, outline=0),
    Style("Isi Disposisi", size=9.5),
    Style("Data Disposisi", size=9.5, left=31.5, hanging=31.5, after=1,
          tabs=(("left", 29), ("left", 31.5))),
    Style("Pilihan Disposisi", size=9.5, left=6, hanging=6, tabs=(("left", 6),)),
    Style("Kepala Disposisi", size=9.5, bold=True),
    Style("Nama Disposisi", size=9.5, bold=True, before=36),
    Style("Kotak Centang", character=True, font=TICK_FONT),
    # SOP sheet
    Style("SOP Judul Besar", size=22, bold=True, align="center", after=18, outline=0),
    Style("SOP Judul Nama", size=18, bold=True, caps=True, align="center"),
    Style("SOP Judul Instansi", size=16, bold=True, caps=True, align="center", after=4),
    Style("SOP Logo", align="center", before=6, after=8),
    Style("SOP Logo Judul", align="center", after=24),
    Style("SOP Instansi", size=11, bold=True, caps=True, align="center", after=2),
    Style("SOP Isian", size=10, before=2, after=2),
    Style("SOP Isian Tengah", based_on="SOP Isian", align="center", before=1, after=1),
    Style("SOP Isian Ruang", size=10, exactly=50),
    Style("SOP Isian Nama", based_on="SOP Isian Tengah", bold=True),
    Style("SOP Nama", based_on="SOP Isian", bold=True),
    Style("SOP Kepala", size=10, bold=True, before=2, after=2, keep_next=True),
    Style("SOP Isi", size=10, before=1, after=1),
    Style("SOP Butir", based_on="SOP Isi", left=6, hanging=6, tabs=(("left", 6),)),
    Style("SOP Kaki Elektronik", based_on="footer", size=6.5, align="center"),
    Style("SOP Penutup Jarak", exactly=8),
    Style("SOP Penutup", size=10),
    Style("SOP Penutup Ruang", based_on="SOP Penutup", exactly=48),
    Style("SOP Penutup Nama", based_on="SOP Penutup", bold=True),
    Style("SOP Halaman Baru", exactly=1),
    # labels
    Style("Label Kecil", size=6.5),
    Style("Label Penerima", size=9.5, bold=True, before=2),
    Style("Label Alamat", size=8.5, after=3),
    Style("Label Keamanan", size=8, bold=True),
    Style("Label Rahasia", based_on="Label Keamanan", color="C00000"),
    # book of SOPs
    Style("Buku Judul", size=20, bold=True, caps=True, align="center", before=10, after=10,
          outline=0),
    Style("Buku Nama", size=16, bold=True, align="center", after=60),
    Style("Buku Keterangan", size=12, align="center", after=4),
    Style("Buku Instansi", size=14, bold=True, caps=True, align="center", before=70, after=4),
    Style("Buku Tahun", size=14, bold=True, align="center", before=4),
    Style("Buku Kepala", size=12, bold=True, before=14, after=6, keep_next=True, outline=1),
    Style("Buku Isi", align="both", line=1.15, after=6),
    Style("Buku Istilah", based_on="Isi Tabel", bold=True),
    # archive bundle
    Style("Sampul Logo", align="center", before=60, after=18),
    Style("Sampul Pemerintah", size=16, caps=True, align="center"),
    Style("Sampul Instansi", size=18, bold=True, caps=True, align="center", after=90),
    Style("Sampul Arsip", size=14, spaced=4, align="center", after=8),
    Style("Sampul Judul", size=28, bold=True, align="center", after=8, outline=0),
    Style("Sampul Jilid", size=14, align="center", after=6),
    Style("Sampul Tanggal", size=12, align="center", after=44),
    Style("Sampul Data", size=11, after=4, left=38, hanging=38, tabs=(("left", 38),)),
    Style("Sampul Isi", size=11, before=3, after=3),
    Style("Sampul Angka", based_on="Sampul Isi", align="right"),
    Style("Sampul Kepala", based_on="Sampul Isi", bold=True),
    Style("Sampul Kepala Angka", based_on="Sampul Kepala", align="right"),
    Style("Daftar Isi Judul", size=14, bold=True, caps=True, align="center", after=2, outline=0),
    Style("Daftar Isi Anak Judul", size=11, align="center", after=12),
    Style("Daftar Isi Kepala", size=9, bold=True, align="center", before=2, after=2,
          keep_next=True),
    Style("Daftar Isi Kelompok", size=9, bold=True, before=3, after=3, keep_next=True),
    Style("Daftar Isi Isi", size=9, before=2, after=2),
    Style("Daftar Isi Tengah", based_on="Daftar Isi Isi", align="center"),
    Style("Daftar Isi Angka", based_on="Daftar Isi Isi", align="right"),
    Style("Tautan", character=True, color="1F4E79"),
)  # fmt: skip
BY_ID = {style_id(style.name): style for style in ALL}

TABLES = (
    '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
    '<w:uiPriority w:val="99"/><w:semiHidden/><w:unhideWhenUsed/><w:tblPr><w:tblInd w:w="0" '
    'w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/>'
    '<w:bottom w:w="0" w:type="dxa"/><w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr>'
    "</w:style>"
)
TABLE_GRID = (
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
    '<w:basedOn w:val="TableNormal"/><w:tblPr><w:tblBorders>'
    + "".join(
        f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="auto"/>'
        for side in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr></w:style>"
)


def styles_part(used: frozenset[str], size: float) -> str:
    """``word/styles.xml`` with the used styles, their parents, and the document's defaults.

    ``used`` holds style ids; ``size`` is the body's font size in points.
    """
    wanted = {"Normal", "header", "footer"} | (used - {"TableGrid"})
    unknown = sorted(wanted - BY_ID.keys())
    if unknown:
        raise KeyError(f"styles without a definition: {unknown}")
    while parents := {style_id(BY_ID[name].based_on) for name in wanted} - wanted:
        wanted |= parents
    half = round(size * 2)
    defaults = (
        f'<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:ascii="{FONT}" w:hAnsi="{FONT}" '
        f'w:eastAsia="{FONT}" w:cs="{FONT}"/><w:sz w:val="{half}"/><w:szCs w:val="{half}"/>'
        '<w:lang w:val="id-ID" w:eastAsia="id-ID" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        '<w:pPrDefault><w:pPr><w:spacing w:after="0" w:line="240" w:lineRule="auto"/></w:pPr>'
        "</w:pPrDefault></w:docDefaults>"
    )
    chosen = "".join(style.xml() for key, style in BY_ID.items() if key in wanted)
    return (
        f'<w:styles xmlns:w="{W}" xmlns:r="{R}">{defaults}{chosen}{TABLES}{TABLE_GRID}</w:styles>'
    )
