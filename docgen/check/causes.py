"""Findings that follow from another one, put together with it.

A cell that is edited after the build makes the paper, the register, the lists and the bundle say
something else: that is one thing to do, told once. Only findings about one document are put
together, and which follow from which is written down here.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from docgen.check.attributed import Attributed

Folded = Mapping[Attributed, tuple[Attributed, ...]]


@dataclass(frozen=True, slots=True)
class Rule:
    """Codes of causes, the one that says it best first, and the codes of what follows from them.

    With ``in_one_file`` only findings about the same file belong together, each cause by itself.
    """

    causes: tuple[str, ...]
    effects: frozenset[str]
    in_one_file: bool = False


_ANYTHING_OF_OLD_DATA = frozenset({
    "bundle-bookmark-wrong", "bundle-index-wrong", "bundle-link-wrong", "bundle-member-wrong",
    "copy-mark-missing", "copy-missing", "copy-surplus", "copy-text-differs",
    "copy-wrong-recipient", "copy-wrong-role", "ledger-line-missing", "ledger-line-wrong",
    "list-line-wrong", "number-corrected", "number-not-printed", "paper-outdated",
    "print-copies-differ", "register-entry-differs",
})  # fmt: skip
RULES = (
    # A file from elsewhere is gone or damaged.
    Rule(
        ("file-missing", "file-outside", "source-damaged"),
        frozenset({
            "bundle-member-wrong", "bundle-original-differs", "bundle-source-missing",
            "copy-picture-differs", "copy-seal-differs", "copy-text-differs", "copy-unreadable",
        }),
    ),
    # The data says something else than when the papers were made.
    Rule(("register-entry-differs", "paper-outdated"), _ANYTHING_OF_OLD_DATA),
    # The office file is another one than the PDF was made of.
    Rule(("paper-old-version",), frozenset({"copy-old-version"})),
    # A paper itself is gone or damaged.
    Rule(
        ("paper-missing", "paper-unreadable", "copy-missing", "copy-unreadable"),
        frozenset({
            "bundle-drawing-differs", "bundle-member-wrong", "bundle-source-missing",
            "copy-drawing-differs", "copy-old-version",
        }),
    ),
    # A copy of another letter or for somebody else has everything else wrong as well.
    Rule(
        ("copy-wrong-role", "copy-wrong-recipient"),
        frozenset({"copy-mark-missing", "copy-text-differs", "copy-drawing-differs"}),
        in_one_file=True,
    ),
    # That a file is not what it was is no news where its content tells what is wrong.
    Rule(
        (
            "copy-drawing-differs", "copy-mark-missing", "copy-picture-differs",
            "copy-seal-differs", "copy-text-differs", "copy-wrong-recipient", "copy-wrong-role",
            "enclosure-mark-missing", "list-line-wrong", "list-unreadable", "paper-outdated",
        ),
        frozenset({"checksum-wrong"}),
        in_one_file=True,
    ),
    # One by one for each page.
    *(
        Rule((code,), frozenset({code}), in_one_file=True)
        for code in ("bundle-stamp-missing", "copy-mark-missing", "enclosure-mark-missing")
    ),
)  # fmt: skip


def fold(attributed: Iterable[Attributed]) -> Folded:
    """The findings that stand for themselves, in order, each once, with those that follow."""
    every = list(dict.fromkeys(attributed))
    groups: dict[str, list[Attributed]] = {}
    for each in every:
        groups.setdefault(each.part or each.subject, []).append(each)
    causes: dict[Attributed, Attributed] = {}
    for subject, group in groups.items():
        if subject:
            _put_together([*group, *_of_its_set(subject, groups.get("", ()))], causes)
    followers: dict[Attributed, list[Attributed]] = {}
    for effect in (each for each in every if each in causes):
        followers.setdefault(_first(effect, causes), []).append(effect)
    heads = (each for each in every if each not in causes)
    return {head: tuple(followers.get(head, ())) for head in heads}


def _put_together(group: list[Attributed], causes: dict[Attributed, Attributed]) -> None:
    for rule in RULES:
        for head in _heads(rule, [each for each in group if each not in causes]):
            for each in group:
                is_near = not rule.in_one_file or each.concerns == head.concerns
                if each.finding.code in rule.effects and is_near and each is not head:
                    causes.setdefault(each, head)


def _heads(rule: Rule, group: list[Attributed]) -> Iterator[Attributed]:
    """The causes in a group: the best of all, or the best of each file."""
    found = [each for each in group if each.finding.code in rule.causes]
    found.sort(key=lambda each: rule.causes.index(each.finding.code))
    seen: set[str] = set()
    for each in found:
        place = each.concerns if rule.in_one_file else ""
        if place not in seen:
            seen.add(place)
            yield each


def _first(each: Attributed, causes: Mapping[Attributed, Attributed]) -> Attributed:
    """What something follows from in the end."""
    while each in causes:
        each = causes[each]
    return each


def _of_its_set(subject: str, others: Iterable[Attributed]) -> Iterator[Attributed]:
    """Findings about the print file of the set that a document belongs to."""
    for each in others:
        parts = PurePosixPath(each.concerns).parts
        if len(parts) > 2 and subject.startswith(f"{'.'.join(parts[1:-1])}."):
            yield each
