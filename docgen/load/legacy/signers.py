"""Who signs a sheet, as its lines say: post, name, rank, number."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from docgen.load.legacy.drawn import Papers
from docgen.load.legacy.flow.tables import StepTable

_NIP = re.compile(r"\s*NI[PK]\s*(?:PPPK)?\s*[.:]?\s*([\d ]{8,25})", re.I)
_RANK = re.compile(
    r"\s*(?:pangkat\s*[/.:]?\s*(?:gol\w*)?\s*[.:]?\s*)?"
    r"((?:pembina|penata|pengatur|juru)\b.*|(?:gol\w*\.?\s*)?[IVX]+\s*/\s*[a-e]\b.*)", re.I
)  # fmt: skip


@dataclass(slots=True)
class Signed:
    """Who signs, as lines of a sheet say it."""

    jabatan: str = ""
    nama: str = ""
    pangkat: str = ""
    nip: str = ""
    kalimat: str = ""

    def as_data(self) -> dict[str, str]:
        """What is there, in the order of a spec."""
        keys = ("kalimat", "jabatan", "nama", "pangkat", "nip")
        return {key: text for key in keys if (text := getattr(self, key))}


def signed(lines: Iterable[str]) -> Signed:
    """Who signs, from the lines of a block: post, name, rank, number."""
    found = Signed()
    rest: list[str] = []
    for line in (" ".join(each.split()) for each in lines):
        nip, rank = _NIP.match(line), _RANK.fullmatch(line)
        if nip:
            found.nip = nip[1].replace(" ", "")
        elif rank and rest:
            found.pangkat = rank[1]
        elif "ditandatangani secara elektronik" in line.casefold():
            found.kalimat = line
        elif line and not re.match(r"(ditetapkan|pada tanggal|tanggal)\b", line, re.I):
            rest.append(line)
    if not rest:
        return found
    has_name = len(rest) > 1
    found.nama = rest.pop() if has_name else ""
    found.jabatan = " ".join(rest).rstrip(",")
    return found


def closing(papers: Papers, tables: Sequence[StepTable]) -> Signed | None:
    """Who signs below the last table of steps."""
    if not tables:
        return None
    last = tables[-1]
    blocks: list[list[str]] = []
    for part in papers.parts:
        first = last.end if part is last.part else 0
        if part.number < last.part.number:
            continue
        by_column: dict[int, list[str]] = {}
        for cell in part.cells:
            if (part is not last.part or cell.rows[0] >= first) and cell.text:
                by_column.setdefault(cell.columns[0], []).extend(cell.text.split("\n"))
        blocks += by_column.values()
    for lines in reversed(blocks):
        if any(_NIP.match(line) for line in lines):
            return signed(lines)
    return None
