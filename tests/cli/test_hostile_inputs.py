"""Whatever is fed to docgen, it answers with a documented code, in words, and within its limits."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from tests.support.hostile.cases import CONVERTING, Case, cases
from tests.support.hostile.runs import Run, run_measured
from tests.support.workspaces import soffice

# What a child may take beyond the program itself, and room for what differs between systems.
MOST_MEMORY = 2_000_000_000
# Far beyond any limit of docgen: who needs so long hangs.
HANGS = 240.0
# Each reader once, of what takes it no time to refuse.
QUICK = frozenset({
    "check a PDF: looping_tree", "check a PDF: page_tree_of_trees", "check a PDF: fifo",
    "convert a document: fifo", "docgen.toml: fifo", "docgen.toml: 10,000 levels",
    "docgen.toml: 60 MB", "check a spec: many anchors", "json of letters: 100,000 mappings",
    "csv of letters: a million columns", "ledger: nested", "register: fifo",
    "scan: 2,000,000,000 x 1", "template: lying large", "workbook of letters: far row",
    "signed paper: sparse", "state: no text",
})  # fmt: skip
CASES = {case.name: case for case in cases()}

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="no limits without fork(2)")


def answered(case: Case, tmp_path: Path) -> Run:
    folder = tmp_path / "kantor"
    folder.mkdir()
    words = case.prepare(folder)
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    run = run_measured(words, folder, HANGS)
    assert run.is_answered, f"{run.code}: {run.output[-2000:]}"
    assert run.memory < MOST_MEMORY
    assert not [path for path in folder.rglob("*.tmp") if path not in before]
    return run


def test_each_reader_is_asked_and_there_are_enough() -> None:
    assert CASES.keys() >= QUICK
    assert len(CASES) >= 120


@pytest.mark.parametrize("name", sorted(QUICK))
def test_what_is_refused_at_once(tmp_path: Path, name: str) -> None:
    answered(CASES[name], tmp_path)


@pytest.mark.full
@pytest.mark.parametrize("name", [name for name in CASES if name not in QUICK])
def test_every_input_is_answered(tmp_path: Path, name: str) -> None:
    if name.startswith(CONVERTING):
        soffice()
    answered(CASES[name], tmp_path)
