"""Letters of generated templates: joined or alone, they are the same paper.

Text and pixels of every page are compared, not those of a sample. Templates that are not joined
must say so, and why.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from pypdfium2 import PdfDocument

from docgen.convert import Job, Outcome, batch_names, batches, convert_all
from tests.support.generated_letters import Generated, generated, write_generated
from tests.support.workspaces import soffice

pytestmark = pytest.mark.soffice
FEW_LETTERS = 6
# Every kind of opening and of ending that was ever other when joined.
FEW = tuple(
    Generated(1000 + n, *pieces, columns=1, header=n % 2 > 0, counted=n % 4 > 1, exact=n < 6)
    for n, pieces in enumerate((
        ("alinea", (), "kosong"),
        ("bingkai", (), "alinea"),
        ("tersembunyi", (), "kosong GoBack"),
        ("tabel", (), "berjarak"),
        ("alinea", ("bagian",), "judul besar"),
        ("gambar", ("tabel berjudul",), "tanda tangan"),
        ("kosong", ("bingkai halaman",), "tersembunyi"),
        ("alinea", ("tabel di dalam tabel",), "tabel kecil"),
    ))
)  # fmt: skip
MANY, MANY_LETTERS = 60, 15
DPI = 60
# What a template may hold that is not joined, and a word of the reason.
REASONS = {
    "tabel mengambang": "mengambang", "kolom": "kolom", "bingkai terakhir": "bingkai",
}  # fmt: skip


@pytest.fixture(scope="module")
def program() -> Path:
    return soffice()


def test_few_generated_templates(program, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr(batches, "LEAST", FEW_LETTERS)
    assert check_alike(program, tmp_path, FEW, FEW_LETTERS) == len(FEW)


@pytest.mark.full
def test_many_generated_templates(program, tmp_path: Path) -> None:
    joined = check_alike(program, tmp_path, list(map(generated, range(MANY))), MANY_LETTERS)
    assert joined >= MANY // 3


def check_alike(program: Path, folder: Path, templates: Sequence[Generated], count: int) -> int:
    """Compare all pages; how many templates were joined."""
    sources = [
        source
        for template in templates
        for source in write_generated(folder / str(template.seed), template, count)
    ]
    names = [name for template in templates for name in batch_names(str(template.seed), count)]
    joined = convert(program, sources, folder / "a", names)
    alone = convert(program, sources, folder / "b", [""] * len(sources))
    for one, other in zip(joined, alone, strict=True):
        assert pages(one.job.target) == pages(other.job.target), (one.job.source, one.job.batch)
    hints = [outcome.hint for outcome in joined[::count]]
    for template, hint in zip(templates, hints, strict=True):
        assert is_true(template, hint and hint.message), (template, hint)
    return hints.count(None)


def convert(
    program: Path, sources: Sequence[Path], folder: Path, names: Sequence[str]
) -> tuple[Outcome, ...]:
    jobs = [
        Job(source, folder / f"{number}.pdf", source.stem, batch=name)
        for number, (source, name) in enumerate(zip(sources, names, strict=True))
    ]
    return convert_all(jobs, program)


def pages(path: Path) -> list[tuple[str, str]]:
    """Text and picture of each page."""
    return list(_pages(path))


def _pages(path: Path) -> Iterator[tuple[str, str]]:
    with PdfDocument(path) as pdf:
        for page in pdf:
            picture = bytes(page.render(scale=DPI / 72).buffer)
            yield page.get_textpage().get_text_range(), hashlib.sha256(picture).hexdigest()


def is_true(template: Generated, reason: str | None) -> bool:
    """Whether a template that was joined has nothing to hinder it, and else says what it has."""
    pieces = (template.opening, *template.middle, template.ending)
    hindrances = {REASONS[piece] for piece in pieces if piece in REASONS}
    if template.columns > 1:
        hindrances.add("kolom")
    if reason is None:
        return not hindrances
    return any(word in reason.partition("karena")[2] for word in hindrances)
