"""How a cell says more than one thing: ``gudang; operator``, ``kasi: simpan; kabid: catat``.

``;`` or a line break parts them, in lists of names a comma too. A name that holds such a sign
stands between quotes, in which ``""`` is one quote: ``"Kasi; Subbag": simpan``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

# What parts names of lanes and steps, and what parts texts, in which a comma is nothing special.
OF_NAMES, OF_TEXTS = ";\n,", ";\n"
_SPECIAL = frozenset(';,:\n"')
_QUOTED = re.compile(r'"((?:[^"]|"")*)"')
_PAIR = re.compile(r'\s*("(?:[^"]|"")*"|[^\s":][^:]*?)\s*:(.*)', re.DOTALL)


class NotationError(ValueError):
    """A cell that cannot be taken apart; ``said`` is why, for a clerk."""

    def __init__(self, said: str) -> None:
        super().__init__(said)
        self.said = said


class Part(NamedTuple):
    """One thing that a cell says; ``key`` is "" for one without."""

    key: str
    text: str


def parts_of(text: str, separators: str) -> list[Part]:
    """What a cell says, in its order. Raises NotationError."""
    found = []
    for piece in _pieces(text, separators):
        if not piece.strip():
            continue
        pair = _PAIR.fullmatch(piece)
        found.append(Part(_bare(pair[1]), _bare(pair[2])) if pair else Part("", _bare(piece)))
    return found


def _pieces(text: str, separators: str) -> Iterable[str]:
    pieces, start = list[str](), 0
    is_open, is_quoted, may_open = False, False, True
    for at, sign in enumerate(text):
        if is_open:
            is_open = sign != '"'
        elif sign in separators:
            pieces.append(text[start:at])
            start, is_quoted, may_open = at + 1, False, True
        elif sign == '"' and (may_open or (is_quoted and text[at - 1] == '"')):
            is_open, is_quoted, may_open = True, True, False  # the second of two is a quote itself
        elif sign == ":":
            is_quoted, may_open = False, True
        elif not sign.isspace():
            may_open = False
    if is_open:
        raise NotationError("tanda kutip yang dibuka belum ditutup; tutup, atau hapus tandanya")
    return [*pieces, text[start:]]


def _bare(text: str) -> str:
    text = text.strip()
    if not text.startswith('"'):
        return text
    quoted = _QUOTED.fullmatch(text)
    if quoted is None:
        raise NotationError(
            f"ada isi sesudah tanda kutip penutup pada {text}; apit seluruhnya dengan tanda kutip, "
            'dan tulis "" untuk tanda kutip di dalamnya'
        )
    return quoted[1].replace('""', '"')


def name_said(name: str) -> str:
    """A name as a cell says it among others."""
    return _quoted(name) if not name or name != name.strip() or _SPECIAL & set(name) else name


def text_said(text: str) -> str:
    """A text behind a key, as a cell says it among others."""
    plain = text and text == text.strip() and not text.startswith('"')
    return text if plain and not set(OF_TEXTS) & set(text) else _quoted(text)


def pair_said(key: str, text: str) -> str:
    """A text with its key."""
    return f"{name_said(key)}: {text}" if key else text


def _quoted(text: str) -> str:
    return '"' + text.replace('"', '""') + '"'
