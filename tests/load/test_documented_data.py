"""The example of a data file in docs/data.md is read as it stands, without a finding."""

from __future__ import annotations

from pathlib import Path

from docgen.load.letters.letters import load_letters

ROOT = Path(__file__).resolve().parents[2]


def test_the_example_of_the_document(tmp_path: Path) -> None:
    section = (ROOT / "docs/data.md").read_text(encoding="utf-8").split("**Data files**", 1)[1]
    example = section.split("```yaml\n", 1)[1].split("```", 1)[0]
    (tmp_path / "surat.yaml").write_text(example, encoding="utf-8")
    result = load_letters(tmp_path, "surat.yaml#surat", "surat", ("badan",))
    assert result.findings == ()
    assert result.value is not None
    (letter,) = result.value.letters
    assert letter.tujuan == ("Camat Utara", "Camat Timur")
    assert letter.butir[0].banyaknya == "2 bundel"
    assert result.value.officials["kepala"].nip == "197305061998032001"
