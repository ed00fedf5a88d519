"""What further kinds of letters share: titles, aligned data, lists, people, signatures."""

from __future__ import annotations

from templates.make.parts import (
    NUMBER,
    TIGHT,
    WIDTH,
    electronic_words,
    initial_boxes,
    name_and_rank,
    posts,
    signature,
)
from templates.make.words import cell, each, each_row, paragraph, row, table, when

COLON = 4.0  # room for a colon, mm
DOTS = "………………………"
DATE = f"{{{{ tanggal or '{DOTS}' }}}}"
DATA, LISTED = "Data Naskah", "Daftar Naskah"


def about(title: str) -> str:
    """TITLE, NOMOR, TENTANG and what it is about, centred."""
    return (
        paragraph(title, "Judul Naskah")
        + paragraph(f"NOMOR {NUMBER}", "Judul Anak Akhir")
        + paragraph("TENTANG", "Judul Anak")
        + paragraph("{{ hal | upper }}", "Judul Anak Akhir")
    )


def titled(title: str) -> str:
    """The title with the number under it."""
    return paragraph(title, "Judul Naskah") + paragraph(f"Nomor: {NUMBER}", "Nomor Naskah")


def aligned(*rows: tuple[str, str], label: float = 30.0, indent: float = 0) -> str:
    """Labels, colons and values in columns; a value is text, or paragraphs (``<w:p``)."""
    widths = [label, COLON, WIDTH - indent - label - COLON]
    widths = [indent, *widths] if indent else widths

    def line(name: str, value: str) -> str:
        told = value if value.startswith("<") else paragraph(value, DATA)
        cells = [paragraph(name, DATA), paragraph(":" if name else "", DATA), told]
        cells = [paragraph(style=DATA), *cells] if indent else cells
        return row(*(cell(text, width) for text, width in zip(cells, widths, strict=True)),
                   whole=False)  # fmt: skip

    return table(widths, *(line(name, value) for name, value in rows), pad=TIGHT)


def listed(column: str, plain: str = DATA, marked: str = LISTED, last: str = "") -> str:
    """The lines of a column, numbered where there are several; ``-`` when it is blank.

    Where ``last`` is true they keep with what follows, in the styles that end in *Akhir*.
    """
    kinds = (("d.no", "{{ d.no }}\t{{ d.teks }}", marked), ("not d.no", "{{ d.teks }}", plain))
    return each(
        f"d in {column} | daftar",
        *(_kept(kind, words, style, last) for kind, words, style in kinds),
    ) + when(f"not {column}", paragraph("-", f"{plain} Akhir" if last else plain))


def _kept(condition: str, words: str, style: str, last: str) -> str:
    """A line under a condition; it keeps with what follows where ``last`` is true."""
    if not last:
        return when(condition, paragraph(words, style))
    return when(f"{condition} and not ({last})", paragraph(words, style)) + when(
        f"{condition} and ({last})", paragraph(words, f"{style} Akhir")
    )


def chapter(mark: str, title: str, column: str, *, numbered: bool = False, last: str = "") -> str:
    """A heading and the lines of a column below it."""
    lines = (
        listed(column, "Isi Naskah", "Butir Naskah", last)
        if numbered
        else each(f"b in {column} | baris", _kept("b", "{{ b }}", "Isi Naskah", last))
        + when(f"not {column}", paragraph("-", "Isi Naskah Akhir" if last else "Isi Naskah"))
    )
    return heading(mark, title) + lines


def tasks(label: str, column: str) -> str:
    """A label with the lines of a column beside it; the last keeps with what follows.

    No table: LibreOffice parts one from the signature.
    """
    first = f"{{% if loop.first %}}{label}{{% endif %}}\t{{% if loop.first %}}:{{% endif %}}\t"
    return each(
        f"d in {column} | daftar",
        _kept("d.no", first + "{{ d.no }}\t{{ d.teks }}", "Untuk Naskah", "loop.last"),
        when("not d.no", paragraph(first + "{{ d.teks }}", "Untuk Satu")),
    ) + when(f"not {column}", paragraph(f"{label}\t:\t-", "Untuk Satu"))


def heading(mark: str, title: str) -> str:
    """The heading of a part."""
    return paragraph(f"{mark}\t{title}", "Bab Naskah")


def rank_of(person: str) -> str:
    """Rank and grade; who has only one of them, that one."""
    return (
        f"{{% if {person}.pangkat and {person}.golongan %}}"
        f"{{{{ {person}.pangkat }}}} ({{{{ {person}.golongan }}}})"
        f"{{% else %}}{{{{ {person}.pangkat or {person}.golongan or '-' }}}}{{% endif %}}"
    )


def identity(person: str, office: str) -> str:
    """Who somebody is, as aligned lines; ``office`` is where they work, by its placeholder."""
    return aligned(
        ("Nama", f"{{{{ {person}.nama }}}}"),
        ("NIP", f"{{{{ ({person}.nip | nip) or '-' }}}}"),
        ("Pangkat/Gol.", rank_of(person)),
        ("Jabatan", f"{{{{ {person}.jabatan or '-' }}}}"),
        ("Unit kerja", f"{{{{ {office} or '-' }}}}"),
        label=28, indent=8,
    )  # fmt: skip


def grid(heads: tuple[str, ...], widths: list[float], loop: str, cells: tuple[str, ...]) -> str:
    """A table with a row for each item of a loop; the first column is centred."""
    styles = ["Isi Tabel Kecil Tengah", *["Isi Tabel Kecil"] * (len(cells) - 1)]
    return table(
        widths,
        row(*(cell(paragraph(head, "Kepala Tabel Kecil"), width, valign="center")
              for head, width in zip(heads, widths, strict=True)), head=True),
        each_row(loop, widths, row(*(
            cell(paragraph(text, style), width)
            for text, style, width in zip(cells, styles, widths, strict=True)
        ))),
        grid=True,
    )  # fmt: skip


def dated_signature(word: str) -> str:
    """The signature below *Ditetapkan di …* and *pada tanggal …*."""
    return signature(f"{word} di {{{{ kop.kota }}}}", f"pada tanggal {DATE}")


def two_signatures(left: str, role: str, right: str) -> str:
    """People of a ``role`` sign at the left, who signs the letter at the right.

    Rows in one outer row that cannot be cut, as in a surat pengantar.
    """
    widths = [82.0, WIDTH - 82]
    small, name = "Kolom Tanda Tangan", "Kolom Tanda Tangan Nama"

    def line(one: str, other: str, height: float = 0) -> str:
        return row(cell(one, widths[0]), cell(other, widths[1]), height=height)

    def of_role(*content: str) -> str:
        return each(f"p in orang.{role}", *content)

    code = when("kode_qr", paragraph("{{ kode_qr }}", small))
    sealed = electronic_words("Kolom Tanda Tangan Elektronik") + paragraph(style="Akhir Tabel")
    rows = table(
        widths,
        line(
            paragraph(left, small)
            + of_role(when("p.jabatan", paragraph("{{ p.jabatan }},", small))),
            paragraph(right, small) + posts(small),
        ),
        line(paragraph(style=small), code + sealed, height=22),
        line(
            of_role(
                paragraph("{{ p.nama }}", name),
                when("p.nip", paragraph("NIP {{ p.nip | nip }}", small)),
            ) + paragraph(style="Akhir Tabel"),
            name_and_rank(small, name),
        ),
        pad=(0.4, 0, 0.4, 4),
    )  # fmt: skip
    boxes = table(
        [75.0, WIDTH - 75],
        row(cell(initial_boxes() + paragraph(style="Akhir Tabel"), 75), cell("", WIDTH - 75)),
        pad=TIGHT,
    )
    below = when("paraf", paragraph(style="Pemisah"), boxes)
    outer = cell(rows + below + paragraph(style="Akhir Tabel"), WIDTH, span=2)
    return table(widths, row(outer), pad=TIGHT)


def annex_head(title: str) -> str:
    """What stands on top of an attachment that belongs to the letter: of which letter it is."""
    widths = [WIDTH - 75, 75.0]
    words = (
        paragraph("Lampiran surat", "Lampiran Kepala")
        + paragraph(f"Nomor\t:\t{NUMBER}", "Lampiran Kepala")
        + paragraph(f"Tanggal\t:\t{DATE}", "Lampiran Kepala")
    )
    new_page = paragraph(style="Akhir Tabel", more="<w:pageBreakBefore/>")
    head = table(widths, row(cell("", widths[0]), cell(words, widths[1])), pad=TIGHT)
    return new_page + head + paragraph(style="Pemisah") + paragraph(title, "Judul Anak Akhir")
