"""Columns about people in any sheet: does the NIP fit, does the rank fit the grade (§4.4, §4.5).

Columns are known by how they begin: ``nip``, ``nip_pegawai``; ``pangkat``, ``pangkat_pegawai``;
``golongan``. Those with the same ending belong to the same person. Everything here is a warning:
there is no check digit, and rules about ranks change.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from docgen.findings import Finding, warning
from docgen.load.tables.cells import Row
from docgen.model.staff.nip import Nip, bare_nip, parse_nip
from docgen.model.staff.rank import BLANK, RANKS, full_rank, rank_problem, read_rank
from docgen.model.writing.likeness import suggest

_NIP = re.compile(r"(?:nip|ni_pppk|nip_ni_pppk)(?:_(?P<who>.+))?")
_RANK = re.compile(r"pangkat(?:_dan)?(?:_gol(?:ongan)?)?(?:_ruang)?(?:_(?P<who>.+))?")
_GRADE = re.compile(r"gol(?:ongan)?(?:_ruang)?(?:_(?P<who>.+))?")
# The nine digits of before 2007 are no NIP of today.
_OLD = "lama"


def staff_findings(row: Row) -> Iterator[Finding]:
    """What does not fit in a row's columns about people. Findings: nip-invalid,
    rank-grade-mismatch."""
    nips, ranks, grades = (_columns(row, pattern) for pattern in (_NIP, _RANK, _GRADE))
    numbers: dict[str, list[Nip | None]] = {}
    for who, column in nips.items():
        if who == _OLD:
            continue
        numbers[who] = []
        for text in row.values(column):
            parsed = _parsed(text)
            numbers[who].append(parsed if isinstance(parsed, Nip) else None)
            if isinstance(parsed, str) and parsed:
                yield warning("nip-invalid", row.where_of(column), parsed)
    for who in dict.fromkeys((*ranks, *grades)):
        texts = [
            row.values(column) if column else () for column in (ranks.get(who), grades.get(who))
        ]
        people = _people(texts[0], texts[1], numbers.get(who, []))
        where = row.where_of(ranks.get(who) or grades[who])
        for rank, grade, nip in people:
            if problem := _problem(*read_rank(rank, grade), nip):
                yield warning("rank-grade-mismatch", where, problem)


def _columns(row: Row, pattern: re.Pattern[str]) -> dict[str, str]:
    found = ((pattern.fullmatch(column), column) for column in row.cells)
    return {match["who"] or "": column for match, column in found if match}


def _parsed(text: str) -> Nip | str:
    """The number, what is wrong with it, or "" when there is none."""
    bare = re.sub(r"\ANI[P ]*(PPPK)?[ .:]*", "", text, flags=re.IGNORECASE)
    return "" if bare in BLANK or not bare_nip(bare) else parse_nip(bare)


def _people(
    ranks: Sequence[str], grades: Sequence[str], nips: Sequence[Nip | None]
) -> Iterator[tuple[str, str, Nip | None]]:
    """Rank, grade and number of each person; of lists of unequal length nobody can say."""
    most = max(len(ranks), len(grades))
    if {len(ranks), len(grades)} <= {0, most}:
        for at in range(most):
            yield (
                ranks[at] if ranks else "",
                grades[at] if grades else "",
                nips[at] if len(nips) == most else None,
            )


def _problem(rank: str, grade: str, nip: Nip | None) -> str:
    """As ``rank_problem``; but a letter may name a rank without its grade."""
    if grade or not rank:
        return rank_problem(rank, grade, nip)
    if nip and nip.pppk:
        return f"PPPK tidak punya nama pangkat, di sini «{rank}»; isi golongan saja (I sampai XVII)"
    known = {name.casefold(): name for name in RANKS.values()}
    if full_rank(rank).casefold() in known or nip is None:
        return ""
    likely = suggest(full_rank(rank), RANKS.values())
    did_you_mean = f"; maksud Anda «{likely}»?" if likely else "; periksa pangkat pegawai ini"
    return f"pangkat «{rank}» tidak ada{did_you_mean}"
