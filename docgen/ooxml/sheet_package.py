"""A workbook whose rows are written into it piece by piece, whatever their number.

The frame of a sheet (what stands before and after its rows: widths, merged cells, page breaks)
is known only after the last row. So rows wait in a temporary file, then the sheet is written in
order into the zip: memory stays flat.
"""

from __future__ import annotations

import io
import tempfile
import weakref
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import IO

from lxml import etree
from openpyxl.utils import get_column_letter, range_boundaries

from docgen.ooxml.package import CONTENT_TYPES
from docgen.ooxml.part import part_bytes

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
# Rows that take less stay in memory.
SMALL = 256 * 1024
_A_PIECE = 256 * 1024
# Deflate's level: 6 costs a third of a second more for 50,000 rows than 1, and saves a quarter.
_LEVEL = 6
# The earliest time a zip can hold, as docgen.ooxml.package has it; Unix, rw-r--r--.
_TIME, _UNIX, _RIGHTS = (1980, 1, 1, 0, 0, 0), 3, 0o644 << 16
_PLACE = "docgen-rows"  # a processing instruction where the rows will stand


class RowSpool:
    """Rows of one sheet on their way into a workbook; ``close()`` lets them go."""

    def __init__(self) -> None:
        self._file: IO[bytes] = tempfile.SpooledTemporaryFile(SMALL)  # noqa: SIM115, see below
        self.rows = 0
        # When a sheet cannot be finished, nobody closes its spool.
        self.close = weakref.finalize(self, self._file.close)

    def add(self, xml: str, rows: int) -> None:
        """Keep ``rows`` rows that follow those before."""
        self._file.write(xml.encode())
        self.rows += rows

    def copy_to(self, target: IO[bytes]) -> None:
        """Write all rows, in order."""
        self._file.seek(0)
        while piece := self._file.read(_A_PIECE):
            target.write(piece)

    @property
    def size(self) -> int:
        """Bytes of XML."""
        self._file.seek(0, io.SEEK_END)
        return self._file.tell()


@dataclass(frozen=True, slots=True)
class Body:
    """Rows of a sheet that follow row ``after`` of its frame, and the cells they merge (A7:J7).

    A frame whose rows have merged cells must have some of its own.
    """

    spool: RowSpool
    after: int
    merged: Sequence[str] = ()


def write_workbook(
    target: IO[bytes], parts: Mapping[str, bytes], bodies: Mapping[str, Body]
) -> None:
    """Write a package to ``target``; ``bodies`` are the streamed rows by the name of their part.

    The frame of such a part holds the rows before and after them, under their final numbers.
    The same parts and rows give the same bytes.
    """
    order = sorted(parts, key=lambda name: (name != CONTENT_TYPES, name))
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED, compresslevel=_LEVEL) as package:
        for name in order:
            about = zipfile.ZipInfo(name, _TIME)
            about.compress_type = zipfile.ZIP_DEFLATED
            about.create_system, about.external_attr = _UNIX, _RIGHTS
            body = bodies.get(name)
            if body is None:
                package.writestr(about, parts[name])
                continue
            before, behind = _around(parts[name], body)
            about.file_size = len(before) + body.spool.size + len(behind)  # is it a zip64?
            with package.open(about, "w") as member:
                member.write(before)
                body.spool.copy_to(member)
                member.write(behind)


def _around(frame: bytes, body: Body) -> tuple[bytes, bytes]:
    """What stands before and after the streamed rows."""
    root = etree.fromstring(frame)
    data = root.find(f"{MAIN}sheetData")
    assert data is not None
    index = sum(int(row.get("r", "0")) <= body.after for row in data)
    place = etree.ProcessingInstruction(_PLACE)
    marker = etree.tostring(place)
    data.insert(index, place)
    dimension = root.find(f"{MAIN}dimension")
    if dimension is not None:
        _, _, right, bottom = range_boundaries(dimension.get("ref", "A1"))
        last = max(int(bottom or 1), body.after + body.spool.rows)
        dimension.set("ref", f"A1:{get_column_letter(int(right or 1))}{last}")
    merges = root.find(f"{MAIN}mergeCells")
    if merges is not None:
        for reference in body.merged:
            etree.SubElement(merges, f"{MAIN}mergeCell").set("ref", reference)
        # openpyxl keeps them in a set.
        merges[:] = sorted(merges, key=_place)
        merges.set("count", str(len(merges)))
    whole = part_bytes(root)
    before, _, behind = whole.partition(marker)
    return before, behind


def _place(merged: etree._Element) -> tuple[int, int]:
    left, top, _, _ = range_boundaries(merged.get("ref", ""))
    return int(top or 0), int(left or 0)
