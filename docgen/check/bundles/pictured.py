"""Pictures of pages in a bundle, behind the page that stands for a file kept beside it.

The file is drawn again, and each picture must show what that shows.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from PIL import Image, ImageChops, ImageStat
from pypdfium2 import PdfDocument, PdfPage
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE

from docgen.check.bundles.volume import Volume
from docgen.check.pdf.damage import DAMAGE
from docgen.check.pdf.reading import bare
from docgen.findings import Finding, error
from docgen.guard import guarded_once
from docgen.limits import DRAWING, Stopped

# How the page before them says that they follow.
FOLLOWS = bare("Gambar halamannya ada di halaman-halaman berikut.")
# Both are compared as greys of this size; a picture is packed with some loss.
_SIZE = (120, 160)
_MOST_APART = 6.0  # mean of the differences, of 255


def shows_pictures(notice: Sequence[str]) -> bool:
    """Whether the words of a page, if it is there, say that pictures follow it."""
    return any(FOLLOWS in text for text in notice)


def check_pictures(
    original: Path, title: str, volume: Volume, first: int
) -> tuple[int, list[Finding]]:
    """How many pages there must be from page ``first`` (from 0) on, 0 when nobody can tell, and
    what is wrong with them. ``volume`` is the file that was read, ``original`` what they show."""
    compared = guarded_once(_compared, (original, volume.path, first), DRAWING)
    if compared is None or isinstance(compared, Stopped):
        return 0, []
    count, wrong = compared
    numbers = [first + number - volume.front + 1 for number in wrong]
    found = [
        error(
            "bundle-member-wrong",
            volume.where,
            f"halaman {number} bukan gambar dari halaman «{title}»",
        )
        for number in numbers
    ]
    return count, found


def _compared(given: tuple[Path, Path, int]) -> tuple[int, list[int]] | None:
    """The pages of a file, and which of them have no picture; None for a damaged one."""
    original, volume, first = given
    try:
        with PdfDocument(original) as document, PdfDocument(volume) as bundle:
            document.init_forms()
            count = len(document)
            return count, [
                number
                for number in range(count)
                if first + number >= len(bundle)
                or not _is_picture_of(bundle[first + number], document[number])
            ]
    except (*DAMAGE, SyntaxError):
        return None


def _is_picture_of(page: PdfPage, original: PdfPage) -> bool:
    pictures = list(page.get_objects(filter=[FPDF_PAGEOBJ_IMAGE]))
    if not pictures:
        return False
    shown = pictures[0].get_bitmap().to_pil()
    # As large as the picture: patterns look otherwise when they are drawn smaller.
    scale = shown.width / max(original.get_width(), 1)
    due = original.render(scale=scale, may_draw_forms=True).to_pil()
    differences = ImageChops.difference(_small(shown), _small(due))
    return bool(ImageStat.Stat(differences).mean[0] <= _MOST_APART)


def _small(image: Image.Image) -> Image.Image:
    return image.convert("L").resize(_SIZE, Image.Resampling.BOX)
