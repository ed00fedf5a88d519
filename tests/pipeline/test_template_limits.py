"""A template that would never end, or take all memory, is told of and costs the others nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.cli import run
from docgen.limits import Limits
from docgen.workspace.delivery import office_files
from tests.support.office import Office, letter
from tests.support.packages import p, package

SET = "{{% set ns = namespace(a='xxxxxxxxxx') %}}{}{{{{ ns.a }}}}"
TOO_MUCH = {
    "nested loops": "{% for a in range(90000) %}{% for b in range(90000) %}{{ b }}"
    "{% endfor %}{% endfor %}",
    "ljust": "{{ hal.ljust(9000000000) }}",
    "center": "{{ hal | center(9000000000) }}",
    "doubling": SET.format(
        "{% for i in range(60) %}{% set ns.a = ns.a ~ ns.a %}{% endfor %}"
    ),
    "a macro that doubles": "{% macro m(n) %}{% if n > 0 %}{{ m(n - 1) }}{{ m(n - 1) }}"
    "{% else %}x{% endif %}{% endmacro %}{{ m(60) }}",
    "a macro without end": "{% macro m(n) %}{{ m(n + 1) }}{% endmacro %}{{ m(0) }}",
    "terbilang": "{{ '1e9999999' | terbilang }}",
    "replace": "{{ (hal * 90000).replace('a', hal * 90000) }}",
    "join": "{{ range(99999) | join(hal * 90000) }}",
    "sum of products": "{% for a in range(90000) %}{% for b in range(90000) %}{% endfor %}"
    "{% endfor %}",
}  # fmt: skip


@pytest.mark.parametrize("text", TOO_MUCH.values(), ids=TOO_MUCH)
def test_what_is_too_much_for_a_letter_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    monkeypatch.setattr(office_files, "FILLING", Limits(seconds=1.0, memory=300_000_000))
    office = (
        Office()
        .letters("baik", letter("b-1"))
        .letters("buruk", letter("x-1"), template="buruk")
        .files({"templates/buruk.docx": package(p("{{ hal }}") + p(text))})
    )
    root = office.write(tmp_path / "kantor")
    assert run(["build", "-C", str(root), "--json"]) == 1
    said = capsys.readouterr().out
    assert "template-too-much" in said or "template-failed" in said or "template-syntax" in said
    assert not list((root / "output").rglob("*.docx"))
