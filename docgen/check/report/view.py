"""From the result of a check to what stands on the page, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from docgen.check.attributed import LEDGER, REGISTER, Judged
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
    maker = _Maker(result, pictures, language)
    names = {REGISTER: other["register"], LEDGER: other["ledger"]}
    groups = [
        maker.group(subject, names.get(subject, other["other"])) for subject in maker.subjects
    ]
    groups.sort(key=lambda each: min(_weight(item) for item in each.items))
    roles = [role for role in Role if any(c.role is role for x in result.letters for c in x.copies)]
    items = [item for each in groups for item in each.items]
    return View(
        rows=tuple(maker.row(letter, roles) for letter in result.letters),
        papers=tuple(maker.paper_row(paper) for paper in maker.papers),
        groups=tuple(groups),
        roles=tuple(map(str, roles)),
        sets=tuple(dict.fromkeys(letter.set for letter in result.letters)),
        severities=Counter(item.severity for item in items),
        codes=Counter(item.code for item in items),
    )


class _Maker:
    """Gives every row, group and finding its anchor, so that they can lead to each other."""

    def __init__(self, result: CheckResult, pictures: Pictures, language: str) -> None:
        self.pictures, self.language = pictures, language
        self.papers = (*result.papers, *result.bundles)
        self.subjects: dict[str, list[Judged]] = {}
        self.anchors: dict[Judged, str] = {}
        self.places: dict[str, str] = {}  # file -> the first finding about it
        for number, each in enumerate(dict.fromkeys(result.judged), 1):
            self.subjects.setdefault(each.subject, []).append(each)
            self.anchors[each] = f"t{number}"
            self.places.setdefault(each.concerns, f"t{number}")
        self.groups = {subject: f"g{number}" for number, subject in enumerate(self.subjects, 1)}
        self.rows = {letter.id: f"s{number}" for number, letter in enumerate(result.letters, 1)}
        self.rows |= {paper.id: f"d{number}" for number, paper in enumerate(self.papers, 1)}
        # Title, set and state of what findings are about.
        self.heads = {
            letter.id: (
                " – ".join(filter(None, (letter.number, letter.subject or letter.name))),
                letter.set,
                CLASSES[letter.state],
            )
            for letter in result.letters
        }
        self.heads |= {p.id: (p.title or p.pdf, p.kind, CLASSES[p.state]) for p in self.papers}
        self.pictured: set[str] = set()

    def group(self, subject: str, otherwise: str) -> Group:
        """What was found about a subject; ``otherwise`` is its title when it is no document."""
        title, name, state = self.heads.get(subject, (otherwise, "", ""))
        found = sorted(
            self.subjects[subject], key=lambda each: WEIGHTS.index(each.finding.severity)
        )
        items = tuple(map(self.item, found))
        return Group(self.groups[subject], title, self.rows.get(subject, ""), name, state, items)

    def item(self, each: Judged) -> Item:
        """A finding; beside the first fault of a file stands its picture."""
        name, finding, picture = naming(each.finding.code, self.language), each.finding, None
        if finding.severity is Severity.ERROR and each.concerns not in self.pictured:
            self.pictured.add(each.concerns)
            picture = self.pictures.get(each.concerns)
        return Item(
            self.anchors[each],
            finding.code,
            str(finding.severity),
            name.title,
            name.advice,
            finding.message,
            str(finding.where),
            picture,
        )

    def row(self, letter: LetterResult, roles: Iterable[Role]) -> Row:
        """A letter of the table."""
        return Row(
            anchor=self.rows[letter.id],
            letter=letter,
            set=letter.set,
            state=CLASSES[letter.state],
            cells=tuple(_cell(letter, role, self.places) for role in roles),
            surplus=tuple(
                Chip(PurePosixPath(file).name, "surplus", self.places.get(file, ""))
                for file in letter.surplus
            ),
            severities=self._severities(letter.id),
            link=self.groups.get(letter.id, ""),
            findings=len(self.subjects.get(letter.id, ())),
            missing=letter.count(State.MISSING),
            wrong=letter.count(State.WRONG),
            picture=self.pictures.get(_face(letter)),
        )

    def paper_row(self, paper: PaperResult) -> PaperRow:
        """Another paper, or a bundle."""
        return PaperRow(
            anchor=self.rows[paper.id],
            paper=paper,
            state=CLASSES[paper.state],
            link=self.groups.get(paper.id, ""),
            findings=len(self.subjects.get(paper.id, ())),
            picture=self.pictures.get(paper.pdf),
        )

    def _severities(self, subject: str) -> tuple[str, ...]:
        found = {each.finding.severity for each in self.subjects.get(subject, ())}
        return tuple(str(weight) for weight in WEIGHTS if weight in found)


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
