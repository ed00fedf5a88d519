"""How long a step takes as real SOPs write it, which is not always one length (domain rules §1.9).

*30 menit - 3 jam*, *maks. 3 hari* and *± 1 hari* have an upper bound or a usual length that a total
can count; *2 menit/berkas* and *semesteran* are understood and have none.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from docgen.model.writing.durations import Duration, parse_duration, size


class Kind(Enum):
    """What a time says: a length, one with a bound, one that no total can count, or nothing."""

    EXACT = auto()
    BOUND = auto()
    OPEN = auto()
    UNREADABLE = auto()


@dataclass(frozen=True, slots=True)
class StepTime:
    """A time as read; ``duration`` is what a total counts, None for OPEN and UNREADABLE."""

    kind: Kind
    duration: Duration | None = None


_UNREADABLE = StepTime(Kind.UNREADABLE)
_OPEN = StepTime(Kind.OPEN)
_SHORT = (
    (r"(?<=[\d\s])(?:mnt|men)\b\.?", "menit"), (r"(?<=[\d\s])(?:jm)\b\.?", "jam"),
    (r"(?<=[\d\s])hr\b\.?", "hari"), (r"(?<=[\d\s])bln\b\.?", "bulan"),
    (r"(?<=[\d\s])mgg\b\.?", "minggu"), (r"(?<=[\d\s])(?:thn|th)\b\.?", "tahun"),
    (r"(?<=\d)\s*['’′](?!\w)", " menit"), (r"(?<=\d)(?=[a-z])(?!x)", " "),
    (r"\bseperempat\s+jam\b", "15 menit"), (r"\bsetengah\b", "0,5"),
    (r"(?<!\d)1/2\b|½", "0,5"), (r"(?<!\d)1/4\b|¼", "0,25"), (r"(?<!\d)3/4\b|¾", "0,75"),
    (r"\bse(?=(?:menit|jam|hari|minggu|bulan|tahun)\b)", "1 "), (r"\bhari-kerja\b", "hari kerja"),
    (r"\bhk\b", "hari kerja"),
)  # fmt: skip
_NUMBERS = (
    "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh",
)  # fmt: skip
# 3 (tiga) hari; 1 hari (setelah berkas lengkap).
_ASIDE = re.compile(r"\([^()]*\)")
_AFTERWARDS = re.compile(r"\s+(?:setelah|sejak|sesudah|terhitung|sebelum)\b.*")
_TIMES = re.compile(r"(\d+)\s*[x×]\s*(\d+)\s*(jam|menit|hari(?:\s+kerja)?)")
_BETWEEN = re.compile(r"\bantara\s+(.*?)\s+(?:dan|sampai)\s+(.*)")
_RANGE = re.compile(
    r"\s*(?:[-–—~]|s\.?\s?/?\s?d\.?(?![a-z])|\bsampai(?:\s+dengan)?\b|\bhingga\b|\batau\b|/)\s*(?=\d)"
)
_AT_MOST = re.compile(
    r"\b(?:maksimal|maksimum|maks|max(?:imal|imum)?|paling\s+(?:lama|lambat|banyak)|"
    r"selambat-?\s?lambatnya|selama-?\s?lamanya|kurang\s+dari|tidak\s+lebih\s+dari)"
    r"(?!\w)\.?|[<≤]=?|^(?:s\.?\s?/?\s?d\.?|sampai(?:\s+dengan)?|hingga)(?=\s)"
)
_ABOUT = re.compile(
    r"±|\+\s?/\s?-|\+-|≈|~|\b(?:sekitar|kurang\s+lebih|kira-?\s?kira|lebih\s+kurang|kl|ca|rata-?\s?"
    r"rata|estimasi)\b\.?"
)
_AT_LEAST = re.compile(
    r"\b(?:minimal|minimum|min|paling\s+(?:sedikit|cepat|kurang)|lebih\s+dari|sekurang-?kurangnya)"
    r"\b\.?|[>≥]=?|\blebih$"
)
_EACH = re.compile(
    r"^(?:@|(?:se)?tiap\s+[a-z]+)(?=\s*\d)|"
    r"\s*(?:/\s*(?=[a-z])|\bper\b|\b(?:se)?tiap\b|\bmasing-masing\b|@).*"
)
# Words that name when something is done, or that it depends.
_WHEN = re.compile(
    r"\b(?:harian|mingguan|bulanan|triwulan(?:an)?|caturwulan|semester(?:an)?|tahunan|rutin|berkala|"
    r"kondisional|tentatif|insident(?:il|al)|situasional|segera|seketika|saat\s+itu|setiap|tiap|"
    r"sesuai|menyesuaikan|disesuaikan|tergantung|sewaktu|(?:dua)?kali|pukul|tanggal|tgl|akhir|awal|"
    r"jadwal|menerus|langsung|fleksibel|periodik|jam\s+kerja|hari\s+(?:h|yang\s+sama|itu|ini))\b|"
    r"\bh\s*[-+]\s*\d|\bminggu\s+ke|\d{1,2}[.:]\d{2}\s*[-–]"
)


def read_time(text: str) -> StepTime:
    """What a step's ``waktu`` says."""
    words = _plain(text)
    exact = parse_duration(words)
    if exact:
        return StepTime(Kind.EXACT, exact)
    if between := _BETWEEN.fullmatch(words):
        words = f"{between[1]} - {between[2]}"
    if re.search(r"\d", words) and _AT_LEAST.search(words):
        return _OPEN
    bare = " ".join(_ABOUT.sub(" ", _AT_MOST.sub(" ", words)).split())
    upper = _upper(bare)
    if upper:
        return StepTime(Kind.BOUND, upper)
    one = _EACH.sub("", bare).strip()
    if one != bare and _upper(one):
        return _OPEN
    return _OPEN if _WHEN.search(words) else _UNREADABLE


def _plain(text: str) -> str:
    """In small letters, without short forms, asides and what comes afterwards."""
    words = " ".join(_ASIDE.sub(" ", text.lower()).split()).strip(" .;,")
    for number, name in enumerate(_NUMBERS, 1):
        words = re.sub(rf"\b{name}\b(?=\s+[a-z])", str(number), words)
    for pattern, instead in _SHORT:
        words = re.sub(pattern, instead, words)
    words = _TIMES.sub(lambda m: f"{int(m[1]) * int(m[2])} {m[3]}", words)
    return _AFTERWARDS.sub("", " ".join(words.split()))


def _upper(words: str) -> Duration | None:
    """The one length, or the longest of several: ``1-2 hari`` has its unit only at the end."""
    parts = _RANGE.split(words)
    unit = re.sub(r"^[\d.,\s]+", "", parts[-1])
    read = [parse_duration(part) or parse_duration(f"{part} {unit}") for part in parts]
    found = [each for each in read if each]
    return max(found, key=size) if len(found) == len(parts) else None
