"""README and documents tell the truth: stages, filters, glossary and codes against the program."""

from __future__ import annotations

import re
from pathlib import Path

import docgen
from docgen.render.template import FILTERS

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
MOST = 150


def document(name: str) -> str:
    return (ROOT / "docs" / name).read_text(encoding="utf-8")


def table_between(name: str, mark: str) -> list[tuple[str, str]]:
    """First and second cell of each row between two marks of a document."""
    text = document(name).split(f"<!-- {mark}: begin", 1)[1].split(f"<!-- {mark}: end", 1)[0]
    rows = [line.strip("|").split("|") for line in text.splitlines() if line.startswith("|")]
    return [(first.strip(), second.strip()) for first, second in rows[2:]]


def test_the_readme_is_short_and_shows_what_is_made() -> None:
    assert len(README.splitlines()) <= MOST


def test_the_stages_are_those_of_the_package() -> None:
    stages = re.findall(
        r"^\| (\d) \| ([a-z ]+) \|.*`docgen/(\w+)/` \|$", document("build.md"), re.MULTILINE
    )
    assert [number for number, _name, _package in stages] == list("1234567")
    assert docgen.__doc__ is not None
    for number, name, package in stages:
        assert re.search(
            rf"^{number}\. \*\*{name}\*\* .*docgen\.{package}`", docgen.__doc__, re.MULTILINE
        )


def test_the_filters_are_those_of_the_templates() -> None:
    names = [
        name
        for cell, _text in table_between("templates.md", "filters")
        for name in cell.split(", ")
    ]
    assert sorted(name.strip("`") for name in names) == sorted(FILTERS)


def test_the_glossary_holds_words_that_the_program_uses() -> None:
    sources = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "docgen").rglob("*.py")
    )
    words = [cell.strip("`") for cell, _meaning in table_between("glossary.md", "glossary")]
    assert len(words) == len(set(words)) >= 12
    files = " ".join(path.name for path in (ROOT / "templates").iterdir())
    for word in words:
        spelt = word.replace("_", "[_ ]")
        assert re.search(rf"\b{spelt}", f"{sources} {files}", re.IGNORECASE), word


def test_the_codes_of_the_check_are_those_of_the_program() -> None:
    table = document("check.md").split("| what it proves | how | codes |", 1)[1].split("\n\n", 1)[0]
    sources = "\n".join(
        path.read_text(encoding="utf-8") for path in (ROOT / "docgen").rglob("*.py")
    )
    codes = [code for row in table.splitlines()[2:] for code in re.findall(r"`([a-z-]+)`", row)]
    assert len(codes) > 30
    for code in codes:
        assert f'"{code}"' in sources, code
