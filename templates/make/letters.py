"""``surat_dinas.docx`` and ``surat_pengantar.docx`` (domain rules §2.3, §2.4, §2.6)."""

from __future__ import annotations

from collections.abc import Sequence

from templates.make.package import Page, Paper
from templates.make.words import (
    cell,
    each,
    each_row,
    end_of_body,
    field,
    paragraph,
    row,
    run,
    table,
    twips,
    when,
)

PAGE = Page()
SIGN_AT = 85.0  # where the signature block begins, mm from the left margin
PREFIX = 10.0  # room for a.n. or Plt. left of the block
WIDTH = PAGE.width - PAGE.left - PAGE.right
# The post of the signatory; a form that nobody has signed yet has none, and no comma.
POST = "{{ pejabat.jabatan }}{% if pejabat.jabatan %},{% endif %}"
TIGHT = (0.0, 0.0, 0.0, 0.0)


def letterhead(width: float, size: str = "", logo: float = 24.0) -> str:
    """The kop: logo left, government and office centred, a thick and a thin rule below.

    ``size`` is "" or " Kecil", the end of the names of the smaller styles.
    """
    words = (
        paragraph("{{ kop.pemerintah | upper }}", f"Kop Pemerintah{size}")
        + paragraph("{{ kop.nama | upper }}", f"Kop Instansi{size}")
        + when("kop.alamat", paragraph("{{ kop.alamat }}", "Kop Alamat"))
        + when("kop.kontak", paragraph("{{ kop.kontak }}", "Kop Alamat"))
    )
    widths = [logo, width - logo]
    return table(
        widths,
        row(
            cell(paragraph("{{ kop.logo }}", "Kop Logo"), widths[0], valign="center"),
            cell(words, widths[1], valign="center"),
        ),
        pad=TIGHT,
    ) + paragraph(style="Kop Garis")


def addressees() -> str:
    """Yth. and who gets the letter; numbered only when they are several."""
    return when("tujuan | length == 1", paragraph("Yth.\t{{ tujuan[0] }}", "Tujuan Surat")) + when(
        "tujuan | length > 1",
        each(
            "t in tujuan",
            paragraph("{% if loop.first %}Yth.{% endif %}\t{{ loop.index }}.\t{{ t }}",
                      "Tujuan Surat Bernomor"),
        ),
    )  # fmt: skip


def signature() -> str:
    """The signature block at the right; a.n. or Plt. stands left of it.

    One row that cannot be cut: LibreOffice parts a chain of paragraphs that are only told to
    keep together when what follows them does not fit the page.
    """
    widths = [SIGN_AT - PREFIX, PREFIX, WIDTH - SIGN_AT]
    block = (
        when("pejabat.atas_nama", paragraph("{{ pejabat.atas_nama }},", "Tanda Tangan"))
        + paragraph(POST, "Tanda Tangan")
        + paragraph(style="Tanda Tangan Ruang")
        + paragraph("{{ pejabat.nama }}", "Tanda Tangan Nama")
        + when("pejabat.pangkat", paragraph(RANK, "Tanda Tangan"))
        + when("pejabat.nip", paragraph("NIP {{ pejabat.nip | nip }}", "Tanda Tangan"))
    )
    prefix = paragraph("{{ pejabat.awalan }}", "Tanda Tangan")
    return table(
        widths,
        row(cell("", widths[0]), cell(prefix, widths[1]), cell(block, widths[2])),
        pad=TIGHT,
    )


RANK = "{{ pejabat.pangkat }}{% if pejabat.golongan %} ({{ pejabat.golongan }}){% endif %}"


def carbon_copies() -> str:
    """The tembusan block; omitted when there is none, numbered only when they are several."""
    block = (
        paragraph("Tembusan:", "Judul Tembusan")
        + when("tembusan | length == 1", paragraph("{{ tembusan[0] }}"))
        + when(
            "tembusan | length > 1",
            each("t in tembusan", paragraph("{{ loop.index }}.\t{{ t }}", "Tembusan")),
        )
    )
    # A row of a table for the same reason as the signature.
    rows = table([WIDTH], row(cell(block, WIDTH)), pad=TIGHT)
    return when("tembusan", paragraph(style="Pemisah"), rows) + end_of_body()


def draft_mark() -> str:
    """KONSEP in pale letters above the letterhead."""
    # Out of the flow, so that a draft breaks its lines and pages as the final letter does.
    frame = (
        '<w:framePr w:wrap="notBeside" w:hAnchor="page" w:vAnchor="page" w:xAlign="center" '
        f'w:y="{twips(2.5)}"/>'
    )
    return when("tanda_konsep", paragraph("{{ tanda_konsep }}", "Tanda Konsep", more=frame))


def _paper(title: str, body: str) -> Paper:
    later = run("{% if nomor %}Nomor {{ nomor }}{% endif %}\tHalaman ") + field("PAGE", "2")
    return Paper(
        title=title,
        body=body,
        page=PAGE,
        header=draft_mark() + paragraph(later, "header"),
        first_header=draft_mark() + paragraph(style="Akhir Tabel"),
    )


def official_letter() -> Paper:
    """``surat_dinas.docx``: head at the left, place and date at the right, the body, signature."""
    widths = [20.0, 4.0, 70.0, WIDTH - 94]

    def line(label: str, value: str, right: str = "") -> str:
        return row(
            cell(paragraph(label, "Kepala Surat"), widths[0]),
            cell(paragraph(":", "Kepala Surat"), widths[1]),
            cell(paragraph(value, "Kepala Surat"), widths[2]),
            cell(paragraph(right, "Tempat Tanggal"), widths[3]),
        )

    head = table(
        widths,
        line("Nomor", "{{ nomor }}", "{{ tempat_tanggal }}"),
        line("Sifat", "{{ derajat or '-' }}"),
        line("Lampiran", "{{ lampiran or '-' }}"),
        line("Hal", "{{ hal }}"),
        pad=TIGHT,
    )
    # "1. …", "12. …" or "a. …" typed at the start of a line.
    numbered = 'b[1:3] == ". " or (b[:2].isdigit() and b[2:4] == ". ")'
    return _paper(
        "Surat Dinas",
        letterhead(WIDTH)
        + when("keamanan", paragraph("{{ keamanan }}", "Keamanan"))
        + head
        + paragraph(style="Pemisah")
        + addressees()
        + paragraph("\tdi Tempat", "Tujuan Surat Akhir")
        + paragraph("{{ pembuka }}", "Isi Surat")
        + each(
            "b in isi | baris",
            when(
                numbered,
                paragraph(
                    "{{ b.partition('. ')[0] }}.\t{{ b.partition('. ')[2] }}", "Butir Isi Surat"
                ),
            ),
            when(f"not ({numbered})", paragraph("{{ b }}", "Isi Surat")),
        )
        + paragraph("{{ penutup }}", "Isi Surat Penutup")
        + signature()
        + carbon_copies(),
    )


def cover_letter() -> Paper:
    """``surat_pengantar.docx``: the table of what is sent, and who sent and received it."""
    widths = [11.0, 72.0, 28.0, WIDTH - 111]
    heads = ("No", "Jenis yang Dikirim", "Banyaknya", "Keterangan")
    items = table(
        widths,
        row(*(cell(paragraph(head, "Kepala Tabel"), width, valign="center")
              for head, width in zip(heads, widths, strict=True)), head=True),
        each_row("b in butir", widths, row(
            cell(paragraph("{{ b.no }}.", "Isi Tabel Tengah"), widths[0]),
            cell(paragraph("{{ b.jenis }}", "Isi Tabel"), widths[1]),
            cell(paragraph("{{ b.banyaknya }}", "Isi Tabel Tengah"), widths[2]),
            cell(paragraph("{{ b.keterangan }}", "Isi Tabel"), widths[3]),
        )),
        grid=True,
    )  # fmt: skip
    return _paper(
        "Surat Pengantar",
        letterhead(WIDTH)
        + when("keamanan", paragraph("{{ keamanan }}", "Keamanan"))
        + paragraph("{{ tempat_tanggal }}", "Tempat Tanggal")
        + paragraph(style="Pemisah")
        + addressees()
        + paragraph("\tdi Tempat", "Tujuan Surat Akhir")
        + paragraph("Surat Pengantar", "Judul Naskah")
        + paragraph("Nomor: {{ nomor }}", "Nomor Naskah")
        + items
        + paragraph("Diterima tanggal \t", "Diterima Tanggal")
        + _sender_and_receiver()
        + carbon_copies(),
    )


def _sender_and_receiver() -> str:
    """Rows, so that the names stand at one height however long the posts are.

    They stand inside one outer row that cannot be cut: LibreOffice parts a table between any two
    of its rows.
    """
    widths = [82.0, WIDTH - 82]
    small, name = "Kolom Tanda Tangan", "Kolom Tanda Tangan Nama"

    def line(left: str, right: str, height: float = 0) -> str:
        return row(cell(left, widths[0]), cell(right, widths[1]), height=height)

    def blank(label: str = "") -> str:
        return paragraph(f"{label}\t", "Kolom Titik")

    posts: Sequence[str] = (
        paragraph("Pengirim,", small),
        when("pejabat.atas_nama",
             paragraph("{{ pejabat.awalan }} {{ pejabat.atas_nama }},", small),
             paragraph(POST, small)),
        when("not pejabat.atas_nama",
             paragraph("{% if pejabat.awalan %}{{ pejabat.awalan }} {% endif %}" + POST, small)),
    )  # fmt: skip
    rank = when("pejabat.pangkat", paragraph(RANK, small))
    number = when("pejabat.nip", paragraph("NIP {{ pejabat.nip | nip }}", small))
    rows = table(
        widths,
        line(paragraph("Penerima,", small) + blank(), "".join(posts)),
        line(paragraph(style=small), paragraph(style=small), height=22),
        line(blank(), paragraph("{{ pejabat.nama }}", name)),
        line(blank("NIP ") + blank("Telepon "), rank + number + paragraph(style="Akhir Tabel")),
        pad=(0.4, 0, 0.4, 4),
    )
    outer = cell(rows + paragraph(style="Akhir Tabel"), WIDTH)
    return table([WIDTH], row(outer), pad=TIGHT)
