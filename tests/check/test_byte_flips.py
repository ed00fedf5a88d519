"""One byte of a file with a checksum turned over, anywhere: there is always an error."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from docgen.findings import Severity
from tests.check.full_office import (
    BAG,
    BUNDLE,
    LEDGER,
    LIST,
    OUT,
    SECOND,
    SUMS,
    codes,
    copy_of,
    findings_of,
)

pytestmark = pytest.mark.soffice

FEW, MANY, SEED = 15, 200, 20250201


def targets(root: Path) -> list[list[Path]]:
    """The files with checksums, by kind, each kind as often as the others."""
    copies = (root / OUT / "letters").glob("*/*/*.*-*.pdf")
    archive = (root / OUT / "letters").glob("*/*/*.arsip.pdf")
    bundle = [root / name for name in (BUNDLE, SECOND, LIST)]
    bag = (path for path in (root / BAG).rglob("*") if path.is_file())
    return [sorted([*copies, *archive]), bundle, [root / LEDGER], [root / SUMS], sorted(bag)]


def flip(path: Path, chance: random.Random) -> tuple[int, int]:
    """Turn some bits of one byte over; which byte, and which bits."""
    data = bytearray(path.read_bytes())
    place, mask = chance.randrange(len(data)), chance.randrange(1, 256)
    data[place] ^= mask
    path.write_bytes(data)
    return place, mask


@pytest.mark.parametrize("count", [FEW, pytest.param(MANY, marks=pytest.mark.full)])
def test_every_flipped_byte_is_an_error(count: int, full: Path, tmp_path: Path) -> None:
    root = copy_of(full, tmp_path / "kantor")
    chance = random.Random(SEED + count)
    kinds = targets(root)
    assert all(kinds)
    for number in range(count):
        path = chance.choice(kinds[number % len(kinds)])
        before = path.read_bytes()
        place = flip(path, chance)
        found = codes(findings_of(root), Severity.ERROR)
        assert found, (path.relative_to(root), place)
        path.write_bytes(before)
    assert not codes(findings_of(root), Severity.ERROR)
