"""Which sheets a workbook on the disk shows."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from docgen.limits import MOST_TABLE
from docgen.load.tables import odd_packages
from docgen.outside.files import read_bytes


def visible_sheets(path: Path) -> Iterator[str]:
    """The names of a workbook's visible sheets; none when it is no workbook."""
    try:
        yield from odd_packages.visible_sheets(read_bytes(path, MOST_TABLE))
    except (OSError, zipfile.BadZipFile, etree.XMLSyntaxError, ValueError):
        return
