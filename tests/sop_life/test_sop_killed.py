"""Decisions and builds that are killed anywhere: the history is whole, the next run completes."""

from __future__ import annotations

import random
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from docgen.findings import Severity
from docgen.workspace.sop_life.listed import open_sops
from docgen.workspace.sop_life.write import freeze
from tests.sop_life.killed import call, die
from tests.support.sop_life import TODAY, frozen, office
from tests.support.workspaces import snapshot, use_fake

CUTI = "sop_specs/cuti.yaml"
APPROVE = ("sop", "approve", CUTI, "--tanggal", "2 Juni 2025", "--oleh", "Ratna", "-q")
REVISE = ("sop", "revise", CUTI, "--alasan", "x", "--tanggal", "1 Juni 2025", "-q")
BUILD = ("build", "-q")
# In ``make test``, and all that are asked for in the long runs.
FEW, MANY = 3, 50


@pytest.fixture(autouse=True)
def fake_office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No LibreOffice is needed to die."""
    use_fake(monkeypatch, tmp_path, "exits_zero")


def started(root: Path) -> None:
    """A SOP in force."""
    frozen(office(root) / CUTI)


def revised(root: Path) -> None:
    """The same with a revision in flight."""
    started(root)
    assert call(root, 0, REVISE).code == 0


def built_from(root: Path) -> None:
    """Frozen files that a build can deliver, and a revision in flight."""
    office(root)
    first = ("sop", "approve", CUTI, "--tanggal", "2 Mei 2025", "--oleh", "Ratna", "-q")
    assert call(root, 0, first).code == 0
    assert call(root, 0, REVISE).code == 0


def whole(root: Path) -> bool:
    """Whether no finding is an error: every frozen file is there, and as it was."""
    return not any(each.severity is Severity.ERROR for each in open_sops(root, TODAY)[2])


def kill_and_complete(base: Path, words: tuple[str, ...], folder: Path, count: int) -> None:
    """Kill it at ``count`` of its steps, and run it again each time."""
    measure = Path(shutil.copytree(base, folder / "utuh"))
    done = call(measure, 0, words)
    assert done.code == 0, done.said
    history = snapshot(measure / "sop_specs")
    points = random.Random(19).sample(range(1, done.steps + 1), min(count, done.steps))
    for point in points:
        root = Path(shutil.copytree(base, folder / str(point)))
        before = (root / CUTI).read_bytes()
        assert call(root, point, words).code is None
        assert whole(root), point
        again = call(root, 0, words)
        # A decision that was complete when it was killed is not taken twice.
        is_done = again.code == 1 and (root / CUTI).read_bytes() != before
        assert again.code == 0 or is_done, (point, again.said)
        assert whole(root), point
        found = snapshot(root / "sop_specs")
        assert {name: data for name, data in found.items() if "sementara" not in name} == history


def test_a_revision_that_is_killed(tmp_path: Path) -> None:
    started(tmp_path / "asal")
    kill_and_complete(tmp_path / "asal", REVISE, tmp_path, FEW)


def test_freezing_that_is_killed_at_every_step(tmp_path: Path) -> None:
    """What an approval writes, without what it renders."""
    base = tmp_path / "asal"
    revised(base)
    data = (base / CUTI).read_bytes()
    approved = data.replace(b"efektif:", b"efektif: 2 Juni 2025")
    assert approved != data  # the spec and the folder are two steps
    record = frozen(base / CUTI, 1).joinpath("pengesahan.json").read_bytes()
    shutil.rmtree(base / "sop_specs/riwayat/cuti/1")
    files = {"cuti.yaml": approved, "cuti.pdf": b"%PDF", "pengesahan.json": record}

    def work(root: Path) -> Callable[[], int]:
        def freezing() -> int:
            spec = root / CUTI
            folder = root / "sop_specs/riwayat/cuti/1"
            freeze(folder, files, (spec, spec.read_bytes(), approved))
            return 0

        return freezing

    measure = Path(shutil.copytree(base, tmp_path / "utuh"))
    done = die(measure, 0, work(measure))
    assert done.code == 0 and done.steps > len(files), done.said
    for point in range(1, done.steps + 1):
        root = Path(shutil.copytree(base, tmp_path / str(point)))
        assert die(root, point, work(root)).code is None
        assert whole(root), point
        if not (root / "sop_specs/riwayat/cuti/1").exists():
            assert die(root, 0, work(root)).code == 0, point
        assert whole(root), point
        assert snapshot(root / "sop_specs/riwayat/cuti/1") == snapshot(
            measure / "sop_specs/riwayat/cuti/1"
        )


@pytest.mark.full
@pytest.mark.parametrize(
    ("words", "begin"), [(APPROVE, revised), (REVISE, started), (BUILD, built_from)]
)
def test_killed_at_fifty_points(
    words: tuple[str, ...], begin: Callable[[Path], None], tmp_path: Path
) -> None:
    base = tmp_path / "asal"
    begin(base)
    kill_and_complete(base, words, tmp_path, MANY)
