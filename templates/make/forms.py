"""``lembar_disposisi.docx``: half a folio, one page (domain rules §2.5)."""

from __future__ import annotations

from templates.make.package import Page, Paper
from templates.make.parts import RANK, letterhead, posts
from templates.make.words import cell, each, end_of_body, paragraph, row, run, table, when

# Half of an F4 sheet (215 x 330 mm).
PAGE = Page(width=215, height=165, top=9, right=12, bottom=8, left=14, header=4, footer=4)
WIDTH = PAGE.width - PAGE.left - PAGE.right
LEFT = 88.0
RIGHT = WIDTH - LEFT  # wider: three kinds of urgency stand on one line there
NO_BREAK = "\u00a0"
PAD = (0.5, 1.6, 0.5, 1.6)
SMALL = "Isi Disposisi"


def disposition() -> Paper:
    """The template."""
    body = (
        letterhead(WIDTH, " Kecil")
        + paragraph("Lembar Disposisi", "Judul Disposisi")
        + table([LEFT, RIGHT], _letter(), _subject(), _choices(), _orders(), grid=True, pad=PAD)
        + end_of_body()
    )
    return Paper(title="Lembar Disposisi", body=body, page=PAGE, size=9.5)


def _lines(*pairs: tuple[str, str]) -> str:
    return "".join(paragraph(f"{label}\t:\t{value}", "Data Disposisi") for label, value in pairs)


def _letter() -> str:
    left = _lines(
        ("Surat dari", "{{ pengirim }}"),
        ("Nomor surat", "{{ nomor_surat }}"),
        ("Tanggal surat", "{{ tanggal_surat }}"),
        ("Lampiran", "{{ lampiran or '-' }}"),
    )
    boxes = paragraph(
        run("Sifat\t:\t{% for s in sifat %}")
        + run("{{ s.tanda }}", "Kotak Centang")
        + run(f"{NO_BREAK}{{{{ s.label | replace(' ', '{NO_BREAK}') }}}}"
              "{% if not loop.last %}  {% endif %}{% endfor %}"),
        "Data Disposisi",
    )  # fmt: skip
    right = _lines(
        ("Diterima tanggal", "{{ tanggal_terima }}"), ("Nomor agenda", "{{ nomor_agenda }}")
    )
    return row(cell(left, LEFT), cell(right + boxes, RIGHT))


def _subject() -> str:
    return row(cell(_lines(("Hal", "{{ hal }}")), WIDTH, span=2))


def _choices() -> str:
    def column(head: str, name: str, width: float) -> str:
        choice = run("{{ p.tanda }}", "Kotak Centang") + run("\t{{ p.label }}")
        return cell(
            paragraph(head, "Kepala Disposisi")
            + each(f"p in {name}", paragraph(choice, "Pilihan Disposisi")),
            width,
        )

    return row(
        column("Diteruskan kepada Sdr.:", "diteruskan", LEFT),
        column("Dengan hormat harap:", "instruksi", RIGHT),
        height=28,
    )


def _orders() -> str:
    """Notes and signature side by side: below each other they do not fit half a sheet."""
    notes = paragraph("Catatan:", "Kepala Disposisi") + each(
        "c in catatan | baris", paragraph("{{ c }}", SMALL)
    )
    signed = (
        paragraph("{{ tempat_tanggal }}", SMALL)
        + posts(SMALL)
        + paragraph("{{ pejabat.nama }}", "Nama Disposisi")
        + when("pejabat.pangkat", paragraph(RANK, SMALL))
        + when("pejabat.nip", paragraph("NIP {{ pejabat.nip | nip }}", SMALL))
    )  # fmt: skip
    return row(cell(notes, LEFT), cell(signed, RIGHT), height=32)
