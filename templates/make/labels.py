"""``label.docx``: sheets of labels, three by seven on A4 (63.5 x 38.1 mm each).

The most common sheet of its size; an office with another one changes the table in Word and
``kolom`` in docgen.toml.
"""

from __future__ import annotations

from templates.make.package import Page, Paper
from templates.make.words import cell, each_row, end_of_body, paragraph, row, run, table, when

COLUMNS, ROWS = 3, 7
WIDTH, HEIGHT, GAP = 63.5, 38.1, 2.5
SIDE = (210 - COLUMNS * WIDTH - (COLUMNS - 1) * GAP) / 2
TOP = (297 - ROWS * HEIGHT) / 2
# The last row must not be pushed off its sheet by what follows it, so there is room below.
PAGE = Page(top=TOP, right=SIDE, bottom=TOP - 5, left=SIDE, header=5, footer=5)
PAD = (1.6, 3.0, 1.0, 3.0)


def labels() -> Paper:
    """The template."""
    widths = [WIDTH]
    for _ in range(COLUMNS - 1):
        widths += [GAP, WIDTH]
    cells = [
        cell(_label(f"b[{number // 2}]"), width, pad=PAD)
        if number % 2 == 0
        else cell(paragraph(style="Akhir Tabel"), width)
        for number, width in enumerate(widths)
    ]
    body = table(
        widths,
        each_row("b in baris_label", widths, row(*cells, height=HEIGHT, exact=True)),
        pad=(0, 0, 0, 0),
        full=False,
    )
    return Paper(title="Label", body=body + end_of_body(), page=PAGE, size=9.5)


def _label(place: str) -> str:
    """Sender and class, who gets it and where, and what is inside."""
    numbers = (
        f"No. {{{{ {place}.nomor | join('; ') }}}}"
        f"{{% if {place}.lain %}} dan {{{{ {place}.lain }}}} surat lain{{% endif %}}"
    )
    inside = f"{{{{ {place}.surat }}}} surat, {{{{ {place}.rangkap }}}} rangkap"
    security = when(
        f"{place}.keamanan and {place}.rahasia",
        paragraph(f"{{{{ {place}.keamanan | upper }}}}", "Label Rahasia"),
    ) + when(
        f"{place}.keamanan and not {place}.rahasia",
        paragraph(f"{{{{ {place}.keamanan | upper }}}}", "Label Keamanan"),
    )
    return when(
        place,
        security,
        paragraph(f"{{{{ {place}.pengirim }}}}", "Label Kecil"),
        paragraph(run("Yth. ") + run(f"{{{{ {place}.penerima }}}}"), "Label Penerima"),
        paragraph(f"{{{{ {place}.alamat or 'di Tempat' }}}}", "Label Alamat"),
        paragraph(numbers, "Label Kecil"),
        paragraph(inside, "Label Kecil"),
    ) + paragraph(style="Akhir Tabel")
