"""The documents for developers keep up with the program: what they cite is there."""

from __future__ import annotations

import importlib
import re
from pathlib import Path

import pytest

from docgen import limits
from docgen.flowchart import constants
from docgen.flowchart.geometry import mm
from docgen.flowchart.text import Face

ROOT = Path(__file__).resolve().parents[1]
DOMAIN = (ROOT / "docs" / "domain.md").read_text(encoding="utf-8")
LAYOUT = (ROOT / "docs" / "layout-contract.md").read_text(encoding="utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
# Where the rules of the field are cited.
CITING = ("docgen", "templates", "data", "tests", "benchmarks", "docs")
SUFFIXES = (".py", ".toml", ".md")

SECTION = r"§\d+(?:\.\d+)*"
# "domain rules §1.2 and §3", "(§2.6)".
CITATION = re.compile(rf"(?:domain rules |\(){SECTION}(?:(?:, | and ){SECTION})*", re.IGNORECASE)
# Standards whose clauses are cited with the same sign.
STANDARDS = ("ECMA-376", "ICC.1:2010")


def sections() -> set[str]:
    return set(re.findall(rf"^##+ ({SECTION}) ", DOMAIN, re.MULTILINE))


def citations(text: str) -> list[str]:
    """The sections that a text cites; a citation may go on in the next line of a comment."""
    flat = re.sub(r"\s*\n[ \t]*#?[ \t]*", " ", text)
    return [found for cited in CITATION.findall(flat) for found in re.findall(SECTION, cited)]


def citing_files() -> list[Path]:
    found = [p for folder in CITING for p in (ROOT / folder).rglob("*") if p.suffix in SUFFIXES]
    return [p for p in [*found, ROOT / "README.md"] if p != Path(__file__).resolve()]


def test_every_rule_that_is_cited_is_there() -> None:
    cited = {
        (path.relative_to(ROOT).as_posix(), section)
        for path in citing_files()
        for section in citations(path.read_text(encoding="utf-8"))
    }
    assert len({section for _path, section in cited}) > 20
    assert {(path, section) for path, section in cited if section not in sections()} == set()


def test_no_section_is_cited_without_saying_of_what() -> None:
    """A bare ``§`` belongs to a standard that the file names."""
    for path in citing_files():
        text = path.read_text(encoding="utf-8")
        bare = len(re.findall(SECTION, text)) - len(citations(text))
        named = any(standard in text for standard in STANDARDS) or "docs" in path.parts
        assert bare == 0 or named, path


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("custom (domain rules §2.3, §3.1).", ["§2.3", "§3.1"]),
        ("# seen (domain\n    # rules §9.9 and §4)", ["§9.9", "§4"]),
        ("Domain rules §2.2: right", ["§2.2"]),
        ("no purpose (§2.6).", ["§2.6"]),
        ("ECMA-376 part 1, §17.7.2", []),
    ],
)
def test_citations_are_seen(text: str, found: list[str]) -> None:
    assert citations(text) == found


def test_sections_of_the_rules_stand_once_and_in_order() -> None:
    listed = re.findall(r"^##+ §(\S+) ", DOMAIN, re.MULTILINE)
    numbers = [tuple(map(int, section.split("."))) for section in listed]
    assert numbers == sorted(set(numbers))
    assert {number[0] for number in numbers} == set(range(7))


def rows_between(text: str, mark: str) -> list[list[str]]:
    """The cells of each row between two marks, without the backticks."""
    part = text.split(f"<!-- {mark}: begin", 1)[1].split(f"<!-- {mark}: end", 1)[0]
    lines = [line for line in part.splitlines() if line.startswith("|")]
    return [[cell.strip().strip("`") for cell in line.strip("|").split("|")] for line in lines[2:]]


def said(value: object) -> set[str]:
    """The ways to write a constant: millimetres, points, a face, a share."""
    if isinstance(value, Face):
        return {f"{value.name.replace('-', ' ').capitalize()} {value.size:g} pt"}
    return {f"{value} pt", f"{value:.2f}"}


def test_the_distances_are_those_of_the_program() -> None:
    rows = {name: value for name, value, _why in rows_between(LAYOUT, "distances")}
    assert list(rows) == [name for name in vars(constants) if name.isupper()]
    for name, text in rows.items():
        value = getattr(constants, name)
        if text.endswith(" mm"):
            assert value == mm(float(text.removesuffix(" mm"))), name
        else:
            assert text in said(value), name


def test_the_weights_stand_in_their_modules() -> None:
    rows = rows_between(LAYOUT, "weights")
    assert len(rows) > 10
    for name, file, _why in rows:
        module = importlib.import_module(
            f"docgen.flowchart.{file.removesuffix('.py').replace('/', '.')}"
        )
        assert name in vars(module), name


def test_the_passes_are_told_in_their_order() -> None:
    passes = importlib.import_module("docgen.flowchart").PASSES
    told = re.findall(r"^\| \*(\w+)\* \| `(\w+)\.py` \|", LAYOUT, re.MULTILINE)
    assert told == [(each.__name__, each.__module__.rpartition(".")[2]) for each in passes]


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_what_a_document_names_is_there(path: Path) -> None:
    """Links, and paths of the repository in backticks."""
    text = path.read_text(encoding="utf-8")
    links = re.findall(r"\]\((?!\w+:)([^)#]+)[^)]*\)", text)
    gone = [link for link in links if not (path.parent / link).exists()]
    folders = r"docgen|docs|templates|tests|benchmarks|sop_specs|\.ci"
    named = re.findall(rf"`((?:{folders})/[\w./*-]*)`", text)
    gone += [each for each in named if not list(ROOT.glob(each.rstrip("/")))]
    assert gone == []


@pytest.mark.parametrize("text", [DOMAIN, LAYOUT], ids=["domain", "layout-contract"])
def test_keys_and_codes_that_a_document_names_are_the_programs(text: str) -> None:
    files = [p for p in (ROOT / "docgen").rglob("*") if p.suffix in (".py", ".toml", ".txt")]
    program = "\n".join(file.read_text(encoding="utf-8") for file in files)
    keys = re.findall(r"`(?:\[\w+\] )?([a-z]+(?:_[a-z]+)+)`", text)
    codes = re.findall(r"`([a-z]+(?:-[a-z]+)+)`", text)
    assert [key for key in keys if not re.search(rf"\b{key}\b", program)] == []
    assert [code for code in codes if f'"{code}"' not in program] == []
    assert len(codes) > 2


def test_the_limits_are_those_of_the_program() -> None:
    text = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
    told = {
        cells[0].strip(" `"): [cell.strip() for cell in cells[1:3]]
        for line in text.splitlines()
        if line.startswith("| `") and len(cells := line.strip("|").split("|")) > 2
    }
    program = {name: value for name, value in vars(limits).items() if name.isupper()}
    del program["MEGABYTE"]
    assert told.keys() == program.keys()
    for name, value in program.items():
        if isinstance(value, limits.Limits):
            due = [f"{value.seconds:.0f}", f"{value.memory / 1e6:.0f}"]
            assert told[name] == due, name
        else:
            assert told[name][0] in (str(value), f"{value / 2**20:.0f}"), name


def test_pictures_are_small_and_shown() -> None:
    texts = "".join(path.read_text(encoding="utf-8") for path in DOCUMENTS)
    for path in (ROOT / "docs" / "pictures").iterdir():
        assert path.stat().st_size < 64_000, path.name
        assert f"pictures/{path.name})" in texts, path.name
