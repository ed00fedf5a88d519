"""Lists as people type them into a cell: a line each, often with a number or a sign in front."""

from __future__ import annotations

import re

# The signs of lists, as Word and telephones paste them.
BULLETS = "-–—•*·●○▪▫■□◦‣⁃➢➤►\uf0b7\uf0a7\uf0d8"
# "1. ", "2) ", "a. ", "- " in front of a line of a list: templates number by themselves.
NUMBERING = re.compile(
    rf"\A(?:(?:\(?\d{{1,2}}[.)]|[{re.escape(BULLETS)}])(?:\s+|(?=\D)|$)|\(?[a-z][.)]\s+(?![a-z]\.)|o\s+)"
)


def listed(text: str) -> list[tuple[str, str]]:
    """The lines of a text, each with the mark that stands in front of it: ``1.``, ``a.``, ``–``.

    What was typed stays, since it may have levels; where no line has a mark and there are several,
    they are numbered. Blank lines do not count.
    """
    lines = []
    for line in str(text).splitlines():
        mark = NUMBERING.match(line := line.strip())
        words = line[mark.end() :].strip() if mark else line
        if words:
            lines.append((mark[0].strip() if mark else "", words))
    if len(lines) < 2 or any(mark for mark, _words in lines):
        return lines
    return [(f"{number}.", words) for number, (_mark, words) in enumerate(lines, 1)]
