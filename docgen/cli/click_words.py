"""What click itself says, in the words of a clerk: its messages by the pattern that it fills."""

from __future__ import annotations

import re
from functools import cache

# click's message -> ours; the parts in braces are taken over. A test holds it against the messages
# that the installed click has.
WORDS = {
    "Missing command.": "perintahnya belum disebut",
    "Got unexpected extra argument ({args})": "terlalu banyak kata dalam perintah: {args}",
    "Got unexpected extra arguments ({args})": "terlalu banyak kata dalam perintah: {args}",
    "Takes {nargs} values but 1 was given.": "perlu {nargs} nilai, yang disebut baru 1",
    "Takes {nargs} values but {len} were given.": "perlu {nargs} nilai, yang disebut {len}",
    "{len_type} values are required, but {len_value} was given.": (
        "perlu {len_type} nilai, yang disebut {len_value}"
    ),
    "{len_type} values are required, but {len_value} were given.": (
        "perlu {len_type} nilai, yang disebut {len_value}"
    ),
    "Value must be an iterable.": "nilainya harus lebih dari satu",
    "No such option {name!r}.": "pilihan {name} tidak dikenal",
    "No such option: {name}": "pilihan {name} tidak dikenal",
    "No such command {name!r}.": "tidak ada perintah {name}",
    "Invalid value: {message}": "{message}",
    "Invalid value for {param_hint}: {message}": "isi {param_hint} tidak dapat dipakai: {message}",
    "Missing argument": "ada yang belum disebut",
    "Missing option": "ada pilihan yang belum disebut",
    "Missing parameter": "ada yang belum disebut",
    "Missing parameter: {param_name}": "{param_name} belum disebut",
    "Missing {param_type}": "ada yang belum disebut",
    "Could not open file {filename!r}: {message}": (
        "berkas {filename} tidak dapat dibuka: {message}"
    ),
    "unknown error": "sebabnya tidak diketahui",
    "Invalid start character for option ({option})": "pilihan {option} salah ditulis",
    "Option {name!r} does not take a value.": "pilihan {name} tidak memakai nilai; hapus nilainya",
    "Option {name!r} requires an argument.": "pilihan {name} perlu nilai di belakangnya",
    "Option {name!r} requires {nargs} arguments.": "pilihan {name} perlu {nargs} nilai",
    "Argument {name!r} takes {nargs} values.": "{name} perlu {nargs} nilai",
    "Choose from:\n\t{choices}": "pilih dari {choices}",
    "{value!r} is not {choice}.": "«{value}» tidak ada; yang ada {choice}",
    "{value!r} is not one of {choices}.": "«{value}» tidak ada; pilih dari {choices}",
    "{value!r} does not match the format {format}.": "«{value}» tidak ditulis seperti {format}",
    "{value!r} does not match the formats {formats}.": (
        "«{value}» tidak ditulis seperti salah satu dari {formats}"
    ),
    "{value} is not in the range {range}.": "{value} di luar batas {range}",
    "{value!r} is not a valid boolean. Recognized values: {states}": (
        "«{value}» bukan ya atau tidak; pilih dari {states}"
    ),
    "{value!r} is not a valid {number_type}.": "«{value}» bukan bilangan",
    "{value!r} is not a valid UUID.": "«{value}» bukan tanda pengenal",
    "{name} {filename!r} is a file.": "{filename} adalah berkas, padahal yang diperlukan folder",
    "{name} {filename!r} is a directory.": (
        "{filename} adalah folder, padahal yang diperlukan berkas"
    ),
    "{name} {filename!r} is not readable.": "{filename} tidak boleh dibaca; periksa izinnya",
    "{name} {filename!r} is not writable.": "{filename} tidak boleh ditulis; periksa izinnya",
    "{name} {filename!r} is not executable.": "{filename} bukan program",
    "{name} {filename!r} does not exist.": "{filename} tidak ada; periksa namanya",
}
_PART = re.compile(r"\\\{(\w+)(?:!r)?\\\}")


def said(message: str) -> str:
    """A message of click in Indonesian; one of our own as it is."""
    for pattern, ours in _patterns():
        found = pattern.fullmatch(message)
        if found:
            return ours.format(**{name: _bare(text) for name, text in found.groupdict().items()})
    return message


def _bare(text: str) -> str:
    """Without the quotes that Python puts around a text."""
    quoted = len(text) > 1 and text[0] == text[-1] and text[0] in "'\""
    return text[1:-1].replace("\\\\", "\\") if quoted and text.count(text[0]) == 2 else text


@cache
def _patterns() -> list[tuple[re.Pattern[str], str]]:
    # The longest first: «Missing option» is also «Missing {param_type}».
    ordered = sorted(WORDS, key=lambda text: len(_PART.sub("", re.escape(text))), reverse=True)
    return [
        (re.compile(_PART.sub(r"(?P<\1>.+?)", re.escape(text)), re.DOTALL), WORDS[text])
        for text in ordered
    ]
