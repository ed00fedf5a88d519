"""Packages have the same bytes whatever order their parts came in."""

from __future__ import annotations

import io
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.ooxml.package import CONTENT_TYPES, fixed_package, read_package, write_package

PARTS = {"word/document.xml": b"<a/>" * 500, CONTENT_TYPES: b"<Types/>", "_rels/.rels": b""}


@given(st.permutations(sorted(PARTS.items())))
def test_order_does_not_matter(parts: list[tuple[str, bytes]]) -> None:
    data = write_package(parts)
    assert data == write_package(PARTS.items())
    assert read_package(data) == PARTS
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.namelist()[0] == CONTENT_TYPES
        assert {info.date_time for info in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert {info.create_system for info in package.infolist()} == {3}


def test_clock_and_folders_of_a_package_are_dropped() -> None:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as package:
        package.writestr(zipfile.ZipInfo("word/", (2024, 5, 6, 7, 8, 10)), b"")
        for name, data in PARTS.items():
            package.writestr(zipfile.ZipInfo(name, (2024, 5, 6, 7, 8, 10)), data)
    assert fixed_package(made.getvalue()) == write_package(PARTS.items())


@pytest.mark.parametrize("data", [b"", b"not a zip", b"PK\x03\x04"])
def test_what_is_no_zip_is_refused(data: bytes) -> None:
    with pytest.raises(zipfile.BadZipFile):
        read_package(data)
