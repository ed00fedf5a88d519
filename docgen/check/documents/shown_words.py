"""Whether the pages of a document show the words that they must."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from docgen.check.pdf.reading import letters_of, runs_of


def missing(words: Sequence[tuple[str, str]], pages: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Those of the fields that no page shows; a text may begin on one page and end on the next."""
    bare = [letters_of(page) for page in pages]
    for path, text in words:
        for line in text.splitlines():
            if not all(_stands(run, bare) for run in runs_of(line)):
                yield path, line.strip()


def _stands(line: str, pages: Sequence[str]) -> bool:
    if any(line in page for page in pages):
        return True
    return any(
        _fits(line, page) and _goes_on(line[_fits(line, page) :], pages[number:])
        for number, page in enumerate(pages[:-1], 1)
    )


def _goes_on(line: str, pages: Sequence[str]) -> bool:
    """Whether the rest of a line that began on the page before stands on these, one by one."""
    if not line or not pages:
        return not line
    return line in pages[0] or _goes_on(line[_fits(line, pages[0]) :], pages[1:])


def _fits(line: str, page: str) -> int:
    """How much of the beginning of ``line`` stands on ``page``."""
    low, high = 0, len(line)
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if line[:middle] in page else (low, middle - 1)
    return low
