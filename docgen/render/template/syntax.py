"""Tags of a template that Jinja cannot read, in the words of who made the template."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jinja2 import TemplateSyntaxError

from docgen.findings import Finding, Where, error
from docgen.render.template.depth import TOO_DEEP
from docgen.render.template.environment import ENVIRONMENT
from docgen.render.template.filters import FILTERS
from docgen.render.template.lines import Lines

_VALUES = re.compile(r"\{\{.*?\}\}", re.DOTALL)
_ANYWHERE = Where("")
_UNKNOWN_FILTER = re.compile(r"No (filter|test) named '(\w+)'")
_UNCLOSED = re.compile(r"innermost block that needs to be closed is '(\w+)'")
_UNKNOWN_TAG = re.compile(r"Encountered unknown tag '(\w+)'")
_NO_EXPRESSION = re.compile(r"Expected an expression, got 'end of")
_LEFT_OVER = re.compile(r"expected token 'end of \w+ (?:statement|block)', got '(.+)'")
_MISPLACED = {
    "tr": "hanya berlaku di dalam tabel, sendirian di barisnya",
    "tc": "hanya berlaku di dalam tabel, sendirian di selnya",
    "p": "hanya berlaku sendirian di paragrafnya",
    "r": "hanya berlaku sendirian, tanpa teks lain di sekitarnya",
}


def syntax_findings(source: str, where: Where) -> tuple[Finding, ...]:
    """Tags that Jinja cannot read: each one that is wrong by itself, else what is wrong of all."""
    lines = Lines.of(source)
    found = [
        fault
        for line, text in enumerate(lines.text.split("\n"), 1)
        for tag in _VALUES.findall(text)
        for fault in _syntax_fault(tag, lines.place(where, line))
    ]
    if not found:
        try:
            ENVIRONMENT.from_string(lines.text)
        except TemplateSyntaxError as problem:
            found.append(syntax_finding(problem, lines.place(where, problem.lineno)))
    return tuple(dict.fromkeys(found))


def without_faulty_tags(source: str) -> str:
    """The source without the values that Jinja cannot read, to see what else is wrong."""
    return _VALUES.sub(lambda tag: "" if any(_syntax_fault(tag[0], _ANYWHERE)) else tag[0], source)


def _syntax_fault(tag: str, place: Where) -> Iterator[Finding]:
    try:
        ENVIRONMENT.from_string(tag)
    except TemplateSyntaxError as problem:
        yield syntax_finding(problem, place)


def syntax_finding(problem: TemplateSyntaxError, place: Where) -> Finding:
    """The finding for a tag that Jinja cannot read."""
    unknown = _UNKNOWN_FILTER.search(problem.message or "")
    if unknown:
        message = f"saringan «{unknown[2]}» tidak ada; yang ada: {_filter_names()}"
        return error("template-filter-unknown", place, message)
    return error("template-syntax", place, _syntax_words(problem.message or ""))


def _syntax_words(message: str) -> str:
    """What Jinja says of a tag it cannot read, in the words of who made the template.

    Its words are no interface: one that is not known is told as it is.
    """
    if message == TOO_DEEP:
        return message
    start = "tanda templat salah tulis: "
    if unclosed := _UNCLOSED.search(message):
        opened = unclosed[1]
        if (closing := _UNKNOWN_TAG.search(message)) is None:
            return f"{start}{{% {opened} … %}} belum ditutup; tambahkan {{% end{opened} %}}"
        return (
            f"{start}{{% {closing[1]} %}} ada di dalam {{% {opened} … %}}; tutup itu dulu "
            f"dengan {{% end{opened} %}}"
        )
    if unknown := _UNKNOWN_TAG.search(message):
        tag = unknown[1]
        if tag in ("tr", "tc", "p", "r"):
            return f"{start}{{%{tag} … %}} {_MISPLACED[tag]}"
        if tag.startswith("end"):
            return f"{start}{{% {tag} %}} tidak punya pembuka {{% {tag[3:]} … %}} di atasnya"
        return f"{start}perintah «{tag}» tidak ada; yang biasa dipakai: if, for, set"
    if message == "Missing end of comment tag":
        return f"{start}catatan yang dibuka dengan {{# belum ditutup dengan #}}"
    if _NO_EXPRESSION.search(message) or message == "tag name expected":
        return f"{start}di antara kurung kurawalnya tidak ada nama"
    if left := _LEFT_OVER.search(message):
        return (
            f"{start}«{left[1]}» tidak diharapkan di sini; nama tidak boleh berspasi (pakai garis "
            "bawah), dan sama dengan ditulis =="
        )
    return f"{start}periksa {{{{ }}}} dan {{% %}} ({message})"


def _filter_names() -> str:
    return ", ".join(sorted(FILTERS))
