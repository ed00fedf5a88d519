"""The table of faults: each kind of damage, done to a good office one at a time, is named.

``agreeing`` faults are done together with the ledger, the buku ekspedisi and the checksums, so that
no hash can tell and only the content does.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.findings import Severity
from tests.check.fault_kinds import Fault
from tests.check.full_office import agree, codes, copy_of, findings_of
from tests.check.paper_faults import PAPER_FAULTS
from tests.check.record_faults import RECORD_FAULTS, WARNINGS

pytestmark = pytest.mark.soffice

FAULTS = PAPER_FAULTS | RECORD_FAULTS


def spoilt(full: Path, tmp_path: Path, fault: Fault) -> Path:
    root = copy_of(full, tmp_path / "kantor")
    fault.do(root)
    if fault.agreeing:
        agree(root)
    return root


def test_the_undamaged_office_has_no_fault(full: Path, tmp_path: Path) -> None:
    assert not codes(findings_of(full), Severity.ERROR, Severity.WARNING)
    # Nor has one whose records were only written anew: the table proves what it says.
    root = spoilt(full, tmp_path, Fault("", lambda root: None, True))
    assert not codes(findings_of(root), Severity.ERROR, Severity.WARNING)
    assert len(FAULTS) >= 40


@pytest.mark.parametrize("name", FAULTS)
def test_each_fault_is_named(name: str, full: Path, tmp_path: Path) -> None:
    fault = FAULTS[name]
    found = codes(findings_of(spoilt(full, tmp_path, fault)), Severity.ERROR)
    assert fault.code in found
    assert not (fault.agreeing and "checksum-wrong" in found)


@pytest.mark.parametrize("name", WARNINGS)
def test_each_oddity_is_named(name: str, full: Path, tmp_path: Path) -> None:
    fault = WARNINGS[name]
    found = findings_of(spoilt(full, tmp_path, fault))
    assert fault.code in codes(found, Severity.WARNING)
