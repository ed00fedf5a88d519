"""The words of the page: one table for both languages, and what findings are called."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any


@dataclass(frozen=True, slots=True)
class Naming:
    """What a kind of finding is called, and what to do about it; "" when only its message says."""

    title: str
    advice: str


def words(language: str) -> dict[str, str]:
    """Every word of the page in one language."""
    return {key: texts[language] for key, texts in _table("words.toml").items()}


def all_codes() -> frozenset[str]:
    """Every code that findings have."""
    return frozenset(_codes())


def naming(code: str, language: str) -> Naming:
    """A kind of finding in words, as far as there are any."""
    texts = _codes().get(code)
    return Naming(*texts[language]) if texts else Naming("", "")


def said(code: str) -> dict[str, list[str]]:
    """How the messages of a code read, by severity ("any": not fixed); «…» is what differs.

    The table is made of the program's own source (``make reference``), and a test holds it there.
    """
    messages: dict[str, list[str]] = _table("said.toml").get(code, {})
    return messages


def counted(number: int, noun: str) -> str:
    """``1 finding``, ``2 findings`` of ``finding|findings``; most words have one form only."""
    one, _, many = noun.partition("|")
    return f"{number} {one if number == 1 or not many else many}"


@cache
def _codes() -> dict[str, Any]:
    return {**_table("codes_before.toml"), **_table("codes.toml")}


@cache
def _table(name: str) -> dict[str, Any]:
    source = resources.files("docgen.check.report") / name
    return tomllib.loads(source.read_text(encoding="utf-8"))
