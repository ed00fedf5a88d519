"""What Word, a web page or a merge leaves in a text file, and no language of data takes."""

from __future__ import annotations

import re

CURLY = "“”„‟‘’‚‛"
# Blanks that look like one and are none: no-break, thin, ideographic, and one without width.
_BLANKS = re.compile("[\u00a0\u1680\u2000-\u200b\u202f\u205f\u3000\ufeff]")
_CONFLICT = re.compile(r"(?:<<<<<<<|=======|>>>>>>>)")
# A whole text between straight quotes, in which anything may stand.
_QUOTED = re.compile(r'"(?:[^"\\]|\\.)*"|\'[^\']*\'')

CURLY_SAID = (
    "tanda kutip lengkung (“ ” ‘ ’) seperti di Word tidak dikenal; ganti dengan tanda kutip lurus "
    '(")'
)
BLANK_SAID = (
    "ada spasi khusus yang tersalin dari Word atau halaman web; hapus spasi di baris ini, lalu "
    "ketik ulang"
)
NOT_UTF8 = (
    "ada huruf yang bukan UTF-8; simpan ulang berkas ini sebagai UTF-8 (di Notepad: Save As, "
    "Encoding)"
)
CONFLICT_SAID = "ada tanda sisa penggabungan berkas (<<<<<<<, =======, >>>>>>>); pilih satu isinya"


def slip_in(line: str) -> str:
    """What is wrong with a line that some language refused; "" when none of these is it."""
    if _CONFLICT.match(line):
        return CONFLICT_SAID
    bare = _QUOTED.sub('""', line)
    if has_blank(bare):
        return BLANK_SAID
    if any(mark in bare for mark in CURLY):
        return CURLY_SAID
    return ""


def has_blank(text: str) -> bool:
    """Whether a blank of another kind stands in a text."""
    return bool(_BLANKS.search(text))


def without_quoted(line: str) -> str:
    """A line with all that stands between straight quotes taken out of them."""
    return _QUOTED.sub('""', line)
