"""Words that sheets are made of, in the spellings that offices use: exits, starts, ends, arrows."""

from __future__ import annotations

import re
from typing import Literal

YES = {
    "ya", "y", "yes", "iya", "setuju", "disetujui", "lengkap", "sesuai", "benar", "ok", "oke",
    "memenuhi", "memenuhi syarat", "diterima", "layak", "valid", "sudah", "ada", "cocok", "acc",
}  # fmt: skip
# What says no with whatever follows: tidak lengkap, belum sesuai, kurang, ditolak …
_NO = re.compile(
    r"(?:tidak|tdk|tak|t|no|n|belum|blm|kurang|ditolak|tolak|bukan|dikembalikan|salah|batal|gagal"
    r"|keliru|revisi|perbaikan|diperbaiki)\b"
)
# Words that stand at an exit may name its case too: "Ya, lengkap".
_YES = re.compile(r"(?:ya|yes|iya|y)\b")
# Both in one place, as when two were typed into one cell: which line is whose nobody can tell.
_BOTH = re.compile(
    r"(?:ya|y)\s*(?:atau|or|/)?\s*(?:tidak|tdk|t)|(?:tidak|tdk|t)\s*(?:/)?\s*(?:ya|y)"
)
START = {"mulai", "start", "begin", "awal", "m"}
END = {"selesai", "end", "stop", "finish", "akhir", "tamat", "berakhir"}
# Arrows that somebody typed, and what is put together to look like one.
_TYPED = re.compile(r"[←-⇿⟰-⟿➔-➾▲▼►◄▶◀⬅-⬇\s|\-–—_.<>=+vV^¯]+")
_HEADED = re.compile(r"[←-⇿⟰-⟿➔-➾▲▼►◄▶◀⬅-⬇]|--+>|<--+|==+>|->")

Exit = Literal["ya", "tidak"]
# Longer words in a box are no label of an exit.
LONGEST_LABEL = 40


def folded(text: str) -> str:
    """A text to be compared: small letters, one space between words, no marks around them."""
    return " ".join(re.sub(r"[^\w/&]+", " ", text.replace("\u00ad", "").casefold()).split())


def squeezed(text: str) -> str:
    """The same without any spaces: heads are parted anywhere."""
    return folded(text).replace(" ", "").replace("/", "")


def exit_of(text: str) -> Exit | None:
    """Which exit of a decision a label names, None for other words."""
    words = folded(text)
    if not words or len(words) > LONGEST_LABEL or _BOTH.fullmatch(words):
        return None
    if _NO.match(words):
        return "tidak"
    return "ya" if words in YES or _YES.match(words) else None


def is_start(text: str) -> bool:
    """Whether the words of a symbol say that it begins."""
    return folded(text) in START


def is_end(text: str) -> bool:
    """Whether they say that it ends."""
    return folded(text) in END


def is_typed_arrow(text: str) -> bool:
    """Whether a text is an arrow made of letters."""
    return bool(text.strip() and _HEADED.search(text) and _TYPED.fullmatch(text))
