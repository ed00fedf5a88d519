"""What a file really is: a password is a password everywhere, and a photo of a phone is named."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.bundle import image_pdf
from docgen.bundle.foreign.take_in import take_in
from docgen.bundle.pdf.signed import read_pdf
from docgen.convert.inspect.office_file import check_office_file
from docgen.errors import FindingsError
from docgen.findings import Finding, Where
from docgen.load.tables.read import read_table
from docgen.model.file_kinds import HEIC, LOCKED, OLE, really
from docgen.render.template.source import open_template
from docgen.render.workbook.look import open_template as open_look

ENCRYPTED = OLE + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 90
PHOTOS = [b"\0\0\0\x18ftyp" + brand + b"\0" * 90 for brand in (b"heic", b"heix", b"mif1", b"msf1")]


def locked_zip() -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as package:
        package.writestr("[Content_Types].xml", "x")
    data = bytearray(stream.getvalue())
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    return bytes(data)


def raised(read: Callable[[], object]) -> Finding:
    with pytest.raises(FindingsError) as problem:
        read()
    (finding,) = problem.value.findings
    return finding


def as_table(data: bytes, path: Path) -> Finding:
    (finding,) = read_table(path, None, shown_as="x").findings
    return finding


def as_office_file(data: bytes, path: Path) -> Finding:
    found = check_office_file(path)
    assert isinstance(found, Finding)
    return found


READERS: dict[str, Callable[[bytes, Path], Finding]] = {
    "table": as_table,
    "enclosure": as_office_file,
    "word template": lambda data, path: raised(lambda: open_template(data, Where("x"))),
    "workbook template": lambda data, path: raised(lambda: open_look(data, "x")),
    "signed paper": lambda data, path: raised(lambda: read_pdf(path)),
    "picture": lambda data, path: raised(lambda: image_pdf(data, path, "x")),
    "foreign": lambda data, path: raised(
        lambda: take_in(path, path.with_suffix(".out"), Where("x"))
    ),
}


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize(
    ("data", "said"),
    [(ENCRYPTED, LOCKED), (locked_zip(), LOCKED), *((photo, HEIC) for photo in PHOTOS)],
)
def test_it_is_called_the_same_everywhere(
    reader: str, data: bytes, said: str, tmp_path: Path
) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(data)
    assert said in READERS[reader](data, path).message


@pytest.mark.parametrize(
    "data",
    [OLE + b"\0" * 600, b"RIFF0000WEBPVP8 ", b"II*\0", b"MM\0*", b"\xef\xbb\xbf <!DOCTYPE html>",
     b"<table><tr>", b"<HTML>"],
)  # fmt: skip
def test_other_kinds_have_names(data: bytes) -> None:
    assert really(data) not in ("", LOCKED, HEIC)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"\x89PNG", b"id;nama", b"PK\x03\x04broken"])
def test_what_nobody_knows(data: bytes) -> None:
    assert really(data) == ""


@given(st.binary(max_size=64))
def test_any_bytes(data: bytes) -> None:
    assert really(data) == "" or "simpan" in really(data)
