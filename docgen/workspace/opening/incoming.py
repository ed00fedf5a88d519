"""Papers from elsewhere, before anything is made of them: can they be read, and are they what was
signed?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from docgen.findings import Finding, Where, error
from docgen.limits import MOST_FILE
from docgen.model.set_name import SetName
from docgen.outside.files import TooLargeError, fits
from docgen.signatures import missing_signature, signature_findings
from docgen.workspace import kinds
from docgen.workspace.input_files import is_outside, matching
from docgen.workspace.kinds.letter import LETTER
from docgen.workspace.loaded import Loaded
from docgen.workspace.opening.aside import Owned


def oversized(loaded: Loaded) -> Iterator[Owned]:
    """Papers of more bytes than anybody needs (file-too-large), with the sets and bundles of each:
    none of them is read."""
    for path, owners in _papers(loaded).items():
        for finding in _too_large(loaded.root / path, Where(path)):
            yield frozenset(owners), finding


def _too_large(path: Path, where: Where) -> Iterator[Finding]:
    try:
        fits(path, MOST_FILE)
    except TooLargeError as problem:
        message = f"berkas ini {problem.words}; pindai dengan mutu lebih rendah, atau bagi"
        yield error("file-too-large", where, message)
    except OSError:  # which has its own finding
        return


def signatures(loaded: Loaded) -> Iterator[Owned]:
    """Findings about the electronic signatures of all papers that are there, with the sets and
    bundles that each is of: those of ``signature_findings``, and signature-missing.
    """
    papers = _papers(loaded)
    root, judge = loaded.root, loaded.judge
    judge.begin([root / path for path in papers])
    for path, owners in papers.items():
        verdict = judge.verdict(root / path)
        if verdict:
            for finding in signature_findings(verdict, Where(path), judge):
                yield frozenset(owners), finding
    for name, book in LETTER.books(loaded).items():
        for letter in book.letters:
            path = letter.berkas_ttd
            if letter.is_electronic and path in papers:
                for finding in missing_signature(judge.verdict(root / path), path, letter.where):
                    yield frozenset((LETTER.set(name),)), finding


def _papers(loaded: Loaded) -> dict[str, set[SetName]]:
    """The paths of all that are there, and whose they are."""
    papers: dict[str, set[SetName]] = {}
    for name in loaded.books:
        for path in kinds.kind_of(name.kind).incoming(loaded, name.name):
            papers.setdefault(path, set()).add(name)
    for name, declared in loaded.workspace.bundles.items():
        patterns = [extra.berkas for extra in declared.papers]
        for path in matching(loaded.root, patterns, "")[0]:
            papers.setdefault(path, set()).add(name)
    return {
        path: owners
        for path, owners in papers.items()
        if not is_outside(path) and (loaded.root / path).is_file()
    }
