"""A code of findings as a page for people: what it means, how it reads, what to do."""

from __future__ import annotations

from collections.abc import Container, Sequence
from dataclasses import dataclass
from difflib import get_close_matches

from docgen.check.causes import RULES
from docgen.check.report.words import all_codes, naming, said
from docgen.findings import LABELS, Severity

# Messages that are shown of a code; more would say the same of other places.
_MOST = 4
_CLOSE = 0.6
_LIKELY = 5


@dataclass(frozen=True, slots=True)
class Explained:
    """A code, its title and advice, its severities, how its messages read («…»: what differs).

    ``is_weighable`` says that a profile may set its severity, ``follows`` are the codes of findings
    that it often follows from.
    """

    code: str
    title: str
    advice: str
    severities: tuple[Severity, ...]
    messages: tuple[str, ...]
    is_weighable: bool
    follows: tuple[str, ...]

    @property
    def levels(self) -> str:
        """``GALAT`` or ``PERINGATAN atau SARAN``."""
        return " atau ".join(LABELS[each] for each in self.severities)


def explained(code: str, weighable: Container[str]) -> Explained | None:
    """The page of a code; None when there is no such code. ``weighable`` are the codes whose
    severity a profile may set."""
    if code not in all_codes():
        return None
    name = naming(code, "id")
    by_severity = said(code)
    severities = {each for each in Severity if each in by_severity}
    # Where the source does not say it: what a profile may weigh is no error.
    usual = Severity.WARNING if code in weighable else Severity.ERROR
    messages = {each for words in by_severity.values() for each in words}
    return Explained(
        code=code,
        title=name.title,
        advice=name.advice,
        severities=tuple(each for each in Severity if each in (severities or {usual})),
        messages=tuple(sorted(messages, key=lambda each: (-len(each), each)))[:_MOST],
        is_weighable=code in weighable,
        follows=tuple(_follows(code)),
    )


def _follows(code: str) -> Sequence[str]:
    causes = [cause for rule in RULES if code in rule.effects for cause in rule.causes]
    return list(dict.fromkeys(causes))


def likely(text: str) -> list[str]:
    """The codes that a text may mean: spelt like it, with a word of it, or with it in their title.

    The best first.
    """
    codes = sorted(all_codes())
    plain = text.replace("-", " ")
    titled = [each for each in codes if plain and plain in naming(each, "id").title.lower()]
    spelt = get_close_matches(text, codes, _LIKELY, _CLOSE)
    words = {word for word in text.split("-") if len(word) > 2}
    shared = sorted(
        (each for each in codes if words & set(each.split("-"))),
        key=lambda each: -len(words & set(each.split("-"))),
    )
    return list(dict.fromkeys((*spelt, *titled, *shared)))[:_LIKELY]
