"""From the result of a check to what stands on the page, row by row."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from docgen.check.judged import LEDGER, REGISTER, Judged
from docgen.check.report.pictures import Picture, Pictures
from docgen.check.report.words import naming
from docgen.check.result import CheckResult, CopyResult, LetterResult, PaperResult, State
from docgen.findings import Severity
from docgen.model.copies import Role

WEIGHTS = (Severity.ERROR, Severity.WARNING, Severity.HINT)
# The class of each state, which the styles and the filter know, and the sign that goes with it:
# nothing is told by colour alone.
CLASSES = {State.OK: "ok", State.WRONG: "wrong", State.MISSING: "missing", State.NONE: "none"}
SIGNS = {"ok": "✓", "missing": "✗", "wrong": "!", "surplus": "+", "none": "–"}


@dataclass(frozen=True, slots=True)
class Item:
    """One finding: its anchor, weight, name, message, place and picture."""

    anchor: str
    code: str
    severity: str
    title: str
    advice: str
    message: str
    place: str
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class Group:
    """The findings about one document, and the row of the table that they belong to."""

    anchor: str
    title: str
    row: str
    set: str
    state: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Chip:
    """A copy in its cell: for whom, its state as a class, and the finding that explains it."""

    name: str
    state: str
    link: str


@dataclass(frozen=True, slots=True)
class Cell:
    """The copies of one role: the state of all of them, and each."""

    role: str
    state: str
    found: int
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True)
class Row:
    """A letter of the table."""

    anchor: str
    letter: LetterResult
    set: str
    state: str
    cells: tuple[Cell, ...]
    surplus: tuple[Chip, ...]
    severities: tuple[str, ...]
    link: str
    findings: int
    missing: int
    wrong: int
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class PaperRow:
    """Another paper, or a bundle."""

    anchor: str
    paper: PaperResult
    state: str
    severities: tuple[str, ...]
    link: str
    findings: int
    picture: Picture | None


@dataclass(frozen=True, slots=True)
class View:
    """The page without its words."""

    rows: tuple[Row, ...]
    papers: tuple[PaperRow, ...]
    groups: tuple[Group, ...]
    roles: tuple[str, ...]
    sets: tuple[str, ...]
    severities: Mapping[str, int]
    codes: Mapping[str, int]


def wanted_pictures(result: CheckResult) -> list[str]:
    """PDFs of which a picture helps, the most useful first: faults, bundles, archive copies."""
    faults = [each.concerns for each in result.judged if each.finding.severity is Severity.ERROR]
    bundles = [bundle.pdf for bundle in result.bundles]
    return [*faults, *bundles, *filter(None, map(_face, result.letters))]


def view_of(
    result: CheckResult, pictures: Pictures, language: str, other: Mapping[str, str]
) -> View:
    """What stands on the page; ``other`` names what findings are about besides documents."""
    judged = tuple(dict.fromkeys(result.judged))
    anchors = {each: f"t{number}" for number, each in enumerate(judged, 1)}
    subjects: dict[str, list[Judged]] = {}
    for each in judged:
        subjects.setdefault(each.subject, []).append(each)
    group_anchors = {subject: f"g{number}" for number, subject in enumerate(subjects, 1)}
    papers = (*result.papers, *result.bundles)
    row_anchors = {letter.id: f"s{number}" for number, letter in enumerate(result.letters, 1)}
    row_anchors |= {paper.id: f"d{number}" for number, paper in enumerate(papers, 1)}
    places: dict[str, str] = {}
    for each in judged:
        places.setdefault(each.concerns, anchors[each])

    def heads() -> Mapping[str, tuple[str, str, str]]:
        """Title, set and state of whatever findings are about."""
        found = {
            letter.id: (
                " – ".join(filter(None, (letter.number, letter.subject or letter.name))),
                letter.set,
                CLASSES[letter.state],
            )
            for letter in result.letters
        }
        found |= {p.id: (p.title or p.pdf, p.kind, CLASSES[p.state]) for p in papers}
        return found

    known = heads()
    names = {REGISTER: other["register"], LEDGER: other["ledger"]}

    def item(each: Judged) -> Item:
        name = naming(each.finding.code, language)
        return Item(
            anchors[each],
            each.finding.code,
            str(each.finding.severity),
            name.title,
            name.advice,
            each.finding.message,
            str(each.finding.where),
            pictures.get(each.concerns) if each.finding.severity is Severity.ERROR else None,
        )

    def group(subject: str, found: list[Judged]) -> Group:
        title, set_, state = known.get(subject, (names.get(subject, other["other"]), "", ""))
        by_weight = sorted(found, key=lambda each: WEIGHTS.index(each.finding.severity))
        return Group(
            group_anchors[subject],
            title,
            row_anchors.get(subject, ""),
            set_,
            state,
            tuple(map(item, by_weight)),
        )

    def about(subject: str) -> tuple[tuple[str, ...], str, int]:
        """Severities of what was found about a document, where it stands, and how much it is."""
        found = subjects.get(subject, [])
        weights = {each.finding.severity for each in found}
        link = group_anchors.get(subject, "")
        return tuple(str(weight) for weight in WEIGHTS if weight in weights), link, len(found)

    groups = [group(subject, found) for subject, found in subjects.items()]
    groups.sort(key=lambda each: min(_weight(item) for item in each.items))
    roles = [role for role in Role if any(c.role is role for x in result.letters for c in x.copies)]
    every = [item for each in groups for item in each.items]
    rows = []
    for letter in result.letters:
        severities, link, count = about(letter.id)
        rows.append(
            Row(
                row_anchors[letter.id],
                letter,
                letter.set,
                CLASSES[letter.state],
                tuple(_cell(letter, role, places) for role in roles),
                tuple(
                    Chip(PurePosixPath(file).name, "surplus", places.get(file, ""))
                    for file in letter.surplus
                ),
                severities,
                link,
                count,
                letter.count(State.MISSING),
                letter.count(State.WRONG),
                pictures.get(_face(letter)),
            )
        )
    others = []
    for paper in papers:
        severities, link, count = about(paper.id)
        others.append(
            PaperRow(
                row_anchors[paper.id],
                paper,
                CLASSES[paper.state],
                severities,
                link,
                count,
                pictures.get(paper.pdf),
            )
        )
    return View(
        rows=tuple(rows),
        papers=tuple(others),
        groups=tuple(groups),
        roles=tuple(map(str, roles)),
        sets=tuple(dict.fromkeys(letter.set for letter in result.letters)),
        severities=_counted(item.severity for item in every),
        codes=_counted(item.code for item in every),
    )


def _cell(letter: LetterResult, role: Role, places: Mapping[str, str]) -> Cell:
    copies = [copy for copy in letter.copies if copy.role is role]
    states = {copy.state for copy in copies}
    if not copies:
        state = "none"
    elif states == {State.OK}:
        state = "ok"
    else:
        state = "missing" if State.MISSING in states else "wrong"
    found = sum(copy.state is State.OK for copy in copies)
    return Cell(str(role), state, found, tuple(_chip(copy, places) for copy in copies))


def _chip(copy: CopyResult, places: Mapping[str, str]) -> Chip:
    return Chip(copy.recipient, CLASSES[copy.state], places.get(copy.file, ""))


def _face(letter: LetterResult) -> str:
    """The copy whose first page stands for a letter: the archive's; "" when there is none."""
    archive = (copy.file for copy in letter.copies if copy.role is Role.ARSIP)
    return next(archive, "")


def _weight(item: Item) -> int:
    return [str(weight) for weight in WEIGHTS].index(item.severity)


def _counted(values: Iterable[str]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for value in values:
        counts[value] = counts.get(value, 0) + 1
    return counts
