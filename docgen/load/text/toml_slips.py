"""Which mistake a TOML file has: the parser says where it stopped, the line says why."""

from __future__ import annotations

import re

from docgen.load.text.slips import slip_in, without_quoted

GENERAL = (
    "penulisan TOML salah di sekitar baris ini: periksa tanda kutip, kurung dan tanda =, dan kunci "
    "yang ditulis dua kali; jalur berkas ditulis dengan garis miring biasa (/)"
)
BACKSLASH = (
    "garis miring terbalik (\\) tidak dapat dipakai di sini; tulis jalur berkas dengan garis "
    "miring biasa (/)"
)
_QUOTE_OPEN = "tanda kutip yang dibuka di baris ini belum ditutup; tambahkan penutupnya"
_AT_LINE = re.compile(r"at line (\d+)")
_COMMENT = re.compile(r"#.*")
_TWO_COMMAS = re.compile(r",\s*,")
_KEY = re.compile(r"""\s*(?:[A-Za-z0-9_.-]+|"[^"]*"|'[^']*')\s*""")
_NEW_KEY = re.compile(r"\s*(?:\[|[\w.-]+\s*=)")


def toml_slip(problem: str, text: str) -> tuple[int, str]:
    """The line and the mistake, from the parser's own words about ``text``."""
    lines = text.split("\n")
    found = _AT_LINE.search(problem)
    at = int(found[1]) if found else max(len(text.splitlines()), 1)
    line = lines[at - 1]
    slip = slip_in(line)
    if slip:
        return at, slip
    if "Cannot" in problem:
        return at, _twice(lines, at)
    if "Unescaped '\\'" in problem or "Invalid hex" in problem:
        return at, BACKSLASH
    opened = _open_text(problem, lines, at)
    if opened:
        return opened
    bracket = _open_bracket(lines, at)
    if "Unclosed" in problem or (bracket and _NEW_KEY.match(line)):
        return _unclosed(problem, lines, at, bracket)
    return at, _in_line(line)


def _open_text(problem: str, lines: list[str], at: int) -> tuple[int, str] | None:
    """A text that is never closed, or holds what no text may hold."""
    if "Illegal character '\\n'" in problem or "Illegal character '\\r'" in problem:
        return at, _QUOTE_OPEN
    if "Illegal character" in problem:
        return at, "ada karakter kendali yang tidak terlihat; hapus dan ketik ulang baris ini"
    if "Unterminated string" in problem or problem.startswith('Expected "\'"'):
        odd = [n for n, each in enumerate(lines, 1) if _is_open(each)]
        return (odd[-1] if '"""' in lines[odd[-1] - 1] else odd[0], _QUOTE_OPEN) if odd else None
    return None


def _is_open(line: str) -> bool:
    bare = _COMMENT.sub("", without_quoted(line).replace('""', ""))
    return '"' in bare or "'" in bare


def _twice(lines: list[str], at: int) -> str:
    """A key or a table that stands there already."""
    line = lines[at - 1].strip()
    name = _COMMENT.sub("", line).strip() if line.startswith("[") else line.split("=")[0].strip()
    first = 0
    for number, other in enumerate(lines[: at - 1], 1):
        other = other.strip()
        if line.startswith("["):
            first = first or (number if _COMMENT.sub("", other).strip() == name else 0)
        elif other.startswith("["):
            first = 0  # keys of another table
        elif other.split("=")[0].strip() == name:
            first = first or number
    where = f" (juga di baris {first})" if first else ""
    what = "bagian" if line.startswith("[") else "kunci"
    return f"{what} «{name}» ditulis dua kali{where}; satukan atau hapus salah satunya"


def _open_bracket(lines: list[str], before: int) -> int:
    """The line whose bracket is still open where line ``before`` begins; 0 when none is."""
    opened: list[int] = []
    for number, line in enumerate(lines[: before - 1], 1):
        bare = _COMMENT.sub("", without_quoted(line))
        if not opened and bare.lstrip().startswith("["):
            continue  # the head of a table
        for sign in bare:
            if sign in "[{":
                opened.append(number)
            elif sign in "]}" and opened:
                opened.pop()
    return opened[-1] if opened else 0


def _unclosed(problem: str, lines: list[str], at: int, bracket: int) -> tuple[int, str]:
    if "end of document" not in problem and not (bracket and _NEW_KEY.match(lines[at - 1])):
        return at, "isi daftar harus dipisahkan koma (,); periksa koma di antara isinya"
    if "end of document" in problem:
        bracket = _open_bracket([*lines, ""], len(lines) + 1)
    return bracket or at, "kurung yang dibuka di baris ini belum ditutup"


def _in_line(line: str) -> str:
    """What is wrong with one line as such."""
    bare = _COMMENT.sub("", without_quoted(line)).strip()
    key, sign, value = (part.strip() for part in bare.partition("="))
    if bare.startswith("["):
        return (
            "judul bagian harus diapit kurung siku tanpa spasi di namanya, misalnya "
            "[letters.undangan]"
        )
    if not sign:
        if re.match(r"[\w.-]+\s*:", bare):
            return 'tulis tanda = sesudah nama kunci, bukan titik dua, misalnya kota = "Madiun"'
        if bare.endswith("]"):
            return "judul bagian harus dibuka dengan kurung siku, misalnya [letters.undangan]"
        return 'baris ini bukan «kunci = "isi"»; bila catatan, awali dengan #'
    if not _KEY.fullmatch(key):
        return (
            f"nama kunci «{key}» hanya boleh berisi huruf tanpa aksen, angka, - dan _, tanpa spasi"
        )
    return _of_value(value, line)


def _of_value(value: str, line: str) -> str:
    if not value:
        return 'belum ada isi sesudah tanda =; tulis isinya, atau "" bila memang kosong'
    if value.startswith((",", "[,")) or _TWO_COMMAS.search(value):
        return "ada koma yang tidak pada tempatnya; hapus koma itu"
    if value.lower() in ("ya", "yes", "true", "benar", "on"):
        return "tulis true (huruf kecil, tanpa tanda kutip)"
    if value.lower() in ("tidak", "no", "false", "salah", "off"):
        return "tulis false (huruf kecil, tanpa tanda kutip)"
    if value.startswith('""'):
        rest = value[2:].strip()
        if rest.startswith(("//", ";", "--")):
            return "sesudah isi hanya boleh ada catatan yang diawali #"
        if "\\" in line:
            return BACKSLASH
        return (
            "ada isi sesudah tanda kutip penutup; bila tanda kutip bagian dari teks, apit seluruh "
            "teks dengan tanda kutip tunggal (')"
        )
    if value[0].isdigit() or value[0] in "+-.":
        return f'«{value}» bukan angka yang dikenal; bila teks, apit dengan tanda kutip: "{value}"'
    if value[0] in "[{":
        return "isi daftar harus dipisahkan koma (,), dan kurungnya ditutup"
    if '"' in value or "'" in value:
        return "tanda kutip pembuka belum ada; apit seluruh teks dengan tanda kutip"
    return f'teks harus diapit tanda kutip: "{value}"'
