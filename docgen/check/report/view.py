"""From the result of a check to what stands on the page, row by row."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from docgen.check.attributed import LEDGER, REGISTER, Attributed
from docgen.check.report.pictures import Picture, Pictures
from docgen.check.report.words import naming
from docgen.check.result import CheckResult, CopyResult, DocumentResult, LetterResult, State
from docgen.findings import Severity
from docgen.model.copies import Role

SEVERITIES = (Severity.ERROR, Severity.WARNING, Severity.HINT)
# The class of each state, which the styles and the filter know, and the sign that goes with it:
# nothing is told by colour alone.
CLASSES = {State.OK: "ok", State.WRONG: "wrong", State.MISSING: "missing", State.NONE: "none"}
WORST_FIRST = (State.MISSING, State.WRONG, State.OK, State.NONE)
# What nobody but its reader can tell: a paper without words.
UNREAD = "signed-paper-unread"
SIGNS = {"ok": "✓", "missing": "✗", "wrong": "!", "surplus": "+", "none": "–"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One finding: its anchor, severity, name, message, place and picture; what follows from it."""

    anchor: str
    code: str
    severity: str
    title: str
    advice: str
    message: str
    place: str
    picture: Picture | None
    effects: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The findings about one document, and the row of the table that they belong to."""

    anchor: str
    title: str
    row: str
    set: str
    state: str
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Chip:
    """A copy in its cell: for whom, its state as a class, and the finding that explains it."""

    name: str
    state: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """The copies of one role: the state of all of them, and each."""

    role: str
    state: str
    found: int
    chips: tuple[Chip, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentRow:
    """Another document, or a bundle."""

    anchor: str
    document: DocumentResult
    state: str
    link: str
    findings: int
    picture: Picture | None


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """The page without its words."""

    rows: tuple[Row, ...]
    documents: tuple[DocumentRow, ...]
    groups: tuple[Group, ...]
    roles: tuple[str, ...]
    sets: tuple[str, ...]
    severities: Mapping[str, int]
    codes: Mapping[str, int]


def wanted_pictures(result: CheckResult) -> list[str]:
    """PDFs of which a picture helps, the most useful first: faults, bundles, archive copies."""
    faults = [
        each.concerns for each in result.attributed if each.finding.severity is Severity.ERROR
    ]
    bundles = [bundle.pdf for bundle in result.bundles]
    unread = [each.concerns for each in result.attributed if each.finding.code == UNREAD]
    signed = [each.file for each in result.signed]
    return [*faults, *unread, *bundles, *signed, *filter(None, map(_face, result.letters))]


def view_of(
    result: CheckResult, pictures: Pictures, language: str, other: Mapping[str, str]
) -> View:
    """What stands on the page; ``other`` names what findings are about besides documents."""
    maker = _Maker(result, pictures, language)
    names = {REGISTER: other["register"], LEDGER: other["ledger"]}
    groups = [
        maker.group(subject, names.get(subject, other["other"])) for subject in maker.subjects
    ]
    groups.sort(key=lambda each: min(_rank(item) for item in each.items))
    roles = [role for role in Role if any(c.role is role for x in result.letters for c in x.copies)]
    heads = [item for each in groups for item in each.items]
    items = [each for item in heads for each in (item, *item.effects)]
    worst_first = sorted(result.letters, key=lambda letter: WORST_FIRST.index(letter.state))
    return View(
        rows=tuple(maker.row(letter, roles) for letter in worst_first),
        documents=tuple(maker.document_row(document) for document in maker.documents),
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
        self.documents = (*result.documents, *result.bundles)
        self.subjects: dict[str, list[Attributed]] = {}
        self.anchors: dict[Attributed, str] = {}
        self.places: dict[str, str] = {}  # file -> the first finding about it
        self.folded = result.folded
        self.links: dict[str, str] = {}  # subject -> where what was found about it stands
        for number, each in enumerate(dict.fromkeys(result.attributed), 1):
            if each in self.folded:
                self.subjects.setdefault(each.subject, []).append(each)
            self.anchors[each] = f"t{number}"
            self.places.setdefault(each.concerns, f"t{number}")
            self.links.setdefault(each.subject, f"t{number}")
        self.groups = {subject: f"g{number}" for number, subject in enumerate(self.subjects, 1)}
        self.rows = {letter.id: f"s{number}" for number, letter in enumerate(result.letters, 1)}
        self.rows |= {
            document.id: f"d{number}" for number, document in enumerate(self.documents, 1)
        }
        self.links |= self.groups
        # Title, set and state of what findings are about.
        self.heads = {
            letter.id: (
                " – ".join(filter(None, (letter.number, letter.subject or letter.name))),
                letter.set,
                CLASSES[letter.state],
            )
            for letter in result.letters
        }
        self.heads |= {
            document.id: (document.title or document.pdf, document.kind, CLASSES[document.state])
            for document in self.documents
        }
        self.pictured: set[str] = set()

    def group(self, subject: str, otherwise: str) -> Group:
        """What was found about a subject; ``otherwise`` is its title when it is no document."""
        title, name, state = self.heads.get(subject, (otherwise, "", ""))
        found = sorted(
            self.subjects[subject], key=lambda each: SEVERITIES.index(each.finding.severity)
        )
        return Group(
            anchor=self.groups[subject],
            title=title,
            row=self.rows.get(subject, ""),
            set=name,
            state=state,
            items=tuple(map(self.item, found)),
        )

    def item(self, each: Attributed) -> Item:
        """A finding; beside the first fault of a file stands its picture."""
        name, finding, picture = naming(each.finding.code, self.language), each.finding, None
        is_shown = finding.severity is Severity.ERROR or finding.code == UNREAD
        if is_shown and each.concerns not in self.pictured:
            self.pictured.add(each.concerns)
            picture = self.pictures.get(each.concerns)
        return Item(
            anchor=self.anchors[each],
            code=finding.code,
            severity=str(finding.severity),
            title=name.title,
            advice=name.advice,
            message=finding.message,
            place=str(finding.where),
            picture=picture,
            effects=tuple(map(self.item, self.folded.get(each, ()))),
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
                Chip(
                    name=PurePosixPath(file).name,
                    state="surplus",
                    link=self.places.get(file, ""),
                )
                for file in letter.surplus
            ),
            severities=self._severities(letter.id),
            link=self.links.get(letter.id, ""),
            findings=len(self.subjects.get(letter.id, ())) or len(letter.codes),
            missing=letter.count(State.MISSING),
            wrong=letter.count(State.WRONG),
            picture=self.pictures.get(_face(letter)),
        )

    def document_row(self, document: DocumentResult) -> DocumentRow:
        """Another document, or a bundle."""
        return DocumentRow(
            anchor=self.rows[document.id],
            document=document,
            state=CLASSES[document.state],
            link=self.links.get(document.id, ""),
            findings=len(self.subjects.get(document.id, ())) or len(document.codes),
            picture=self.pictures.get(document.pdf),
        )

    def _severities(self, subject: str) -> tuple[str, ...]:
        found = {each.finding.severity for each in self.subjects.get(subject, ())}
        return tuple(str(severity) for severity in SEVERITIES if severity in found)


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
    chips = tuple(_chip(copy, places) for copy in copies)
    return Cell(role=str(role), state=state, found=found, chips=chips)


def _chip(copy: CopyResult, places: Mapping[str, str]) -> Chip:
    return Chip(name=copy.recipient, state=CLASSES[copy.state], link=places.get(copy.file, ""))


def _face(letter: LetterResult) -> str:
    """The copy whose first page stands for a letter: the archive's; "" when there is none."""
    archive = (copy.file for copy in letter.copies if copy.role is Role.ARSIP)
    return next(archive, "")


def _rank(item: Item) -> int:
    return [str(severity) for severity in SEVERITIES].index(item.severity)
