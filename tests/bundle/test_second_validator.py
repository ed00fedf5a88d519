"""Another validator's opinion: PDFBox preflight, Debian's, which knows PDF/A-1b only.

What a PDF/A-2b may do and a 1b may not is passed over (see ``KNOWN``); any other line is a fault.
Transparency, which only 2b allows, is left to pikepdf's validator.
``make test-full`` installs it.
"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from docgen.bundle import take_in
from docgen.findings import Where
from tests.support import hostile_pdfs as hostile
from tests.support.workspaces import built_sample

pytestmark = [pytest.mark.full, pytest.mark.soffice]

JARS = Path("/usr/share/java")
NAMES = (
    "preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api",
)  # fmt: skip
# ISO 19005-2 against -1: its own part number, soft masks, cross reference streams, ICC version 4,
# and subsets of composite fonts need no CIDSet.
KNOWN = (
    ("7.11.2", "part must be 1"), ("2.2.2", "SMask"), ("1.4", "/XRef cross"),
    ("2.1.6", ""), ("3.1.11", "CIDSet"),
)  # fmt: skip
HEAD = "is not a valid PDF/A-1b file"


@pytest.fixture(scope="module")
def classpath() -> str:
    if shutil.which("java") is None:
        pytest.skip("java is not installed")
    missing = [name for name in NAMES if not (JARS / f"{name}.jar").is_file()]
    if missing:
        pytest.skip(f"PDFBox preflight is not installed: {', '.join(missing)}")
    return ":".join(str(JARS / f"{name}.jar") for name in NAMES)


def faults(path: Path, classpath: str) -> list[str]:
    """What preflight says of a file, without the lines that are known."""
    command = ["java", "-cp", classpath, "org.apache.pdfbox.preflight.Validator_A1b", str(path)]
    ran = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    lines = [line.strip() for line in ran.stdout.splitlines() if line.strip()]
    assert lines, ran.stderr
    assert HEAD in lines[0] or "is a valid PDF/A-1b file" in lines[0]
    return [line for line in lines[1:] if not _is_known(line)]


def _is_known(line: str) -> bool:
    return any(line.startswith(f"{code} ") and words in line for code, words in KNOWN)


def test_the_sample_agrees(classpath: str) -> None:
    output = built_sample() / "output"
    papers = [*output.glob("bundle/*.pdf"), *output.glob("letters/*/*/*.arsip.pdf")]
    papers += [*output.glob("recap/*.pdf"), *output.glob("sop/*.pdf")][:4]
    assert len(papers) > 5
    assert {path.name: faults(path, classpath) for path in papers} == {
        path.name: [] for path in papers
    }


@pytest.mark.parametrize("name", sorted({*hostile.MENDED} - {"transparency"}))
def test_cleaned_pages_agree(name: str, classpath: str, tmp_path: Path) -> None:
    with hostile.plain() as pdf:
        hostile.MENDED[name](pdf)
        (tmp_path / "asal.pdf").write_bytes(hostile.saved(pdf))
    clean = tmp_path / "bersih.pdf"
    assert take_in(tmp_path / "asal.pdf", clean, Where("asal.pdf")).fits
    assert faults(clean, classpath) == []


def test_it_finds_what_is_wrong(classpath: str, tmp_path: Path) -> None:
    with hostile.plain() as pdf:
        hostile.borrowed_font(pdf)
        (tmp_path / "asal.pdf").write_bytes(hostile.saved(pdf))
    assert faults(tmp_path / "asal.pdf", classpath)
