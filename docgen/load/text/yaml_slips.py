"""Which mistake a YAML file has: the parser says where it stopped, the lines say why."""

from __future__ import annotations

import re

from ruamel.yaml.error import MarkedYAMLError

from docgen.load.text.slips import slip_in, without_quoted

GENERAL = (
    "penulisan YAML salah di sekitar baris ini: periksa titik dua, tanda kutip dan jumlah spasi di "
    "awal baris"
)
INDENT = (
    "jumlah spasi di awal baris ini tidak cocok dengan baris di atasnya; samakan dengan baris lain "
    "yang setingkat"
)
NO_BLANK = "beri spasi sesudah tanda -"
_QUOTE_OPEN = "tanda kutip yang dibuka di baris ini belum ditutup"
_AFTER_QUOTE = (
    "ada isi sesudah tanda kutip penutup; bila tanda kutip bagian dari teks, apit seluruh teks "
    "dengan tanda kutip tunggal (')"
)
_BACKSLASH = (
    "garis miring terbalik (\\) tidak dapat dipakai di antara tanda kutip ganda; pakai garis "
    "miring biasa (/), atau tanda kutip tunggal (')"
)
_BRACKET = (
    "kurung yang dibuka di baris ini belum ditutup, atau koma di antara isinya kurang; bila kurung "
    "bagian dari teks, apit seluruh teks dengan tanda kutip"
)
_PAIR = re.compile(r"\s*(?:- +)*[^:#]+:(?:\s|$)")
_START = re.compile(r"found character '(.)' that cannot start")


def yaml_slip(problem: MarkedYAMLError, text: str) -> tuple[int, str]:
    """The line (from 1) and the mistake that made the parser stop."""
    lines = text.split("\n")
    mark = problem.problem_mark or problem.context_mark
    at = min(mark.line, len(lines) - 1) if mark else 0
    begun = problem.context_mark.line if problem.context_mark else at
    said = str(problem.problem)
    if "\\t" in said:
        return at + 1, "ada TAB di baris ini; ganti dengan spasi"
    if "end of stream" in said and "quoted" in str(problem.context):
        return begun + 1, slip_in(lines[begun]) or _QUOTE_OPEN
    if "another document" in said:
        return at + 1, "ada tanda ---, padahal satu berkas hanya untuk satu isi; hapus"
    if "escape" in said or "hexadecimal" in said:
        return at + 1, _BACKSLASH
    slip = slip_in(lines[at]) or (slip_in(lines[at - 1]) if at else "")
    if slip:
        return (at if slip_in(lines[at]) else at - 1) + 1, slip
    if "flow" in str(problem.context):
        return begun + 1, _BRACKET
    sentence = _of_sign(said, lines[at])
    if sentence:
        return at + 1, sentence
    if "expected ':'" in said:
        return begun + 1, _no_pair(lines[begun])
    if "mapping values" in said:
        return _mapping(lines, at)
    if "<scalar>" in said:
        odd = [n for n in range(at, -1, -1) if _is_open(lines[n])]
        return (odd[0] + 1, _QUOTE_OPEN) if odd and odd[0] < at else (at + 1, _AFTER_QUOTE)
    if "<block end>" in said or "<document start>" in said:
        return at + 1, INDENT
    return at + 1, GENERAL


def _of_sign(said: str, line: str) -> str:
    """A value whose first sign means something in YAML."""
    sign = ""
    if found := _START.search(said):
        sign = found[1]
    elif "alias" in said or "alphabetic" in said or "anchor" in said:
        sign = next((each for each in "*&" if each in line), "*")
    elif "chomping" in said or "comment or a line break" in said:
        sign = next((each for each in "|>" if each in line), "|")
    elif "tag" in said:
        sign = "!"
    elif "sequence entries" in said:
        return "tanda - untuk daftar ditulis di baris baru, di bawah nama kuncinya"
    return f"isi tidak boleh diawali {sign}; apit isinya dengan tanda kutip" if sign else ""


def _mapping(lines: list[str], at: int) -> tuple[int, str]:
    """A colon where none was expected: in a text, or after a line that is no pair."""
    line = lines[at]
    above = next((n for n in range(at - 1, -1, -1) if lines[n].strip()), -1)
    if above >= 0 and not _PAIR.match(lines[above]):
        return above + 1, _no_pair(lines[above])
    value = without_quoted(line).partition(": ")[2]
    if ":" in value:
        return at + 1, (
            "titik dua di dalam teks dikira kunci; apit seluruh teks dengan tanda kutip, misalnya "
            'nama: "SOP: Cuti"'
        )
    return at + 1, INDENT


def _no_pair(line: str) -> str:
    """Why a line is no ``kunci: isi``."""
    bare = line.strip()
    if re.match(r"-[^\s-]", bare):
        return NO_BLANK
    if re.match(r"[\w -]+:\S", bare):
        return "beri spasi sesudah titik dua"
    if re.match(r"[\w -]+=", bare):
        return "tulis titik dua dan spasi sesudah nama kunci, bukan tanda ="
    return "baris ini bukan «kunci: isi» dan bukan «- isi»; bila catatan, awali dengan #"


def _is_open(line: str) -> bool:
    bare = without_quoted(line).replace('""', "")
    return '"' in bare or bool(re.search(r"[:-]\s+'", bare))
