"""Ranks and grades of civil servants (*pangkat*, *golongan/ruang*), and what fits together.

The table of PNS ranks (domain rules §4.5) was read in the rule. PPPK have the grades I-XVII and no
rank name (Perpres 98/2020, as practice has it): hence what does not fit is a sentence for a
warning, never an exception.
"""

from __future__ import annotations

import re

from docgen.model.staff.nip import Nip

# High to low, the order of a nominative list.
GRADES = tuple(f"{group}/{step}" for group, last in
               (("IV", "e"), ("III", "d"), ("II", "d"), ("I", "d"))
               for step in "edcba" if step <= last)  # fmt: skip
RANKS = dict(
    zip(
        reversed(GRADES),
        (
            "Juru Muda", "Juru Muda Tingkat I", "Juru", "Juru Tingkat I",
            "Pengatur Muda", "Pengatur Muda Tingkat I", "Pengatur", "Pengatur Tingkat I",
            "Penata Muda", "Penata Muda Tingkat I", "Penata", "Penata Tingkat I",
            "Pembina", "Pembina Tingkat I", "Pembina Utama Muda", "Pembina Utama Madya",
            "Pembina Utama",
        ),
        strict=True,
    )
)  # fmt: skip
PPPK_GRADES = (
    "XVII", "XVI", "XV", "XIV", "XIII", "XII", "XI", "X", "IX", "VIII", "VII", "VI", "V",
    "IV", "III", "II", "I",
)  # fmt: skip
# How offices write that there is no rank.
BLANK = ("", "-", "–", "—")
_GRADE = re.compile(r"\b(IV|III|II|I)\s*/\s*([a-e])\b", re.IGNORECASE)
_LOOSE_GRADE = re.compile(r"\b(IV|III|II|I)[ ./-]+([a-e])\b", re.IGNORECASE)
_GRADE_WORD = re.compile(r"^gol(?:ongan|\.)?\s*(?:ruang\s*)?", re.IGNORECASE)
_SHORT = re.compile(r"\b(?:Tk|Tkt)\b\.?\s*", re.IGNORECASE)
_ONE = re.compile(r"\bTingkat\s+1\b", re.IGNORECASE)


def split_grade(text: str) -> tuple[str, str]:
    """``Penata Muda Tk. I (III/b)`` -> (``Penata Muda Tingkat I``, ``III/b``); parts may be ""."""
    match = _GRADE.search(text)
    if not match:
        bare = text.strip()
        return ("", bare.upper()) if bare.upper() in PPPK_GRADES else (bare, "")
    grade = f"{match[1].upper()}/{match[2].lower()}"
    rank = (text[: match.start()] + text[match.end() :]).strip(" \t/,()-")
    return full_rank(rank), grade


def full_rank(text: str) -> str:
    """A rank without the short forms: ``Pembina Tk. I`` -> ``Pembina Tingkat I``."""
    return " ".join(_ONE.sub("Tingkat I", _SHORT.sub("Tingkat ", text)).split())


def read_rank(pangkat: str, golongan: str = "") -> tuple[str, str]:
    """Rank and grade, both "" when not given, from one cell (``Penata, III/c``) or from two.

    A grade that cannot be read is given back as it was written.
    """
    text = _GRADE_WORD.sub("", " ".join(pangkat.split()))
    alone = _GRADE_WORD.sub("", " ".join(golongan.split()))
    if text in BLANK and alone in BLANK:
        return "", ""
    rank, grade = split_grade(text)
    if not grade:
        rank, grade = split_grade(_LOOSE_GRADE.sub(r"\1/\2", text))
    if not grade and alone not in BLANK:
        grade = split_grade(_LOOSE_GRADE.sub(r"\1/\2", alone))[1] or alone
    return "" if rank in BLANK else full_rank(rank), grade


def fits(pangkat: str, golongan: str) -> bool:
    """Whether a rank is that of a grade; for a PPPK grade, whether there is no rank name."""
    rank, grade = read_rank(pangkat, golongan)
    if grade in PPPK_GRADES:
        return not rank
    return grade in RANKS and full_rank(rank).casefold() == RANKS[grade].casefold()


def rank_problem(rank: str, grade: str, nip: Nip | None) -> str:
    """What does not fit between rank, grade and kind of employee; "" when all is well.

    ``rank`` and ``grade`` are those of ``read_rank``.
    """
    if not (rank or grade):
        return ""
    if not grade:
        return f'Golongan tidak terbaca dari "{rank}"; tulis misalnya "Penata Muda (III/a)".'
    if grade in PPPK_GRADES:
        if rank:
            return f'Golongan PPPK {grade} tidak punya nama pangkat, di sini "{rank}".'
        if nip and not nip.pppk:
            return f"Golongan {grade} adalah golongan PPPK, tetapi NIP-nya NIP PNS; periksa."
        return ""
    if grade not in RANKS:
        return f"Golongan {grade} tidak ada; periksa golongan ruang pegawai ini."
    if nip and nip.pppk:
        return f"Golongan {grade} adalah golongan PNS, tetapi nomor induknya PPPK; periksa."
    if rank and not fits(rank, grade):
        return f'Pangkat golongan {grade} adalah "{RANKS[grade]}", di sini "{rank}"; betulkan.'
    return ""


def rank_key(grade: str) -> tuple[int, int]:
    """Sort key of a grade, high to low: PNS before PPPK, an unknown grade after all of them."""
    for kind, grades in enumerate((GRADES, PPPK_GRADES)):
        if grade in grades:
            return kind, grades.index(grade)
    return 2, 0
