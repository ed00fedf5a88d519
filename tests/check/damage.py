"""Kinds of damage to a PDF that need more than a line."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
from pikepdf import (
    Array,
    ContentStreamInstruction,
    Dictionary,
    Name,
    Operator,
    Pdf,
    parse_content_stream,
)  # fmt: skip

INDEX = 1  # the page of the index in the front matter
FRONT = 2
Change = Callable[[Pdf], None]


def extra_words(pdf: Pdf) -> None:
    """Words before everything else on the first page."""
    font = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    page = pdf.pages[0]
    page.obj.Resources = pdf.make_indirect(Dictionary(page.obj.Resources))
    fonts = Dictionary(page.obj.Resources.get("/Font", Dictionary()))
    fonts["/Palsu"] = pdf.make_indirect(font)
    page.obj.Resources.Font = fonts
    page.contents_add(b"q BT /Palsu 9 Tf 80 400 Td (Rp 5 juta) Tj ET Q", prepend=True)


def white_box(pdf: Pdf) -> None:
    """Paper over a line, which stays in the file."""
    pdf.pages[FRONT if len(pdf.pages) > FRONT else 0].contents_add(b"q 1 g 70 600 400 30 re f Q")


def wide_mark(pdf: Pdf) -> None:
    """The box of the mark made so large that it hides lines."""
    page = pdf.pages[0]
    orders = list(parse_content_stream(page))
    place = [str(order.operator) for order in orders].index("B") - 1
    orders[place] = ContentStreamInstruction([0, 500, 560, 330], Operator("re"))
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(orders))


def note_over(pdf: Pdf) -> None:
    """A note with a white ground, as any reader lets one add it."""
    note = Dictionary(Type=Name.Annot, Subtype=Name.Square, Rect=Array([70, 600, 470, 630]),
                      C=Array([1, 1, 1]), IC=Array([1, 1, 1]), F=4)  # fmt: skip
    pdf.pages[0].obj.Annots = Array([pdf.make_indirect(note)])


def white_words(pdf: Pdf) -> None:
    """The words of a page in the colour of the paper."""
    pdf.pages[0].contents_add(b"1 1 1 rg 1 1 1 RG", prepend=True)
    page = pdf.pages[0]
    kept = [each for each in parse_content_stream(page) if str(each.operator) not in ("g", "G")]
    changed = [
        ContentStreamInstruction([1, 1, 1], each.operator)
        if str(each.operator) in ("rg", "RG") else each
        for each in kept
    ]  # fmt: skip
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(changed))


def no_words(pdf: Pdf) -> None:
    """A page of which only the lines are left."""
    page = pdf.pages[0]
    kept = [each for each in parse_content_stream(page) if str(each.operator) not in ("Tj", "TJ")]
    page.Contents = pdf.make_stream(pikepdf.unparse_content_stream(kept))


def page_too_many(pdf: Pdf) -> None:
    pdf.pages.append(pdf.pages[0])


def turned_page(pdf: Pdf) -> None:
    pdf.pages[FRONT].rotate(90, relative=True)


def turned_order(pdf: Pdf) -> None:
    first, second = pdf.pages[FRONT], pdf.pages[FRONT + 1]
    pdf.pages[FRONT], pdf.pages[FRONT + 1] = second, first


def blank_page(pdf: Pdf) -> None:
    pdf.add_blank_page()
    pdf.pages[FRONT] = pdf.pages[-1]
    del pdf.pages[-1]


def lost_page(pdf: Pdf) -> None:
    del pdf.pages[-1]


def moved_bookmark(pdf: Pdf) -> None:
    with pdf.open_outline() as outline:
        item = outline.root[-1].children[-1]
        item.destination, item.action = pikepdf.make_page_destination(pdf, 0), None


def moved_link(pdf: Pdf) -> None:
    here = [link for link in pdf.pages[INDEX].Annots if Name.GoTo == link.A.S]
    here[0].A, here[-1].A = here[-1].A, here[0].A


def no_stamp(pdf: Pdf) -> None:
    page = pdf.pages[FRONT]
    page.Contents = Array(list(page.Contents)[:-1])


def no_archive_format(pdf: Pdf) -> None:
    del pdf.Root.OutputIntents


def _shown_words(pdf: Pdf) -> tuple[list[list[object]], list[tuple[int, float]]]:
    """The instructions of the index, and which of them show words, with where these begin."""
    page = pdf.pages[INDEX]
    page.contents_coalesce()
    orders = [[list(each.operands), each.operator] for each in parse_content_stream(page)]
    found, left = [], 0.0
    for place, (operands, operator) in enumerate(orders):
        if str(operator) in ("Td", "Tm"):
            left = float(operands[-2])
        elif str(operator) in ("Tj", "TJ"):
            found.append((place, left))
    return orders, found


def _swap(pdf: Pdf, column: float) -> None:
    """Exchange the last two texts of the index that begin right of ``column`` (points)."""
    orders, found = _shown_words(pdf)
    places = [place for place, left in found if column <= left < column + 100]
    one, other = places[-1], places[-2]
    orders[one], orders[other] = orders[other], orders[one]
    changed = [(operands, Operator(str(operator))) for operands, operator in orders]
    data = pikepdf.unparse_content_stream(changed)
    pdf.pages[INDEX].Contents = pdf.make_stream(data)


def other_page_number(pdf: Pdf) -> None:
    _swap(pdf, 480)


def other_description(pdf: Pdf) -> None:
    _swap(pdf, 300)
