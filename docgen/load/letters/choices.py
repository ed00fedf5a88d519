"""Columns that take one of a few words: the usual spellings of each are read, the rest is refused.

The words and their spellings are the profile's, since regions differ (domain rules §2.5, §2.9).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from docgen.findings import error
from docgen.load.letters.fields import Fields
from docgen.model.letter import ELECTRONIC, SECRET, WET, Letter
from docgen.model.profile import Profile
from docgen.model.writing.likeness import meant

# A spelling this short is a code of its own (SR, T): it is kept, since numbers may show it.
_LONGEST_CODE = 2
# What people write for the two ways of signing.
WAYS: Mapping[str, Sequence[str]] = {
    ELECTRONIC: (
        "elektronis", "tte", "digital", "ttd elektronik", "ttd digital", "tanda tangan elektronik",
        "tanda tangan digital", "tte bsre", "bsre", "e-sign", "secara elektronik",
    ),
    WET: (
        "ttd basah", "tanda tangan basah", "tinta basah", "cap basah", "manual", "ttd manual",
        "konvensional", "pena",
    ),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choices:
    """The words of a closed list by their spellings, each as :func:`_key` compares them."""

    words: tuple[str, ...]
    by_key: Mapping[str, str]

    @classmethod
    def of(cls, words: Mapping[str, Sequence[str]]) -> Choices:
        """A list from its words with their other spellings."""
        found: dict[str, str] = {}
        for word, spellings in words.items():
            for spelling in spellings:
                short = len(_key(spelling)) <= _LONGEST_CODE
                found.setdefault(_key(spelling), spelling.upper() if short else word)
        found |= {_key(word): word for word in words}
        return cls(tuple(words), found)

    def read(self, text: str) -> str | None:
        """The word that a text stands for; None when it is none of them.

        A word in other capitals stays as it was typed: what is printed has not changed.
        """
        found = self.by_key.get(_key(text))
        return text if found and found.casefold() == text.casefold() else found


def _key(text: str) -> str:
    """How spellings are compared: S.R. and sr are the same."""
    return "".join(filter(str.isalnum, text.casefold()))


_SIGNING = Choices.of(WAYS)


@dataclass(frozen=True, slots=True)
class ProfileChoices:
    """The closed lists of a profile, worked out once for a sheet."""

    security: Choices
    speed: Choices
    nature: Choices
    orders: Choices

    @classmethod
    def of(cls, profile: Profile) -> ProfileChoices:
        """Each part of «Hadiri/wakili» stands for that order too."""
        return cls(
            security=Choices.of(profile.keamanan),
            speed=Choices.of(profile.derajat),
            nature=_nature(profile),
            orders=Choices.of({word: word.split("/") for word in profile.instruksi_disposisi}),
        )


def _nature(profile: Profile) -> Choices:
    """The boxes *sifat* of a disposition form: its own, and the words of both scales."""
    if not profile.sifat_disposisi:
        return Choices.of({})
    scales = Choices.of({**profile.keamanan, **profile.derajat})
    own = {_key(word): word for word in profile.sifat_disposisi}
    by_key = {key: own.get(_key(word), word) for key, word in scales.by_key.items()}
    others = [word for word in scales.words if _key(word) not in own]
    return Choices((*profile.sifat_disposisi, *others), by_key | own)


def one_choice(fields: Fields, column: str, choices: Choices) -> str:
    """The word of a cell; one that is in no list is ``choice-unknown``. An empty list is open."""
    text = fields.optional(column)
    return next(iter(_taken(fields, column, (text,) if text else (), choices)), "")


def several_choices(fields: Fields, column: str, choices: Choices) -> tuple[str, ...]:
    """The words of a cell that may hold several."""
    return tuple(_taken(fields, column, fields.names(column), choices))


def _taken(fields: Fields, column: str, texts: Sequence[str], choices: Choices) -> Iterator[str]:
    for text in texts:
        found = choices.read(text) if choices.words else text
        if found is None:
            message = f"«{text}» di kolom «{column}» bukan pilihan{meant(text, choices.words)}"
            if "," in text:
                message += "; beberapa pilihan dipisahkan dengan titik koma (;)"
            fields.findings.append(error("choice-unknown", fields.row.where_of(column), message))
        yield found or text


def scales_of(fields: Fields, choices: ProfileChoices) -> tuple[str, str]:
    """Security class and speed of a letter, each from its own column.

    A word of one scale in the column of the other would make an ordinary letter of a secret one.
    *Sifat: Rahasia* may be printed where the letter has that class too. Findings: choice-unknown,
    security-speed-mixed.
    """
    securities, speeds = choices.security, choices.speed
    security, speed = fields.optional("keamanan"), fields.optional("derajat")
    if securities.read(security) is None and speeds.read(security):
        _mixed(fields, "keamanan", security, "derajat")
    else:
        security = one_choice(fields, "keamanan", securities)
    told = speeds.read(speed) is None and securities.read(speed)
    if not told:
        return security, one_choice(fields, "derajat", speeds)
    if not {told.casefold(), security.casefold()} <= SECRET:
        _mixed(fields, "derajat", speed, "keamanan")
    return security, told


def secret_elsewhere(fields: Fields, letter: Letter, choices: ProfileChoices) -> None:
    """A column of the office's own says *Rahasia* of a letter that is not: security-unread."""
    for column, text in letter.lain.items() if not letter.is_secret else ():
        word = choices.security.read(text)
        if word and len(_key(text)) > _LONGEST_CODE and word.casefold() in SECRET:
            message = (
                f"kolom «{column}» berisi «{text}», tetapi surat ini bukan surat rahasia bagi "
                "docgen; kelas keamanan ditulis di kolom «keamanan»"
            )
            where = fields.row.where_of(column)
            fields.findings.append(error("security-unread", where, message))


def _mixed(fields: Fields, column: str, text: str, other: str) -> None:
    message = f"«{text}» bukan {column}; tulis di kolom «{other}»"
    fields.findings.append(error("security-speed-mixed", fields.row.where_of(column), message))


def signing_of(fields: Fields) -> str:
    """How a letter is signed in the one spelling; a blank cell means wet ink.

    Findings: signing-unknown.
    """
    text = fields.optional("cara_ttd")
    if not text:
        return WET
    found = _SIGNING.by_key.get(_key(text))
    if found is None:
        message = f"cara tanda tangan «{text}» tidak dikenal{meant(text, (WET, ELECTRONIC))}"
        fields.findings.append(error("signing-unknown", fields.row.where_of("cara_ttd"), message))
    return found or text
