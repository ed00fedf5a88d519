"""Outputs that no source stands for any more: found, and taken away once somebody has agreed.

Only what docgen wrote and nobody changed since. What people keep is no output (register, data,
history of SOPs), stands in the plan whatever the data says (buku ekspedisi), or is told of.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from docgen.bundle.bag import AGENT, is_sound
from docgen.check.advice import GIVEN_OUT
from docgen.findings import Finding, Where, hint
from docgen.model.set_name import BUNDLES
from docgen.outside.files import read_bytes
from docgen.workspace.kinds.letter import LETTER
from docgen.workspace.output_paths import AGENDA_BOOKS, FOLDER
from docgen.workspace.plan.plan import Plan
from docgen.workspace.store.os_errors import unwritable
from docgen.workspace.store.store import Store

BAG_INFO = "bag-info.txt"


@dataclass(frozen=True, slots=True)
class Leftovers:
    """Files and bags that may go, by workspace path; and why others of the kind stay."""

    files: tuple[str, ...]
    bags: tuple[str, ...]
    kept: tuple[Finding, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """All that may go."""
        return (*self.files, *self.bags)


def leftovers(plan: Plan, store: Store) -> Leftovers:
    """What an earlier build left, for which the plan of all sources has no place.

    Findings: output-kept.
    """
    numbered = _numbered(plan)
    files: list[str] = []
    kept: list[Finding] = []
    for name in store.written_under(f"{FOLDER}/"):
        if name in plan.files or name.startswith(AGENDA_BOOKS):
            continue
        number = next((no for folder, no in numbered.items() if name.startswith(folder)), "")
        if number:
            message = (
                f"barisnya tidak ada lagi di data, tetapi nomor {number} masih berlaku di buku "
                f"agenda, jadi tidak dihapus; {GIVEN_OUT}"
            )
            kept.append(hint("output-kept", Where(name), message))
        elif store.sha256(name) != store.written_sha(name):
            message = (
                "tidak ada lagi sumbernya, tetapi diubah dengan tangan sejak dibuat docgen, jadi "
                "tidak dihapus; pindahkan atau hapus sendiri"
            )
            kept.append(hint("output-kept", Where(name), message))
        else:
            files.append(name)
    bags: list[str] = []
    for name in _bags(plan, store.root):
        if is_sound(store.path(name)):
            bags.append(name)
        else:
            message = "isi paket ini bukan lagi seperti saat dikemas, jadi tidak dihapus; periksa"
            kept.append(hint("output-kept", Where(name), message))
    return Leftovers(tuple(files), tuple(bags), tuple(kept))


def remove(found: Leftovers, plan: Plan, store: Store) -> list[str]:
    """Take them away, with folders that become empty; what changed meanwhile stays.

    Returns what is gone. Raises OutputError.
    """
    try:
        gone = store.retire(found.files, plan.files)
        for name in found.bags:
            shutil.rmtree(store.path(name))
            gone.append(name)
    except OSError as problem:
        raise unwritable(problem) from problem
    return gone


def _numbered(plan: Plan) -> dict[str, str]:
    """The folders of letters that have a number and no row, with the number."""
    known = {document.folder for document in plan.documents}
    found: dict[str, str] = {}
    for entry in plan.entries:
        folder = f"{FOLDER}/{LETTER.key}/{entry.letter}"
        if entry.in_force and entry.letter and folder not in known:
            found[f"{folder}/"] = entry.number
    return found


def _bags(plan: Plan, root: Path) -> Iterator[str]:
    """Bags that docgen packed and that no bundle asks for."""
    for kind in BUNDLES:
        for path in sorted((root / FOLDER / kind).glob("*.bag")):
            name = path.relative_to(root).as_posix()
            if name not in plan.files and _is_ours(path / BAG_INFO):
                yield name


def _is_ours(info: Path) -> bool:
    """Whether a bag says that docgen packed it."""
    with suppress(OSError):
        return f": {AGENT} " in read_bytes(info).decode(errors="replace")
    return False
