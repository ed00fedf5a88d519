"""``docgen jelaskan``: every code has its page, and a mistyped one leads to likely ones."""

from __future__ import annotations

import json

import pytest

from docgen.check.report.explained import explained, likely
from docgen.check.report.words import all_codes, naming, said
from docgen.findings import Severity
from docgen.load.workspace import weighable
from tests.cli.calls import Call


def test_a_page_says_cause_example_and_way_out(call: Call) -> None:
    answer = call("jelaskan", "column-unused")
    assert answer.code == 0
    name = naming("column-unused", "id")
    assert name.title in answer.out
    assert name.advice in answer.out
    assert "[tingkat] column-unused" in answer.out
    messages = [each for words in said("column-unused").values() for each in words]
    assert messages
    start = max(messages, key=len).split("…")[0].strip()
    assert start in " ".join(answer.out.split())


def test_as_data_and_in_any_spelling(call: Call) -> None:
    answer = call("jelaskan", " Copy_Missing", "--json")
    found = json.loads(answer.out)["hasil"]
    assert (answer.code, found["kode"], found["tingkat"]) == (0, "copy-missing", ["error"])
    assert "paper-outdated" in found["mengikuti"]
    assert found["pesan"]


def test_every_code_has_a_page() -> None:
    shown = 0
    for code in sorted(all_codes())[::12]:
        page = explained(code, weighable())
        assert page is not None
        assert page.title
        assert page.advice
        assert page.severities
        shown += bool(page.messages)
    assert shown > 35
    mild = explained("sop-law-revoked", weighable())
    assert mild is not None
    assert Severity.ERROR not in mild.severities
    assert mild.is_weighable
    assert weighable() <= all_codes()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("column-mising", "column-missing"),
        ("colum_missing", "column-missing"),
        ("missing-copy", "copy-missing"),
        ("rangkap", "copy-missing"),  # the words of its title
        ("nip", "nip-invalid"),
    ],
)
def test_a_code_that_is_none_leads_to_likely_ones(typed: str, meant: str, call: Call) -> None:
    answer = call("jelaskan", typed)
    assert (answer.code, answer.out) == (2, "")
    assert meant in answer.err


def test_nothing_like_it() -> None:
    assert explained("xyz", ()) is None
    assert likely("qqqqq") == []
    assert likely("") == []
