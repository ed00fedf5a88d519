"""What letters share: letterhead, addressees, body, signature, tembusan, head and foot of pages."""

from __future__ import annotations

from templates.make.package import Page, Paper
from templates.make.words import (
    cell,
    each,
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
TIGHT = (0.0, 0.0, 0.0, 0.0)
# Room for a number that is still to come; written by hand on the signed paper.
NUMBER = "{{ nomor or '………………………………' }}"
RANK = "{{ pejabat.pangkat }}{% if pejabat.golongan %} ({{ pejabat.golongan }}){% endif %}"
# "1. …", "12. …" or "a. …" typed at the start of a line.
NUMBERED = 'b[1:3] == ". " or (b[:2].isdigit() and b[2:4] == ". ")'

# Conditions and styles of the security class: red ink for SR and R, black for T and B.
SECURITY = (
    ("keamanan and rahasia", "Keamanan Rahasia"),
    ("keamanan and not rahasia", "Keamanan"),
)


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


def body_text() -> str:
    """Opening, lines and items, closing. The last of them keeps with the signature."""
    return (
        when("pembuka", paragraph("{{ pembuka }}", "Isi Surat"))
        + text_of("isi", "loop.last and not penutup")
        + when("penutup", paragraph("{{ penutup }}", "Isi Surat Penutup"))
    )


def text_of(column: str, last: str) -> str:
    """The lines and numbered items of a column; where ``last`` is true, they keep with what
    follows."""
    item = "{{ b.partition('. ')[0] }}.\t{{ b.partition('. ')[2] }}"
    kinds = (
        (NUMBERED, f"not ({last})", item, "Butir Isi Surat"),
        (NUMBERED, last, item, "Butir Isi Surat Penutup"),
        (f"not ({NUMBERED})", f"not ({last})", "{{ b }}", "Isi Surat"),
        (f"not ({NUMBERED})", last, "{{ b }}", "Isi Surat Penutup"),
    )
    return each(
        f"b in {column} | baris",
        *(when(f"({kind}) and ({place})", paragraph(words, style))
          for kind, place, words, style in kinds),
    )  # fmt: skip


def posts(style: str) -> str:
    """The posts over a signature, one a line, where the prefix has no column of its own."""
    prefix = "{% if loop.first and pejabat.awalan %}{{ pejabat.awalan }} {% endif %}"
    return each("j in jabatan_ttd", paragraph(prefix + "{{ j }}", style))


def electronic_words(style: str) -> str:
    """The sentence of an electronic signature, above the signer's name."""
    return when("kalimat_tte", paragraph("{{ kalimat_tte }}", style))


def name_and_rank(style: str, name: str) -> str:
    """The signer's name, rank and spaced NIP."""
    return (
        paragraph("{{ pejabat.nama }}", name)
        + when("pejabat.pangkat", paragraph(RANK, style))
        + when("pejabat.nip", paragraph("NIP {{ pejabat.nip | nip }}", style))
    )


def initial_boxes() -> str:
    """The boxes for initials: who, initials and date once given; blank while to come."""
    return when(
        "paraf",
        paragraph("Paraf\t\tTanggal", "Paraf Kepala"),
        each("p in paraf", paragraph("{{ p.no }}. {{ p.nama }}\t{{ p.inisial }}\t{{ p.tanggal }}",
                                     "Paraf Isi")),
    )  # fmt: skip


def signature(*above: str, marks: bool = True) -> str:
    """The signature block at the right; a.n. or Plt. stands left of it.

    Left of the name stand the initials of a paper that goes round, or the QR of an electronic
    signature, which needs no room for ink. One row that cannot be cut: LibreOffice parts a chain
    of paragraphs that are only told to keep together when what follows does not fit the page.
    ``above`` are lines over the post (*Ditetapkan di*); without ``marks`` nothing stands at
    its left.
    """
    widths = [SIGN_AT - PREFIX, PREFIX, WIDTH - SIGN_AT]
    beside = (
        initial_boxes()
        + when("kode_qr", paragraph("{{ kode_qr }}", "Tanda Tangan QR"))
        + paragraph(style="Akhir Tabel")
        if marks
        else paragraph(style="Akhir Tabel")
    )
    block = (
        "".join(paragraph(line, "Tanda Tangan") for line in above)
        + each("j in jabatan_ttd", paragraph("{{ j }}", "Tanda Tangan"))
        + when("kode_qr", paragraph(style="Tanda Tangan Jarak"))
        + when("not kode_qr", paragraph(style="Tanda Tangan Ruang"))
        + electronic_words("Tanda Tangan Elektronik")
        + name_and_rank("Tanda Tangan", "Tanda Tangan Nama")
    )
    prefix = paragraph(style="Tanda Tangan") * len(above) + paragraph(
        "{{ pejabat.awalan }}", "Tanda Tangan"
    )
    return table(
        widths,
        row(
            cell(beside, widths[0], valign="bottom"), cell(prefix, widths[1]),
            cell(block, widths[2]),
        ),
        pad=TIGHT,
    )  # fmt: skip


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
    return when("tembusan", paragraph(style="Pemisah"), rows)


def _out_of_flow(across: str, down: float) -> str:
    """A frame that takes no room: a marked paper breaks its lines and pages as any other."""
    return f'<w:framePr w:wrap="notBeside" {across} w:vAnchor="page" w:y="{twips(down)}"/>'


def draft_mark() -> str:
    """KONSEP in pale letters above everything else."""
    centred = _out_of_flow('w:hAnchor="page" w:xAlign="center"', 2.5)
    return when("tanda_konsep", paragraph("{{ tanda_konsep }}", "Tanda Konsep", more=centred))


def security_mark() -> str:
    """The security class over the letterhead at the left, that of secret letters in red.

    It stands below the band at the very top where copies get their marks.
    """
    left = _out_of_flow('w:hAnchor="margin" w:xAlign="left"', 9.5)
    return "".join(
        when(condition, paragraph("{{ keamanan | upper }}", style, more=left))
        for condition, style in SECURITY
    )


def letter_paper(title: str, body: str) -> Paper:
    """A letter's page: number, date and page on top from page 2 on, marks on every page."""
    security = "".join(
        run(f"{{% if {condition} %}}{{{{ keamanan | upper }}}}   {{% endif %}}", f"Tanda {style}")
        for condition, style in SECURITY
    )
    later = (
        security
        + run("Nomor " + NUMBER + "{% if tanggal %}, {{ tanggal }}{% endif %}\tHalaman ")
        + field("PAGE", "2")
    )
    foot = when("kaki_tte", paragraph("{{ kaki_tte }}", "Kaki Elektronik"))
    foot += paragraph(style="Akhir Tabel")
    return Paper(
        title=title,
        body=body + end_of_body(),
        page=PAGE,
        header=draft_mark() + paragraph(later, "header"),
        first_header=draft_mark() + security_mark() + paragraph(style="Akhir Tabel"),
        footer=foot,
        first_footer=foot,
    )
