"""A stream put together from blocks that were deflated before is a stream like any other."""

from __future__ import annotations

import io
import zipfile
import zlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from docgen.ooxml.package import pack, packed_member
from docgen.ooxml.splice import LEAST, LONG, Splicer

KNOWN = ["<w:p>" * LEAST, "é" * LEAST, "kurang", "<w:t/>" + "abc" * LEAST]
texts = st.sampled_from(KNOWN) | st.text(max_size=30) | st.sampled_from(["x" * LONG, "y" * 70_000])


@settings(deadline=None)
@given(st.lists(texts, max_size=12))
def test_any_pieces_come_out_as_they_went_in(pieces: list[str]) -> None:
    whole = "".join(pieces).encode("utf-8", "strict")
    stream, check, size = Splicer(KNOWN).deflate(pieces)
    assert zlib.decompress(stream, -zlib.MAX_WBITS) == whole
    assert (check, size) == (zlib.crc32(whole), len(whole))


def test_known_pieces_are_not_deflated_again(monkeypatch: pytest.MonkeyPatch) -> None:
    splicer = Splicer(KNOWN)
    expected = splicer.deflate([KNOWN[0], "lain", KNOWN[3]])

    def refuse(*_arguments: object) -> None:
        raise AssertionError("deflated")

    monkeypatch.setattr(zlib, "compressobj", refuse)
    assert splicer.deflate([KNOWN[0], "lain", KNOWN[3]]) == expected


def test_a_zip_holds_such_a_stream() -> None:
    pieces = [KNOWN[0], "isi", KNOWN[1]]
    data = pack([packed_member("a.xml", *Splicer(KNOWN).deflate(pieces))])
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        assert package.read("a.xml").decode() == "".join(pieces)
