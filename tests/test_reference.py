"""The reference, and what ``docgen jelaskan`` says, are the program's own words."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.cli import cli
from docgen.findings import Severity
from docgen.render.template import FILTERS
from docgen.starter.notes import keys_of, note_of
from docgen.starter.schema import Schema, config_schema, profile_schema, sop_schema
from docs.make.commands import NEXT, leaves
from docs.make.findings import said_table
from docs.make.names import FILTER_NOTES
from docs.make.reference import REFERENCE, SAID, pages
from docs.make.said import said_in

ROOT = Path(__file__).resolve().parents[1]
HOW = "run make reference, and commit what it writes"


def stands(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def test_the_table_of_messages_is_the_sources() -> None:
    assert stands(SAID) == said_table(), HOW


def test_the_pages_are_the_programs() -> None:
    made = pages()
    on_disk = {f"{REFERENCE}/{path.name}" for path in (ROOT / REFERENCE).iterdir()}
    assert on_disk == set(made), HOW
    assert [name for name, text in made.items() if stands(name) != text] == [], HOW


def test_every_command_and_option_has_its_place() -> None:
    page = stands(f"{REFERENCE}/perintah.md")
    for path, command in leaves(cli):
        part = page.split(f"\n## {path}\n", 1)[1].split("\n## ", 1)[0]
        assert [
            o for each in command.params for o in each.opts if o[0] == "-" and o not in part
        ] == []
    codes = stands(f"{REFERENCE}/kode-keluar.md")
    assert all(f"| `{code}` |" in codes for code in NEXT)


@pytest.mark.parametrize(
    ("kind", "schema"),
    [("docgen", config_schema()), ("profil", profile_schema()), ("sop", sop_schema())],
)
def test_every_key_is_explained_to_editors_too(kind: str, schema: Schema) -> None:
    keys = list(keys_of(schema))
    assert len(keys) > 40
    assert [key.name for key in keys if not note_of(kind, key.path)] == []
    assert [key.name for key in keys if "description" not in key.holds] == []


def test_every_filter_is_explained() -> None:
    assert set(FILTER_NOTES) == set(FILTERS)


def test_messages_are_found_however_a_module_says_them(tmp_path: Path) -> None:
    (tmp_path / "a.py").write_text(
        'ADVICE = "hapus isinya"\n'
        'TABLE = {1: ("in-table", warning, "kata {siapa} salah")}\n'
        "def f(x):\n"
        '    message = f"sel {x} kosong; {ADVICE}"\n'
        '    yield error("plain-one", place, message)\n'
        '    notes.add("by-method", place, "dibaca" if x else "lain")\n'
        '    yield (hint if x else warning)("either", place, message)\n'
        '    other("no-code", "kata")\n',
        encoding="utf-8",
    )
    codes = {"plain-one", "in-table", "by-method", "either"}
    found = {(said.code, said.severity, said.words) for said in said_in(tmp_path, codes)}
    assert found == {
        ("plain-one", Severity.ERROR, "sel … kosong; hapus isinya"),
        ("in-table", Severity.WARNING, "kata … salah"),
        ("by-method", "", "dibaca"),
        ("either", Severity.HINT, "sel … kosong; hapus isinya"),
        ("either", Severity.WARNING, "sel … kosong; hapus isinya"),
    }
