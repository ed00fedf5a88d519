"""What comes from outside comes in by the doors of ``docgen/outside``, and they hold."""

from __future__ import annotations

import ast
import pickle
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from docgen.outside.files import (
    NotAFileError,
    TooLargeError,
    fits,
    json_of,
    read_bytes,
    read_text,
)
from docgen.outside.packages import OddPackageError, check_package
from tests.support.hostile.nodes import NODES
from tests.support.hostile.packages import declared, overlapping, with_part, word

ROOT = Path(__file__).resolve().parents[1]
READING = ("read_bytes", "read_text")
# Modules that read what docgen itself has just written, what travels with it, or /proc.
OWN = frozenset({
    "bundle/foreign/layers.py", "bundle/marks/font.py", "bundle/pdf/xmp.py",
    "bundle/pdfa/stand_ins.py", "bundle/pdfa/verdict.py", "bundle/volumes/segments.py",
    "check/report/said.py",
    "check/report/words.py", "convert/cache.py", "convert/equal.py", "convert/hints.py",
    "convert/inspect/office_errors.py", "convert/inspect/pdf.py",
    "convert/joined/own_resources.py", "convert/joined/specimen.py", "convert/joined/split.py",
    "convert/libreoffice/old_formats.py", "convert/libreoffice/settling.py", "convert/spread.py",
    "flowchart/text.py", "forms/papers.py", "forms/sop.py", "forms/told.py", "guard.py",
    "letter_kinds.py", "load/legacy/spelled.py", "load/skp/regimes.py", "load/workspace.py",
    "rules/sop/data.py", "rules/sop/laws.py", "starter/files.py", "starter/notes.py",
    "templates/kinds.py", "temporary.py", "webpage/standalone.py", "workers/shared.py",
    "workspace/delivery/pdfs.py", "workspace/single_sops.py",
})  # fmt: skip


def readers() -> Iterator[str]:
    for path in sorted((ROOT / "docgen").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
            if is_call and node.func.attr in READING:
                yield path.relative_to(ROOT / "docgen").as_posix()


def test_files_come_in_by_the_door() -> None:
    assert set(readers()) <= OWN


@pytest.mark.parametrize("node", NODES.values(), ids=NODES)
def test_what_is_no_file_or_too_large(tmp_path: Path, node: object) -> None:
    path = tmp_path / "x.pdf"
    assert callable(node)
    node(path)
    for read in (read_bytes, fits):
        with pytest.raises(OSError) as raised:
            read(path)
        if not isinstance(raised.value, TooLargeError | NotAFileError):
            assert isinstance(raised.value, IsADirectoryError) or raised.value.errno
        again = pickle.loads(pickle.dumps(raised.value))
        assert (type(again), again.errno) == (type(raised.value), raised.value.errno)


@given(size=st.integers(0, 50), most=st.integers(0, 50))
def test_a_file_is_read_whole_or_not_at_all(
    tmp_path_factory: pytest.TempPathFactory, size: int, most: int
) -> None:
    path = tmp_path_factory.mktemp("x") / "x"
    path.write_bytes(b"x" * size)
    if size <= most:
        assert read_bytes(path, most) == b"x" * size
    else:
        with pytest.raises(TooLargeError):
            read_bytes(path, most)


@given(st.text())
def test_text_is_as_python_itself_reads_it(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    path = tmp_path_factory.mktemp("x") / "x"
    path.write_bytes(text.encode("utf-8", "replace"))
    assert read_text(path, 10**6) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize("text", ["[" * 100_000, "9" * 5000, "{", "\0"])
def test_no_json_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError):
        json_of(text)


@given(st.integers(0, 10**7))
def test_a_part_is_as_long_as_it_says(size: int) -> None:
    data = with_part(word(), "word/x.xml", b"x" * 5000)
    assert check_package(data) == data
    if size != 5000:
        with pytest.raises(OddPackageError):
            check_package(declared(data, "word/x.xml", size))


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_parts_lie_apart_and_are_packed_as_office_packs(tmp_path: Path, method: int) -> None:
    with pytest.raises(OddPackageError):
        check_package(overlapping(word(), "word/document.xml", 3))
    path = tmp_path / "x.docx"
    with zipfile.ZipFile(path, "w", method) as package:
        package.writestr("word/document.xml", "x" * 10_000)
    with pytest.raises(OddPackageError):
        check_package(path.read_bytes())


def test_a_small_file_that_grows_is_not_followed(tmp_path: Path) -> None:
    """As those in /proc, which have no size and yet bytes."""
    path = Path("/proc/self/status")
    if path.is_file():
        assert len(read_bytes(path, 10**6)) <= path.stat().st_size + 1
