"""Verify the electronic signatures of files from elsewhere, and tell what is known of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from docgen.check.files import Files
from docgen.findings import Finding, Where
from docgen.signatures import Judge, signature_findings


@dataclass(frozen=True, slots=True)
class Signed:
    """A file with signatures: its path, what it is of, and who, when and how it stands, a line
    each."""

    file: str
    subject: str
    lines: tuple[str, ...]


def check_signatures(files: Files, name: str) -> Iterator[Finding]:
    """Those of ``signature_findings``."""
    verdict = files.verdict(name)
    if verdict:
        yield from signature_findings(verdict, Where(name), files.judge)


def signed_of(files: Files, subjects: Iterable[tuple[str, str]]) -> tuple[Signed, ...]:
    """What is known of the files that are signed, given with what each is of."""
    known = ((name, subject, files.verdict(name)) for name, subject in subjects)
    return tuple(Signed(name, subject, each.lines()) for name, subject, each in known if each)


def signatures_under(
    folder: Path, paths: Iterable[Path], judge: Judge
) -> tuple[tuple[Finding, ...], tuple[Signed, ...]]:
    """The findings about files under a folder, the same content only once, and what is known."""
    every = sorted(path for path in paths if path.is_file())
    judge.begin(every)
    found: list[Finding] = []
    signed: dict[str, Signed] = {}
    for path in every:
        verdict, content = judge.verdict(path), judge.content(path)
        if verdict and content not in signed:
            name = path.relative_to(folder).as_posix()
            found += signature_findings(verdict, Where(name), judge)
            signed[content] = Signed(name, "", verdict.lines())
    return tuple(found), tuple(signed.values())
