"""An office's own list of regulations, on top of the shipped one: ``profil/NAME/dasar_hukum.toml``.

It has tables *[[peraturan]]* like ``docgen/rules/words/legal_basis.toml``: one that names the same
regulation takes its place.
"""

from __future__ import annotations

from pathlib import Path

from docgen.findings import Result
from docgen.load.text.toml_text import read_toml
from docgen.load.text.validate import validate
from docgen.load.workspace import PROFILES
from docgen.model.law import Law, Laws

FILE = "dasar_hukum.toml"


def load_laws(root: Path, profile: str) -> Result[tuple[Law, ...]]:
    """The regulations of ``root/profil/PROFILE/dasar_hukum.toml``; none when there is no such file.

    Findings: toml-syntax, file-unreadable, key-unknown, …
    """
    path = root / PROFILES / profile / FILE
    if not path.exists():
        return Result(())
    read = read_toml(path, path.relative_to(root).as_posix())
    if read.value is None:
        return Result(None, read.findings)
    laws = validate(Laws, read.value.data, read.value.at)
    return Result(laws.value.peraturan if laws.value else None, laws.findings)
