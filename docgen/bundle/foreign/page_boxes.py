"""The boxes and the rotation of foreign pages, made sound (ISO 32000-1, 7.7.3.3 and 14.11.2)."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import Decimal

from pikepdf import Array, Dictionary, Object, Pdf, Stream

Box = tuple[float, float, float, float]

LETTER: Box = (0, 0, 612, 792)  # what readers take when a page has no size
# ISO 19005-2, 6.1.13.
SMALLEST, LARGEST = 3, 14400
# All that a page may bring along; the rest holds for its file alone, or for the screen.
_KEPT = frozenset({
    "/Type", "/Parent", "/Resources", "/MediaBox", "/CropBox", "/BleedBox", "/TrimBox", "/ArtBox",
    "/Rotate", "/Contents", "/Group", "/Annots", "/UserUnit",
})  # fmt: skip
_INNER_BOXES = ("/CropBox", "/BleedBox", "/TrimBox", "/ArtBox")
# A shown crop box of less than this many points is a mistake.
_LEAST_CROP = 3.0


def mend_pages(pdf: Pdf) -> tuple[int, int]:
    """How many pages were mended, and how many had actions, which are gone.

    A page keeps its boxes, rotation, content and annotations. A box that is none goes; one that
    reaches out of the sheet is cut.
    """
    mended = active = 0
    for page in pdf.pages:
        holder = page.obj
        active += "/AA" in holder
        for key in list(holder.keys()):
            if key not in _KEPT:
                del holder[key]
        mended += _mend(holder)
    return mended, active


def odd_sizes(pdf: Pdf) -> list[int]:
    """The numbers (from 1) of the pages that are too small or too large, on paper or for PDF/A.

    PDF/A limits the numbers of a box, whatever the unit; a page of kilometres is none either way.
    """
    found = []
    for number, page in enumerate(pdf.pages, 1):
        box = rectangle(page.obj.get("/MediaBox")) or LETTER
        unit = _number(page.obj.get("/UserUnit")) or 1
        wide, high = box[2] - box[0], box[3] - box[1]
        sides = wide, high, wide * unit, high * unit
        if not all(SMALLEST <= side <= LARGEST for side in sides):
            found.append(number)
    return found


def rectangle(value: object) -> Box | None:
    """The four numbers with the lower left corner first; None for anything else."""
    if not isinstance(value, Array) or len(value) != 4:
        return None
    numbers = [_number(item) for item in value]
    if any(number is None for number in numbers):
        return None
    x1, y1, x2, y2 = (number or 0.0 for number in numbers)
    return min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2)


def _mend(page: Object) -> bool:
    changed = False
    sheet = rectangle(page.get("/MediaBox"))
    if sheet is None:
        sheet, changed = LETTER, True
        page.MediaBox = Array(list(LETTER))
    for key in _INNER_BOXES:
        if key in page:
            changed |= _fit(page, key, sheet)
    changed |= _mend_rotation(page)
    for key, kinds in (
        ("/Contents", Stream | Array), ("/Group", Dictionary), ("/Annots", Array),
    ):  # fmt: skip
        if key in page and not isinstance(page.get(key), kinds):
            del page[key]
            changed = True
    contents = page.get("/Contents")
    if isinstance(contents, Array) and not all(isinstance(part, Stream) for part in contents):
        page.Contents = Array([part for part in contents if isinstance(part, Stream)])
        changed = True
    if not isinstance(page.get("/Resources"), Dictionary):
        page.Resources = Dictionary()
    unit = page.get("/UserUnit")
    if unit is not None and not (_number(unit) or 0) > 0:
        del page.UserUnit
        changed = True
    return changed


def _fit(page: Object, key: str, sheet: Box) -> bool:
    """Cut a box to the sheet; a reader does the same."""
    box = rectangle(page.get(key))
    cut = box and _common(box, sheet)
    if cut is None or min(cut[2] - cut[0], cut[3] - cut[1]) < _LEAST_CROP:
        del page[key]
        return True
    if cut != box:
        page[key] = Array([round(side, 4) for side in cut])
        return True
    return False


def _mend_rotation(page: Object) -> bool:
    if "/Rotate" not in page:
        return False
    rotation = _number(page.get("/Rotate"))
    if rotation is not None and rotation % 90 == 0:
        right = int(rotation) % 360
        if page.get("/Rotate") == right:
            return False
        page.Rotate = right
        return False  # the same turn in other words
    del page.Rotate
    return True


def _common(one: Box, other: Box) -> Box:
    return (
        max(one[0], other[0]), max(one[1], other[1]), min(one[2], other[2]), min(one[3], other[3]),
    )  # fmt: skip


def _number(value: object) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float | Decimal):
        return None
    number = float(value)
    return number if math.isfinite(number) else None


def are_numbers(values: Sequence[object]) -> bool:
    """Whether all are plain numbers."""
    return all(_number(value) is not None for value in values)
