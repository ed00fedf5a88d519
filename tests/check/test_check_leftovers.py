"""docgen check: papers that nothing stands for any more, and what it advises for damaged ones."""

from __future__ import annotations

import pytest

from docgen.cli import run
from tests.check.office import ARCHIVE, ROWS, BuiltOffice

pytestmark = pytest.mark.soffice


def leftovers(office: BuiltOffice) -> list[str]:
    _code, findings = office.check()
    return [f["where"]["file"] for f in findings if f["code"] == "papers-without-data"]


def test_a_row_that_was_removed(office: BuiltOffice) -> None:
    ARCHIVE.rewrite(office.root, keluar=ROWS[:1] + ROWS[2:])
    assert leftovers(office) == ["output/letters/keluar/edaran"]


def test_a_sheet_without_rows(office: BuiltOffice) -> None:
    ARCHIVE.rewrite(office.root, keluar=[])
    assert leftovers(office) == [
        f"output/letters/keluar/{name}" for name in sorted(row["id"] for row in ROWS)
    ]


def test_parts_that_left_the_configuration(office: BuiltOffice) -> None:
    text = ARCHIVE.config.partition("[letters.keluar]")[0]
    (office.root / "docgen.toml").write_text(text, encoding="utf-8")
    (office.root / "sop" / "lain.yaml").write_bytes((office.root / "sop/clean.yaml").read_bytes())
    (office.root / "sop" / "clean.yaml").unlink()
    assert run(["build", "-q", "-C", str(office.root)]) == 0
    found = leftovers(office)
    assert {path.split("/")[1] for path in found} == {"letters", "sop", "bundle"}
    assert "output/sop/clean.docx" in found and "output/sop/lain.docx" not in found


def test_what_others_put_there_is_theirs(office: BuiltOffice) -> None:
    for name in ("catatan.txt", "~$clean.docx", ".~lock.clean.docx#"):
        (office.root / "output" / "sop" / name).touch()
    assert leftovers(office) == []


@pytest.mark.parametrize(
    "name",
    [
        "output/letters/keluar/undangan/undangan.docx",
        "output/letters/keluar/undangan/undangan.pdf",
        "output/letters/keluar/undangan/undangan.asli-1.pdf",
        "output/bundle/arsip.pdf",
        "output/copies.json",
    ],
)
def test_the_advice_for_a_damaged_file_mends_it(name: str, office: BuiltOffice) -> None:
    path = office.root / name
    good = path.read_bytes()
    path.write_bytes(b"rusak")
    code, findings = office.check()
    assert code == 1
    about = [f["message"] for f in findings if f["where"]["file"] == name]
    assert about and all("docgen build --force" in message for message in about)
    assert run(["build", "-q", "--force", "-C", str(office.root)]) == 0
    assert path.read_bytes() == good
    assert office.check()[0] == 0
