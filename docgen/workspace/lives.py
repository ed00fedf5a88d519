"""The lives of SOPs whose specs are named one by one: what is frozen of each, and of neighbours."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from docgen.findings import Finding
from docgen.load.history import is_frozen, read_history
from docgen.load.sop import SopFile, load_sop
from docgen.load.spec_files import specs_in
from docgen.model.life.states import Life, Lives


def life_of(spec: Path) -> tuple[Life | None, SopFile | None, tuple[Finding, ...]]:
    """A spec and its frozen revisions, and all that is wrong with them."""
    loaded = load_sop(spec, str(spec))
    history = read_history(spec, spec.as_posix())
    findings = (*loaded.findings, *history.findings)
    if loaded.value is None:
        return None, None, findings
    life = Life(
        path=spec.as_posix(),
        sop=loaded.value.sop,
        where=loaded.value.where,
        versions=history.value or (),
    )
    return life, loaded.value, findings


def neighbours(specs: Sequence[Path]) -> Lives:
    """The lives of specs and of those in their folders; one that cannot be read has none."""
    folders = dict.fromkeys(spec.parent for spec in specs)
    files = dict.fromkeys((*specs, *(p for each in folders for p in specs_in(each))))
    lives = (life_of(path)[0] for path in files if not is_frozen(path))
    return Lives.of(life for life in lives if life)
