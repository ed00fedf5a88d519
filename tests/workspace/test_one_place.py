"""What is worked out once is worked out in one place, and a set's name is cut in one module."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from docgen.model.set_name import BUNDLES, SetName, bundle_meant, within
from docgen.workspace import kinds
from tests.support.workspaces import ROOT

CODE = {path: path.read_text(encoding="utf-8") for path in (ROOT / "docgen").rglob("*.py")}
SET_NAMES = ROOT / "docgen" / "model" / "set_name.py"
KEYS = "|".join((*(kind.key for kind in kinds.KINDS), *BUNDLES))


def found(pattern: str) -> set[str]:
    return {
        path.relative_to(ROOT / "docgen").as_posix()
        for path, text in CODE.items()
        if re.search(pattern, text)
    }


@pytest.mark.parametrize(
    "pattern",
    [
        rf'f?"(?:{KEYS})\.(?:\{{|")',  # "letters." or f"letters.{name}"
        r"(?:set|full_name|set_name)\)?\.(?:partition|rpartition|split|removeprefix|startswith)\(",
        rf'(?:startswith|removeprefix)\(f?"(?:{KEYS})\.',
    ],
)
def test_no_other_module_cuts_or_glues_a_sets_name(pattern: str) -> None:
    assert found(pattern) == set()


@pytest.mark.parametrize(
    ("call", "module"),
    [
        (r"\brequired_copies\(\n? *letter", "workspace/kinds/letter.py"),
        (r"(?<!class )\bEnclosure\(", "workspace/kinds/letter.py"),
        (r"(?<!class )\bArchivePart\(", "workspace/plan/archive_parts.py"),
        (r"(?<!class )\bPlannedPrint\(", "workspace/plan/prints.py"),
        (r"(?<!def )\bmake_plan\(", "pipeline/laid_out.py"),
    ],
)
def test_what_a_workspace_makes_is_worked_out_once(call: str, module: str) -> None:
    assert found(call) - {"model/copies.py"} == {module}


def test_a_name_is_a_record() -> None:
    name = SetName("letters", "permintaan")
    assert str(name) == "letters.permintaan"
    assert name.folder == "letters/permintaan"
    assert name.document("001") == "letters.permintaan.001"
    assert name.fits("letters.*") and not name.fits("sop.*")
    assert name.answers_to("permintaan") and name.answers_to("*")
    assert SetName("bundle", "arsip").is_bundle and SetName("book", "sop").is_bundle
    assert not name.is_bundle
    assert bundle_meant("arsip") == bundle_meant("bundle.arsip") == "bundle.arsip"
    assert bundle_meant("book.sop") == "book.sop"
    assert within("letters", "a") == within("letters", "letters.a") == "letters.a"


def test_this_test_sees() -> None:
    assert re.search(rf'f?"(?:{KEYS})\.(?:\{{|")', 'x = f"letters.{name}"')
    assert Path(SET_NAMES).is_file()
