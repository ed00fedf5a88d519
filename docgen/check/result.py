"""What a check found, as data: every letter with its copies, papers, bundles, register, findings.

Everything here follows from the claims and the findings; no file is read.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from pathlib import PurePosixPath

from docgen.check.attributed import Codes, Judged, Sources, about
from docgen.check.expectations import Agenda, BundlePapers, Claims, LetterPapers, Paper
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


@dataclass(frozen=True, slots=True)
class CopyResult:
    """One copy that must exist: for whom, its file, how it stands and why."""

    role: Role
    number: int
    recipient: str
    note: str
    file: str
    state: State
    codes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class PaperResult:
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


@dataclass(frozen=True, slots=True)
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


@dataclass(frozen=True, slots=True)
class CheckResult:
    """The result of one check; ``complete`` is False when bad data kept it from reading on."""

    kind: Kind
    target: str
    offices: tuple[str, ...]
    letters: tuple[LetterResult, ...]
    papers: tuple[PaperResult, ...]
    bundles: tuple[PaperResult, ...]
    agendas: tuple[Agenda, ...]
    judged: tuple[Judged, ...]
    complete: bool = True

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings alone."""
        return tuple(each.finding for each in self.judged)

    @property
    def counts(self) -> Counts:
        """How much must be there, is there, and what was found."""
        states = Counter(copy.state for letter in self.letters for copy in letter.copies)
        weights = Counter(finding.severity for finding in dict.fromkeys(self.findings))
        return Counts(
            letters=len(self.letters),
            required=states.total(),
            found=states[State.OK],
            missing=states[State.MISSING],
            wrong=states[State.WRONG],
            surplus=sum(len(letter.surplus) for letter in self.letters),
            errors=weights[Severity.ERROR],
            warnings=weights[Severity.WARNING],
            hints=weights[Severity.HINT],
        )


def result_of(claims: Claims, judged: Iterable[Judged]) -> CheckResult:
    """What the findings say about what was claimed.

    Findings without a subject get that of the row or the spec that they stand in.
    """
    sources = Sources(claims)
    placed = tuple(
        each if each.subject else replace(each, subject=sources.of(each.finding.where))
        for each in judged
    )
    if claims.scope:
        known = {paper.id for paper in claims.papers}
        known |= {papers.id for papers in claims.letters}
        known |= {bundle.id for bundle in claims.bundles}
        placed = tuple(
            each
            for each in placed
            if each.subject in known or is_under(each.concerns, claims.scope)
        )
    codes = Codes(placed)
    letters = tuple(_letter(papers, codes, placed) for papers in claims.letters)
    return CheckResult(
        kind=_kind(claims),
        target=claims.scope,
        offices=tuple(claims.offices.values()),
        letters=letters,
        papers=tuple(_paper(paper, codes) for paper in claims.papers if paper.kind != "letters"),
        bundles=tuple(_bundle(bundle, codes) for bundle in claims.bundles),
        agendas=() if claims.scope else claims.agendas,
        judged=placed,
    )


def findings_only(
    findings: Iterable[Finding], kind: Kind, target: str, *, complete: bool = True
) -> CheckResult:
    """The result of a check without letters: of a file alone, or of data that cannot be read."""
    judged = tuple(about("", findings))
    return CheckResult(kind, target, (), (), (), (), (), judged, complete)


def _kind(claims: Claims) -> Kind:
    if not claims.scope:
        return Kind.WORKSPACE
    is_bundle = any(is_of_bundle(claims.scope, bundle) for bundle in claims.bundles)
    return Kind.BUNDLE if is_bundle else Kind.PART


def _letter(papers: LetterPapers, codes: Codes, judged: tuple[Judged, ...]) -> LetterResult:
    letter = papers.letter
    copies = tuple(_copy(papers, copy, codes) for copy in papers.copies)
    if codes.has_errors(papers.id):
        missing = any(copy.state is State.MISSING for copy in copies)
        state = State.MISSING if missing else State.WRONG
    else:
        state = State.OK if copies else State.NONE
    return LetterResult(
        id=papers.id,
        set=letter.kelompok,
        name=letter.id,
        office=letter.kop,
        number=letter.nomor,
        date=letter.tanggal_surat.isoformat() if letter.tanggal_surat else "",
        subject=letter.hal,
        stage=letter.state,
        folder=papers.folder,
        copies=copies,
        surplus=tuple(
            each.concerns
            for each in judged
            if each.subject == papers.id and each.finding.code == _SURPLUS
        ),
        codes=codes.of_subject(papers.id),
        state=state,
    )


def _copy(papers: LetterPapers, copy: Copy, codes: Codes) -> CopyResult:
    file = papers.file_of(copy)
    return CopyResult(
        copy.role,
        copy.number,
        copy.recipient,
        copy.note,
        file,
        _state(codes, file),
        codes.of_file(file),
    )


def _state(codes: Codes, *files: str) -> State:
    """Missing when any file is, wrong when any has an error."""
    if any(code in _GONE for file in files for code in codes.of_file(file)):
        return State.MISSING
    return State.WRONG if codes.are_errors(*files) else State.OK


def _paper(paper: Paper, codes: Codes) -> PaperResult:
    files = (paper.office_file, *paper.also)
    state = _state(codes, *files, paper.pdf)
    if state is State.OK and codes.has_errors(paper.id):
        state = State.WRONG
    found = codes.of_subject(paper.id)
    return PaperResult(paper.id, paper.kind, paper.title, paper.pdf, files, state, found)


def _bundle(bundle: BundlePapers, codes: Codes) -> PaperResult:
    state = _state(codes, bundle.pdf)
    if state is State.OK and codes.has_errors(bundle.id):
        state = State.WRONG
    found, title = codes.of_subject(bundle.id), bundle.title or bundle.pdf
    holds = len(bundle.members)
    return PaperResult(bundle.id, "bundle", title, bundle.pdf, (), state, found, holds)
