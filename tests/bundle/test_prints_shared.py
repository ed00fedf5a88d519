"""``cetak.pdf`` in chunks that workers make: the same bytes, whoever makes them or kept them."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from docgen.bundle import Batch, KeptChunks, KeptPieces, Sheets, print_copies
from docgen.bundle.prints import copies
from docgen.limits import Stopped
from docgen.workers.here import Processes

A4 = ((0, 0, 595, 842), 0)


@pytest.fixture(autouse=True)
def small_chunks(monkeypatch: pytest.MonkeyPatch) -> None:
    def in_twos(items: Sequence[Batch], *_how: object, **_sizes: int) -> Iterator[list[Batch]]:
        return (list(items[start : start + 2]) for start in range(0, len(items), 2))

    monkeypatch.setattr(copies, "cut_at_names", in_twos)
    monkeypatch.setattr(copies, "WORTHWHILE", 1)


@pytest.fixture
def letters(make_pdf: Callable[..., Path], tmp_path: Path) -> list[Batch]:
    """Letters of one to three pages, two copies each; one of them cannot be opened."""
    found = []
    for number, pages in enumerate((1, 2, 3, 1, 1, 2, 3)):
        path = make_pdf(f"{number}.pdf", *[A4] * pages)
        found.append(Batch(f"Surat {number}", (Sheets("asli", path), Sheets("arsip", path))))
    broken = tmp_path / "rusak.pdf"
    broken.write_bytes(b"%PDF-1.7 rusak")
    return [*found[:3], Batch("Surat rusak", (Sheets("asli", broken),)), *found[3:]]


@pytest.mark.parametrize("duplex", [False, True])
def test_whoever_makes_the_chunks(letters: list[Batch], duplex: bool) -> None:
    alone = print_copies(letters, title="x", duplex=duplex)
    with Processes(2) as workers:
        assert print_copies(letters, title="x", duplex=duplex, workers=workers) == alone
    assert alone.pdf and [path.name for path in alone.stopped] == ["rusak.pdf"]


def _die(_order: object) -> Stopped:
    os._exit(9)


def test_chunks_of_a_process_that_dies_are_made_here(
    letters: list[Batch], monkeypatch: pytest.MonkeyPatch
) -> None:
    alone = print_copies(letters, title="x")
    task = copies.Task

    def deadly(**given: object) -> object:
        return task(**{**given, "work": _die})

    monkeypatch.setattr(copies, "Task", deadly)
    with Processes(2) as workers:
        assert print_copies(letters, title="x", workers=workers) == alone


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> list[list[str]]:
    """The letters of each chunk that was made."""
    found: list[list[str]] = []
    make = copies.printed_chunk

    def told(order: copies._Order) -> copies._Made:
        found.append([batch.title for batch in order.batches])
        return make(order)

    monkeypatch.setattr(copies, "printed_chunk", told)
    return found


def kept_in(folder: Path) -> KeptChunks:
    return KeptChunks(KeptPieces(folder, lambda path: path.read_bytes().hex()))


def printed(letters: Sequence[Batch], folder: Path, duplex: bool) -> object:
    """What is printed, in which what was kept makes no difference."""
    kept = kept_in(folder)
    result = print_copies(letters, title="x", duplex=duplex, kept=kept)
    kept.pieces.prune()
    assert result == print_copies(letters, title="x", duplex=duplex)
    return result


@pytest.mark.parametrize("duplex", [False, True])
def test_of_what_was_kept_only_a_changed_chunk_is_made(
    letters: list[Batch], make_pdf: Callable[..., Path], tmp_path: Path, made: list[list[str]],
    duplex: bool,
) -> None:  # fmt: skip
    folder = tmp_path / "simpan"
    printed(letters, folder, duplex)
    for pages in (4, 1):  # also where all that follows comes to begin on another side of a sheet
        made.clear()
        longer = make_pdf("baru.pdf", *[A4] * pages)
        changed = [Batch("Surat 0", (Sheets("asli", longer),)), *letters[1:]]
        kept = kept_in(folder)
        print_copies(changed, title="x", duplex=duplex, kept=kept)
        # Which cannot be opened is never kept.
        assert made == [["Surat 0", "Surat 1"], ["Surat 2", "Surat rusak"]]
        printed(changed, folder, duplex)


@pytest.mark.parametrize("damage", [b"", b"x" * 99])
def test_a_damaged_chunk_is_made_again(
    letters: list[Batch], tmp_path: Path, damage: bytes, made: list[list[str]]
) -> None:
    folder = tmp_path / "simpan"
    first = printed(letters, folder, False)
    (folder / "half.tmp").write_bytes(b"of a killed run")
    assert printed(letters, folder, False) == first
    there = sorted(folder.iterdir())
    assert len(there) == 3
    there[0].write_bytes(damage)
    made.clear()
    assert print_copies(letters, title="x", kept=kept_in(folder)) == first
    assert len(made) == 2
    assert sorted(folder.iterdir()) == there
