"""Another validator's opinion, when one is installed: veraPDF, else PDFBox preflight.

Preflight knows PDF/A-1b only: what a PDF/A-2b may do and a 1b may not is passed over. Whatever
either does wrong with a file (it hangs, it dies) is no opinion.
"""

from __future__ import annotations

import re
import shutil
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from lxml import etree

# Where Debian and its like keep the classes of Java programs.
JARS = Path("/usr/share/java")
PREFLIGHT = (
    "preflight", "pdfbox2", "fontbox2", "xmpbox", "commons-logging", "javax.activation", "jaxb-api",
)  # fmt: skip
_MAIN = "org.apache.pdfbox.preflight.Validator_A1b"
# ISO 19005-2 against -1: its own part number, soft masks and other transparency, cross reference
# streams, ICC version 4, and subsets of composite fonts without a CIDSet.
ALLOWED_BY_2B = (
    ("7.11.2", "part must be 1"), ("2.2.2", "SMask"), ("1.4", "/XRef cross"), ("2.1.6", ""),
    ("3.1.11", "CIDSet"), ("4.1.1", "Transparency"), ("4.1.2", "Transparency"),
    ("4.1.3", "Transparency"),
)  # fmt: skip
# What it cannot read at all.
_BLIND = ("JPEG2000", "JPXDecode")
_VALID, _INVALID = "is a valid PDF/A-1b file", "is not a valid PDF/A-1b file"
_SECONDS = 120
_SHOWN = 3


class Validator(Protocol):
    """A program that says whether a file is PDF/A, as it says itself."""

    @property
    def name(self) -> str:
        """What it is called, with its version."""

    def faults(self, path: Path) -> tuple[str, ...] | None:
        """What is wrong with a file by its word; None when it has no opinion."""


@dataclass(frozen=True, slots=True)
class Preflight:
    """PDFBox preflight, run by Java."""

    java: str
    classpath: str
    version: str = ""

    @property
    def name(self) -> str:
        """PDFBox preflight with its version."""
        return f"PDFBox preflight {self.version}".strip()

    def faults(self, path: Path) -> tuple[str, ...] | None:
        """Its lines, without what PDF/A-2b allows."""
        said = _said([self.java, "-cp", self.classpath, _MAIN, str(path)])
        lines = [line.strip() for line in (said or "").splitlines() if line.strip()]
        if not lines or not (_VALID in lines[0] or _INVALID in lines[0]):
            return None
        if any(word in line for line in lines[1:] for word in _BLIND):
            return None
        return tuple(line for line in lines[1:] if not _is_allowed(line))


@dataclass(frozen=True, slots=True)
class VeraPdf:
    """veraPDF's command."""

    program: str

    @property
    def name(self) -> str:
        """veraPDF with its version."""
        found = re.search(r"\d+(\.\d+)+", _said([self.program, "--version"]) or "")
        return f"veraPDF {found[0]}" if found else "veraPDF"

    def faults(self, path: Path) -> tuple[str, ...] | None:
        """The clauses that it finds broken, of the part of PDF/A that the file names."""
        said = _said([self.program, "--format", "mrr", "--flavour", "0", str(path)])
        try:
            report = etree.fromstring((said or "").encode())
        except etree.XMLSyntaxError:
            return None
        verdicts = report.findall(".//validationReport")
        if not verdicts:
            return None
        rules = report.iterfind(".//rule[@status='failed']")
        return tuple(f"{each.get('clause')}-{each.get('testNumber')}" for each in rules)


def find_validator(environ: Mapping[str, str]) -> Validator | None:
    """The better of those that are installed, None without any."""
    where = environ.get("PATH", "")
    if program := shutil.which("verapdf", path=where):
        return VeraPdf(program)
    java = shutil.which("java", path=where)
    jars = [JARS / f"{name}.jar" for name in PREFLIGHT]
    if java is None or not all(jar.is_file() for jar in jars):
        return None
    versions = (path.stem.removeprefix(f"{PREFLIGHT[0]}-") for path in JARS.glob("preflight-*.jar"))
    return Preflight(java, ":".join(map(str, jars)), max(versions, default=""))


@dataclass(frozen=True, slots=True)
class Opinion:
    """What was said of a file in which the first validator did not know everything.

    ``looked_at`` are the kinds of things that docgen judged by itself. ``faults`` is None when
    ``asked`` had no opinion, or nobody could be asked ("").
    """

    looked_at: tuple[str, ...] = ()
    asked: str = ""
    faults: tuple[str, ...] | None = None


def shown(faults: Sequence[str]) -> str:
    """The first of some faults in one line."""
    return " | ".join(faults[:_SHOWN]) + (" | …" if len(faults) > _SHOWN else "")


def _is_allowed(line: str) -> bool:
    return any(line.startswith(f"{code} ") and words in line for code, words in ALLOWED_BY_2B)


def _said(command: Sequence[str]) -> str | None:
    """What a program prints; None when it cannot be run or takes too long."""
    try:
        ran = subprocess.run(
            command, capture_output=True, text=True, check=False, timeout=_SECONDS,
            encoding="utf-8", errors="replace",
        )  # fmt: skip
    except (OSError, subprocess.SubprocessError):
        return None
    return ran.stdout
