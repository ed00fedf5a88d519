"""Lists of copies: the words are the profile's, and an office may change them."""

from __future__ import annotations

from pathlib import Path

import pytest

from docgen.findings import Where
from docgen.load.letters.letters import load_letters
from docgen.load.letters.recipients import recipient_findings
from docgen.load.tables.cells import Row
from docgen.load.workspace import default_profile, load_profile
from docgen.model.profile import CopyWords, Profile

ROW = Row(2, {}, Where("x.xlsx"))
WORDS = default_profile().tembusan


def codes(*copied: str, words: CopyWords = WORDS) -> list[str]:
    return [f.code for f in recipient_findings((), copied, ROW, words)]


@pytest.mark.parametrize(
    ("copied", "instead"),
    [
        ("Dinas Kesehatan Kota Contoh", "Kepala Dinas Kesehatan Kota Contoh"),
        ("kecamatan Timur", "Camat Timur"),
        ("Sekretariat Daerah", "Sekretaris Daerah"),
        ("Inspektorat", "Inspektur"),
        ("Direktorat Jenderal Pajak", "Direktur Jenderal Pajak"),
    ],
)
def test_an_office_instead_of_its_head(copied: str, instead: str) -> None:
    (finding,) = recipient_findings((), [copied], ROW, WORDS)
    assert finding.code == "tembusan-office"
    assert f"«{instead}»" in finding.message


@pytest.mark.parametrize(
    "copied",
    ["Kepala Dinas Kesehatan", "Camat Timur", "Bagiono, S.E.", "Dinasti", "Sekretaris", "Badawi"],
)
def test_officials_and_people(copied: str) -> None:
    assert codes(copied) == []


def test_everything_at_once() -> None:
    found = codes("Kepada Yth. Dinas Kesehatan (sebagai laporan)", "Arsip.")
    assert found == ["tembusan-office", "tembusan-purpose", "tembusan-archive",
                     "recipient-salutation"]  # fmt: skip


def test_an_office_changes_a_word_and_keeps_the_rest(tmp_path: Path) -> None:
    (tmp_path / "profil").mkdir()
    text = '[tembusan]\nsapaan = []\n[tembusan.kantor]\nDinas = ""\nJawatan = "Kepala Jawatan"\n'
    (tmp_path / "profil" / "kota.toml").write_text(text, encoding="utf-8")
    profile = load_profile(tmp_path, "kota").value
    assert isinstance(profile, Profile)
    words = profile.tembusan
    assert codes("Dinas A", "Yth. Walikota", words=words) == []
    assert codes("Jawatan A", "Badan B", words=words) == ["tembusan-office"] * 2


def test_letters_take_the_words_they_are_given(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("id;tujuan;tembusan\na;Camat;Dinas A\n", encoding="utf-8")
    assert (
        load_letters(
            tmp_path,
            "x.csv",
            "x",
            ("badan",),
            default_profile().model_copy(update={"tembusan": CopyWords()}),
        ).findings
        == ()
    )
    assert [f.code for f in load_letters(tmp_path, "x.csv", "x", ("badan",)).findings] == [
        "tembusan-office"
    ]


def test_one_recipient_in_two_spellings() -> None:
    found = list(recipient_findings(("Kepala A", "kepala  a"), ("KEPALA A.",), ROW, CopyWords()))
    assert [finding.code for finding in found] == ["recipient-twice", "recipient-twice"]
