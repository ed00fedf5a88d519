"""``sampul.docx`` and ``daftar_isi.docx``: the front matter of an archive bundle."""

from __future__ import annotations

from templates.make.package import Page, Paper
from templates.make.words import (
    cell,
    each_row,
    end_of_body,
    link,
    paragraph,
    row,
    row_command,
    table,
    when,
)

COVER = Page(top=30, right=25, bottom=25, left=25)
COVER_WIDTH = COVER.width - COVER.left - COVER.right
INDEX = Page(top=20, right=20, bottom=20, left=20)
INDEX_WIDTH = INDEX.width - INDEX.left - INDEX.right


def cover() -> Paper:
    """The cover: whose archive, which, of what date, and how much it holds."""
    body = (
        paragraph("{{ kop.logo }}", "Sampul Logo")
        + paragraph("{{ kop.pemerintah }}", "Sampul Pemerintah")
        + paragraph("{{ kop.nama }}", "Sampul Instansi")
        + paragraph("BUNDEL ARSIP", "Sampul Arsip")
        + paragraph("{{ judul }}", "Sampul Judul")
        + when("jilid", paragraph("{{ jilid }}", "Sampul Jilid"))
        + when("tanggal", paragraph("{{ tanggal }}", "Sampul Tanggal"))
        + when("not tanggal", paragraph(style="Sampul Tanggal"))
        + _about()
        + paragraph(style="Pemisah")
        + _contents()
        + end_of_body()
    )
    return Paper(title="Sampul Arsip", body=body, page=COVER)


def _about() -> str:
    """Who made the archive and of what time it is (domain rules §3.4), as far as it is known."""
    return paragraph("Pencipta arsip:\t{{ kop.nama }}", "Sampul Data") + when(
        "kurun_waktu", paragraph("Kurun waktu:\t{{ kurun_waktu }}", "Sampul Data")
    )


def _contents() -> str:
    widths = [COVER_WIDTH - 70, 35.0, 35.0]
    heads = (("Isi", "Sampul Kepala"), ("Dokumen", "Sampul Kepala Angka"),
             ("Halaman", "Sampul Kepala Angka"))  # fmt: skip
    values = (("{{ k.judul }}", "Sampul Isi"), ("{{ k.jumlah }}", "Sampul Angka"),
              ("{{ k.halaman }}", "Sampul Angka"))  # fmt: skip
    sums = (("Jumlah", "Sampul Kepala"), ("{{ jumlah_dokumen }}", "Sampul Kepala Angka"),
            ("{{ jumlah_halaman }}", "Sampul Kepala Angka"))  # fmt: skip

    def line(texts: tuple[tuple[str, str], ...]) -> str:
        return row(
            *(cell(paragraph(words, style), width)
              for (words, style), width in zip(texts, widths, strict=True))
        )  # fmt: skip

    return table(
        widths,
        line(heads),
        each_row("k in kelompok", widths, line(values)),
        line(sums),
        sides=("top", "bottom", "insideH"),
    )


def index() -> Paper:
    """The index; title and page of a line link to ``docgen:ID``, which the bundler resolves."""
    return index_paper(
        "Daftar Isi Arsip", ("No", "Nomor", "Tanggal", "Uraian", "Halaman"), "{{ d.no }}"
    )


def index_paper(title: str, heads: tuple[str, ...], number: str, group: str = "") -> Paper:
    """An index with these heads; ``number`` is the first cell of a line, ``group`` the condition
    under which the line of a group stands."""
    widths = [11.0, 46.0, 31.0, INDEX_WIDTH - 106, 18.0]
    head = row(
        *(cell(paragraph(text, "Daftar Isi Kepala"), width, shade="EDEDED", valign="center")
          for text, width in zip(heads, widths, strict=True)),
        head=True,
    )  # fmt: skip
    target = "docgen:{{ d.id }}"
    line = row(
        cell(paragraph(number, "Daftar Isi Tengah"), widths[0]),
        cell(paragraph("{{ d.nomor }}", "Daftar Isi Isi"), widths[1]),
        cell(paragraph("{{ d.tanggal }}", "Daftar Isi Isi"), widths[2]),
        cell(paragraph(link(target, "{{ d.uraian }}", "Tautan"), "Daftar Isi Isi"), widths[3]),
        cell(paragraph(link(target, "{{ d.halaman }}", "Tautan"), "Daftar Isi Angka"), widths[4]),
    )
    opening = row(
        cell(paragraph("{{ k.judul }}", "Daftar Isi Kelompok"), INDEX_WIDTH, span=5, shade="F7F7F7")
    )
    body = (
        paragraph("Daftar Isi", "Daftar Isi Judul")
        + paragraph("{{ judul }}{% if jilid %} - {{ jilid }}{% endif %}", "Daftar Isi Anak Judul")
        + table(
            widths,
            head,
            row_command("{%tr for k in kelompok %}", widths),
            *_under(group, widths, opening),
            each_row("d in k.dokumen", widths, line),
            row_command("{%tr endfor %}", widths),
            grid=True,
            pad=(0, 1.4, 0, 1.4),
        )
        + end_of_body()
    )
    return Paper(title=title, body=body, page=INDEX, size=9.5)


def _under(condition: str, widths: list[float], line: str) -> list[str]:
    if not condition:
        return [line]
    return [
        row_command(f"{{%tr if {condition} %}}", widths),
        line,
        row_command("{%tr endif %}", widths),
    ]
