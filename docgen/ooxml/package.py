"""Office packages as bytes that are the same on every run (ECMA-376 part 2)."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterable

CONTENT_TYPES = "[Content_Types].xml"
# The earliest time a zip can hold; writing the clock would change the bytes.
ZIP_TIME = (1980, 1, 1, 0, 0, 0)
UNIX = 3


def write_package(members: Iterable[tuple[str, bytes]]) -> bytes:
    """A zip of the members with fixed times, content types first as Office writes them."""
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w") as target:
        for name, data in sorted(members, key=lambda member: (member[0] != CONTENT_TYPES, member)):
            info = zipfile.ZipInfo(name, ZIP_TIME)
            info.compress_type = zipfile.ZIP_DEFLATED
            info.external_attr = 0o644 << 16
            # zipfile writes down the system it runs on; the bytes must not depend on it.
            info.create_system = UNIX
            target.writestr(info, data)
    return result.getvalue()


def read_package(data: bytes) -> dict[str, bytes]:
    """The members of a package by name. Raises zipfile.BadZipFile."""
    with zipfile.ZipFile(io.BytesIO(data)) as source:
        return {name: source.read(name) for name in source.namelist() if not name.endswith("/")}


def fixed_package(data: bytes) -> bytes:
    """The same package with fixed times and order."""
    return write_package(read_package(data).items())
