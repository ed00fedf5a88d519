"""Which sets and files a run is about."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.errors import FindingsError
from docgen.findings import Severity, Where, error, hint, warning
from docgen.model.set_name import SetName
from docgen.workspace.input_files import matching
from docgen.workspace.opening.load import choose
from docgen.workspace.report import Report

NAMES = ("sop.skp", "letters.permintaan", "letters.pengantar", "recap.skp", "bundle.arsip")
SETS = (
    SetName("sop", "skp"),
    SetName("letters", "permintaan"),
    SetName("letters", "pengantar"),
    SetName("recap", "skp"),
    SetName("bundle", "arsip"),
)


@pytest.mark.parametrize(
    ("patterns", "chosen"),
    [
        ((), NAMES),
        (("sop.*",), NAMES[:1]),
        (("letters.p*",), NAMES[1:3]),
        (("skp",), ("sop.skp", "recap.skp")),
        (("bundle.arsip", "sop.skp"), ("sop.skp", "bundle.arsip")),
        (("*",), NAMES),
    ],
)
def test_patterns_choose_in_the_order_of_the_pipeline(
    patterns: tuple[str, ...], chosen: tuple[str, ...]
) -> None:
    assert tuple(map(str, choose(SETS, patterns))) == chosen


def test_every_unknown_name_is_told() -> None:
    with pytest.raises(FindingsError) as caught:
        choose(SETS, ("sop.spk", "skp", "surat.*"))
    messages = [finding.message for finding in caught.value.findings]
    assert len(messages) == 2
    assert "maksud Anda «sop.skp»?" in messages[0]
    assert {finding.code for finding in caught.value.findings} == {"name-unknown"}


def test_matching_files_are_sorted_and_inside(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    for name in ("b.xlsx", "a.xlsx", "~$a.xlsx", "c.csv"):
        (tmp_path / "data" / name).touch()
    (tmp_path.parent / "luar.xlsx").touch()
    patterns = ["data/*.xlsx", "data/a.*", "../*.xlsx", str(tmp_path / "*.xlsx"), "data/*.ods"]
    found, findings = matching(tmp_path, patterns, "laporan")
    assert found == ["data/a.xlsx", "data/b.xlsx"]
    assert [finding.code for finding in findings] == ["file-missing"] * 3


@pytest.mark.parametrize(
    ("report", "code"),
    [
        (Report(), 0),
        (Report(findings=[warning("a", Where("x"), ""), hint("a", Where("x"), "")]), 0),
        (Report(findings=[error("a", Where("x"), "")]), 1),
        (Report(findings=[error("a", Where("x"), "")], engine_missing="Pasang"), 3),
        (Report(engine_missing="Pasang"), 3),
        (Report(findings=[error("a", Where("x"), "")], conversion_failed=True), 4),
        (Report(conversion_failed=True, engine_missing="Pasang"), 4),
    ],
)
def test_highest_exit_code_wins(report: Report, code: int) -> None:
    assert report.exit_code == code
    assert all(finding.severity in Severity for finding in report.findings)
