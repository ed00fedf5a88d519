"""What a check found, as data: letters with their copies, documents, bundles, register, findings.

Everything here follows from what is expected and the findings; no file is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePosixPath

from docgen.check.attributed import Attributed, Codes, Sources, about
from docgen.check.causes import Folded, fold
from docgen.check.documents.signatures import Signed
from docgen.check.expectations import (
    AgendaCount,
    Expectations,
    ExpectedBundle,
    ExpectedDocument,
    ExpectedLetter,
)
from docgen.check.references import Reference
from docgen.check.scope import is_of_bundle, is_under
from docgen.findings import Finding, Severity
from docgen.model.copies import Copy, Role
from docgen.model.letter import LetterState

# Codes that say that a file is not there, or is one too many; any other error makes it wrong.
_GONE = frozenset({"copy-missing", "paper-missing", "bundle-missing", "enclosure-missing"})
_SURPLUS = "copy-surplus"


class Kind(StrEnum):
    """What was checked: a workspace, a part of it, or something that lies elsewhere."""

    WORKSPACE = "ruang kerja"
    PART = "bagian"
    BUNDLE = "berkas arsip"
    PDF = "pdf"
    BAG = "paket"


class State(StrEnum):
    """How it stands with a file, or with a letter as a whole."""

    OK = "benar"
    WRONG = "salah"
    MISSING = "tidak ada"
    NONE = "belum perlu"  # a letter that needs no copies yet, or no more


@dataclass(frozen=True, slots=True, kw_only=True)
class CopyResult:
    """One copy that must exist: for whom, its file, how it stands and why."""

    role: Role
    number: int
    recipient: str
    note: str
    file: str
    state: State
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LetterResult:
    """A letter, the copies it must have and those that are too many (files)."""

    id: str
    set: str
    name: str
    office: str
    number: str
    date: str
    subject: str
    stage: LetterState
    folder: str
    copies: tuple[CopyResult, ...]
    surplus: tuple[str, ...]
    codes: tuple[str, ...]
    state: State

    def count(self, state: State) -> int:
        """How many of its copies stand so."""
        return sum(copy.state is state for copy in self.copies)


@dataclass(frozen=True, slots=True, kw_only=True)
class DocumentResult:
    """A document that is no letter, or a bundle: its files and how it stands."""

    id: str
    kind: str
    title: str
    pdf: str
    files: tuple[str, ...]
    state: State
    codes: tuple[str, ...]
    holds: int = 0  # documents of a bundle

    @property
    def drawings(self) -> tuple[str, ...]:
        """The flowcharts of a SOP."""
        return tuple(name for name in self.files if PurePosixPath(name).suffix == ".svg")


@dataclass(frozen=True, slots=True, kw_only=True)
class Counts:
    """The sums on top of every report."""

    letters: int
    required: int
    found: int
    missing: int
    wrong: int
    surplus: int
    errors: int
    warnings: int
    hints: int


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """The result of one check; ``complete`` is False when bad data kept it from reading on."""

    kind: Kind
    target: str
    offices: tuple[str, ...] = ()
    letters: tuple[LetterResult, ...] = ()
    documents: tuple[DocumentResult, ...] = ()
    bundles: tuple[DocumentResult, ...] = ()
    agendas: tuple[AgendaCount, ...] = ()
    attributed: tuple[Attributed, ...] = ()
    signed: tuple[Signed, ...] = ()  # files from elsewhere that are signed electronically
    references: tuple[Reference, ...] = ()  # of SOPs to each other
    complete: bool = True

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings alone."""
        return tuple(each.finding for each in self.attributed)

    @property
    def folded(self) -> Folded:
        """The findings that stand for themselves, each with those that follow from it."""
        return fold(self.attributed)

    @property
    def counts(self) -> Counts:
        """How much must be there, is there, and was found; effects of findings are not counted."""
        states = Counter(copy.state for letter in self.letters for copy in letter.copies)
        heads = dict.fromkeys(each.finding for each in self.folded)
        severities = Counter(finding.severity for finding in heads)
        return Counts(
            letters=len(self.letters),
            required=states.total(),
            found=states[State.OK],
            missing=states[State.MISSING],
            wrong=states[State.WRONG],
            surplus=sum(len(letter.surplus) for letter in self.letters),
            errors=severities[Severity.ERROR],
            warnings=severities[Severity.WARNING],
            hints=severities[Severity.HINT],
        )


def result_of(
    expected: Expectations, attributed: Iterable[Attributed], signed: tuple[Signed, ...] = ()
) -> CheckResult:
    """What the findings say about what is expected.

    Findings without a subject get that of the row or the spec that they stand in.
    """
    placed = _placed(expected, attributed)
    codes = Codes(placed)
    return CheckResult(
        kind=_kind(expected),
        target=expected.scope,
        offices=tuple(expected.offices.values()),
        letters=tuple(_letter(each, codes, placed) for each in expected.letters),
        documents=tuple(
            _document(each, codes) for each in expected.documents if not each.is_letter
        ),
        bundles=tuple(_bundle(each, codes) for each in expected.bundles),
        agendas=() if expected.scope else expected.agendas,
        attributed=placed,
        signed=signed,
    )


def findings_only(
    findings: Iterable[Finding], kind: Kind, target: str, *, complete: bool = True
) -> CheckResult:
    """The result of a check without letters: of a file alone, or of data that cannot be read."""
    attributed = tuple(about("", findings))
    return CheckResult(kind=kind, target=target, attributed=attributed, complete=complete)


def _placed(expected: Expectations, attributed: Iterable[Attributed]) -> tuple[Attributed, ...]:
    """All of them with their subjects; of a narrower check, only those that concern it."""
    sources = Sources(expected)
    placed = tuple(
        each if each.subject else replace(each, subject=sources.of(each.finding.where))
        for each in attributed
    )
    if not expected.scope:
        return placed
    known = {document.id for document in expected.documents}
    known |= {each.id for each in expected.letters}
    known |= {bundle.id for bundle in expected.bundles}
    return tuple(
        each for each in placed if each.subject in known or is_under(each.concerns, expected.scope)
    )


def _kind(expected: Expectations) -> Kind:
    if not expected.scope:
        return Kind.WORKSPACE
    is_bundle = any(is_of_bundle(expected.scope, bundle) for bundle in expected.bundles)
    return Kind.BUNDLE if is_bundle else Kind.PART


def _letter(
    expected: ExpectedLetter, codes: Codes, attributed: tuple[Attributed, ...]
) -> LetterResult:
    letter = expected.letter
    copies = tuple(_copy(expected, copy, codes) for copy in expected.copies)
    if codes.has_errors(expected.id):
        missing = any(copy.state is State.MISSING for copy in copies)
        state = State.MISSING if missing else State.WRONG
    else:
        state = State.OK if copies else State.NONE
    return LetterResult(
        id=expected.id,
        set=letter.kelompok,
        name=letter.id,
        office=letter.kop,
        number=letter.nomor,
        date=letter.tanggal_surat.isoformat() if letter.tanggal_surat else "",
        subject=letter.hal,
        stage=letter.state,
        folder=expected.folder,
        copies=copies,
        surplus=tuple(
            each.concerns
            for each in attributed
            if each.subject == expected.id and each.finding.code == _SURPLUS
        ),
        codes=codes.of_subject(expected.id),
        state=state,
    )


def _copy(expected: ExpectedLetter, copy: Copy, codes: Codes) -> CopyResult:
    file = expected.file_of(copy)
    return CopyResult(
        role=copy.role,
        number=copy.number,
        recipient=copy.recipient,
        note=copy.note,
        file=file,
        state=_state(codes, file),
        codes=codes.of_file(file),
    )


def _document(expected: ExpectedDocument, codes: Codes) -> DocumentResult:
    files = (expected.office_file, *expected.also)
    return DocumentResult(
        id=expected.id,
        kind=expected.kind,
        title=expected.title,
        pdf=expected.pdf,
        files=files,
        state=_state(codes, *files, expected.pdf, subject=expected.id),
        codes=codes.of_subject(expected.id),
    )


def _bundle(expected: ExpectedBundle, codes: Codes) -> DocumentResult:
    return DocumentResult(
        id=expected.id,
        kind="bundle",
        title=expected.title or expected.pdf,
        pdf=expected.pdf,
        files=(),
        state=_state(codes, expected.pdf, subject=expected.id),
        codes=codes.of_subject(expected.id),
        holds=len(expected.parts),
    )


def _state(codes: Codes, *files: str, subject: str | None = None) -> State:
    """Missing when any file is, wrong when any, or the subject, has an error."""
    if any(code in _GONE for file in files for code in codes.of_file(file)):
        return State.MISSING
    is_wrong = codes.are_errors(*files) or (subject is not None and codes.has_errors(subject))
    return State.WRONG if is_wrong else State.OK
