"""Many letters at once: threads do not see each other's, and the bytes are the same everywhere."""

from __future__ import annotations

import concurrent.futures
import hashlib
import io
import os
import subprocess
import sys
import zipfile
from typing import Any

import docx
import pytest

from docgen.findings import Where
from docgen.render.template import Image, Template
from tests.support.packages import header, p, package, picture, tbl, tr
from tests.support.workspaces import ROOT

WHERE = Where("templates/uji.docx")
BODY = (
    p("{{ id }} {{ g }}{% set x = id ~ '!' %}{{ x }} {{ id|qr(12) }} {{ berkas|gambar }}")
    + tbl(1, tr("{{ x }}"), tr("{%tr for y in ys %}"), tr("{{ y }} {{ x }}"), tr("{%tr endfor %}"))
)  # fmt: skip
HEAD = "<dc:title>{{ id }}</dc:title>"


def template() -> Template:
    head = header("header1", p("{% set x = 0 %}{{ id }}{{ g }}"), "rId1")

    def read(path: str) -> bytes:
        return picture(int(path), "JPEG")

    section = '<w:headerReference w:type="default" r:id="rId1"/>'
    return Template(package(BODY, head, section=section, core=HEAD), WHERE, read)


def context(n: int) -> dict[str, Any]:
    image = Image(picture(n % 50), 10 + n % 50)
    return {"id": f"S-{n:05}", "g": image, "berkas": str(n), "ys": [f"y{n}"] * (n % 4)}


def assert_own(made: bytes, n: int) -> None:
    """The letter has its own text and its own three pictures, and nothing else."""
    document = docx.Document(io.BytesIO(made))
    own = f"S-{n:05}"
    assert document.core_properties.title == own
    assert document.paragraphs[0].text == f"{own} {own}!  "
    (table,) = document.tables
    assert [row.cells[0].text for row in table.rows] == [f"{own}!"] + [f"y{n} {own}!"] * (n % 4)
    assert document.sections[0].header.paragraphs[0].text == own
    with zipfile.ZipFile(io.BytesIO(made)) as archive:
        media = {archive.read(name) for name in archive.namelist() if "/media/" in name}
    assert len(media) == 3
    assert {picture(n % 50), picture(n, "JPEG")} < media
    shapes = document.inline_shapes
    assert len(shapes) == 3
    for shape, data in ((shapes[0], picture(n % 50)), (shapes[2], picture(n, "JPEG"))):
        embedded = shape._inline.graphic.graphicData.pic.blipFill.blip.embed
        assert document.part.related_parts[embedded].blob == data
    assert round(shapes[0].height.mm) == 10 + n % 50


def digest(numbers: range) -> str:
    made = template()
    return hashlib.sha256(b"".join(made.render(context(n)) for n in numbers)).hexdigest()


def in_threads(count: int, threads: int) -> None:
    shared = template()
    expected = {n: template().render(context(n)) for n in range(0, count, 97)}
    with concurrent.futures.ThreadPoolExecutor(threads) as pool:
        made = list(pool.map(lambda n: shared.render(context(n)), range(count)))
    for n, data in enumerate(made):
        text = zipfile.ZipFile(io.BytesIO(data)).read("word/document.xml")
        if n in expected:
            assert data == expected[n]
        if n % 20 == 0:
            assert_own(data, n)
        assert text.count(b"S-") == text.count(f"S-{n:05}".encode())


def test_threads_do_not_mix_letters() -> None:
    in_threads(400, 8)


@pytest.mark.full
def test_threads_do_not_mix_many_letters() -> None:
    in_threads(4000, 8)


def test_threads_do_not_mix_findings() -> None:
    """Each row's findings are about its own row, while others fail and succeed beside it."""
    shared = Template(package(p("{{ a }} {{ b }}") + p("{{ c }}")), WHERE)

    def found(n: int) -> list[str]:
        values = {name: n for place, name in enumerate("abc") if n >> place & 1}
        faults = shared.faults(values, Where("data.xlsx", cell=f"A{n}"))
        assert all(f"A{n})" in each.message for each in faults)
        return sorted(each.message.partition("«")[2][0] for each in faults)

    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        for n, names in enumerate(pool.map(found, range(200))):
            assert names == [name for place, name in enumerate("abc") if not n >> place & 1]


def test_all_processes_give_the_same_bytes() -> None:
    """Whatever the seed of Python's hashes, and however warm the caches are."""
    program = "from tests.render.test_compiled_letters import *; print(digest(range(3)))"
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed, "PYTHONPATH": str(ROOT)},
            stdout=subprocess.PIPE, text=True,
        )
        for seed in ("0", "1")
    ]  # fmt: skip
    for n in range(40):
        template().render(context(n))
    digests = {process.communicate(timeout=120)[0].strip() for process in running}
    assert digests == {digest(range(3))}
