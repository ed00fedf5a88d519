"""The stamp of a bundle on each of its pages: ``Arsip SKP 2024 - halaman 3 dari 12``."""

from __future__ import annotations

from pikepdf import Object, Page, Pdf

from docgen.bundle.marks.font import MarkFont
from docgen.bundle.marks.free_places import Place, Room, places, room_for
from docgen.bundle.marks.stamp import Frame, Layers

SIZE = 6.5
HEIGHT = 1.25 * SIZE
_BASELINE = 0.28 * SIZE
_GREY = "0.25 g"


def stamp_text(title: str, volume: str, page: str, pages: str) -> str:
    """What a page says; ``volume`` is blank in a bundle of one file."""
    name = f"{title}, {volume}" if volume else title
    return f"{' '.join(name.split())} - halaman {page} dari {pages}"


def widest(title: str, font: MarkFont) -> float:
    """How wide the stamp may get, before anybody knows how many pages and volumes there are."""
    return font.width(stamp_text(title, "jilid 888", "88888", "88888"), SIZE)


class PageStamp:
    """Stamps the pages of one PDF."""

    def __init__(self, pdf: Pdf, font: MarkFont, title: str) -> None:
        self._pdf, self._font = pdf, font
        self._layers = Layers(pdf, font)
        self._widest = widest(title, font)
        letters = set(stamp_text(title, "jilid 0123456789", "ivxlcdm", ""))
        self._codes = {ord(letter): f"{font.glyph(letter):04X}" for letter in letters}
        self._widths = {letter: font.width(letter, 1) for letter in letters}

    def put(self, page: Object, text: str, frame: Frame, room: Room) -> None:
        """Draw the text where the page has room for it."""
        width = room_for(frame, self._widest)
        size = SIZE * width / self._widest
        place = places(frame, width, HEIGHT)[room.place]
        own = size * sum(map(self._widths.__getitem__, text))
        drawn = self._draw(text, size, own, place, (width - own) * place.align, room.free)
        matrix = " ".join(f"{value:.6g}" for value in frame.matrix)
        content = f"/Artifact BMC\nq {matrix} cm {drawn} Q\nEMC\n".encode()
        self._layers.put(Page(page), self._pdf.make_stream(content))

    def _draw(
        self, text: str, size: float, width: float, place: Place, shift: float, free: bool
    ) -> str:
        left, bottom = place.left, place.bottom
        if place.turned:
            matrix = f"0 1 -1 0 {left + HEIGHT - _BASELINE:.2f} {bottom + shift:.2f}"
            box = f"{left:.2f} {bottom + shift:.2f} {HEIGHT:.2f} {width:.2f} re f"
        else:
            matrix = f"1 0 0 1 {left + shift:.2f} {bottom + _BASELINE:.2f}"
            box = f"{left + shift:.2f} {bottom:.2f} {width:.2f} {HEIGHT:.2f} re f"
        # Over something else it must at least be legible.
        paper = "" if free else f"1 g {box} "
        shown = f"BT {_GREY} {self._font.key} {size:.2f} Tf {matrix} Tm"
        return f"{paper}{shown} <{text.translate(self._codes)}> Tj ET"
