"""Kinds of damage to a PDF that need more than a line."""

from __future__ import annotations

from collections.abc import Callable

import pikepdf
from pikepdf import Array, Dictionary, Name, Operator, Pdf, parse_content_stream

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
