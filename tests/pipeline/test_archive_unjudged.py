"""PDFs that PDF/A allows, forbids or leaves open, in a bundle of a workspace."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import pikepdf
import pytest
from pypdfium2 import PdfDocument

from docgen.bundle.foreign.pictured import picture_pages
from docgen.cli import run
from tests.support.drawn_pdfs import ALLOWED, FORBIDDEN, UNJUDGED
from tests.support.hostile_pdfs import Spoil, plain, saved
from tests.support.office import Office, letter
from tests.support.workspaces import soffice

pytestmark = pytest.mark.soffice

PICTURES = '[arsip]\ntak_ternilai = "gambar"\n'
BUNDLE = {"judul": "Arsip", "isi": ["letters.*"], "tambahan": ["lain/*.pdf"]}


def spoilt(spoil: Spoil) -> bytes:
    with plain(2) as pdf:
        spoil(pdf)
        return saved(pdf)


OFFICE = (
    Office()
    .letters("keluar", letter("a", berkas_lampiran="lain/gradasi.pdf", lampiran=""))
    .bundle("arsip", **BUNDLE)
    .files({
        "lain/gradasi.pdf": spoilt(ALLOWED["gradient"]),
        "lain/tinta.pdf": spoilt(FORBIDDEN["tiles_in_ink"]),
        "lain/spot.pdf": spoilt(UNJUDGED["spot_colour"]),
    })
)  # fmt: skip


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Not to be changed."""
    soffice()
    with pytest.MonkeyPatch.context() as patch:  # whatever is installed on this computer
        patch.setattr("docgen.pipeline.build.find_validator", lambda _environ: None)
        return made(tmp_path_factory.mktemp("gambar") / "kantor")


def made(root: Path) -> Path:
    OFFICE.profile(PICTURES).write(root)
    assert run(["build", "-q", "-C", str(root)]) == 0
    return root


@pytest.fixture
def work(built: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr("docgen.pipeline.build.find_validator", lambda _environ: None)
    return Path(shutil.copytree(built, tmp_path / "kantor"))


def codes(_root: Path, capsys: pytest.CaptureFixture[str], *arguments: str) -> set[str]:
    """What a command finds, without hints."""
    capsys.readouterr()
    run([*arguments, "--json"])
    found = json.loads(capsys.readouterr().out)["temuan"]
    return {each["code"] for each in found if each["severity"] != "hint"}


def originals(root: Path) -> list[str]:
    return sorted(path.name for path in (root / "output/bundle/arsip.asli").rglob("*.pdf"))


def test_pictures_come_in_behind_the_page_that_says_so(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert originals(built) == ["spot.pdf", "tinta.pdf"]
    assert codes(built, capsys, "check", str(built)) == set()
    with PdfDocument(built / "output/bundle/arsip.pdf") as document:
        texts = [page.get_textpage().get_text_range() for page in document]
        notices = [n for n, text in enumerate(texts) if "berikut" in text]
        assert len(notices) == 2
        for number in notices:
            for page in (document[number + 1], document[number + 2]):
                assert len(list(page.get_objects(filter=[3]))) == 1  # a picture


def test_the_bundle_keeps_its_claim_and_the_ledger_says_who_judged(built: Path) -> None:
    ledger = json.loads((built / "output/copies.json").read_text(encoding="utf-8"))
    (line,) = ledger["arsip"]
    assert line["berkas"] == "output/bundle/arsip.pdf"
    assert "gradasi warna" in line["dinilai_docgen"]
    with pikepdf.open(built / "output/bundle/arsip.pdf") as pdf:
        assert pdf.open_metadata().pdfa_status == "2B"


def test_a_second_validator_is_named_and_heard(
    work: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    class Objects:
        name = "Penilai 1.0"

        def faults(self, _path: Path) -> tuple[str, ...]:
            return ("6.2.4-1",)

    monkeypatch.setattr("docgen.pipeline.build.find_validator", lambda _environ: Objects())
    shutil.rmtree(work / "output/bundle")
    assert "pdfa-second-opinion" in codes(work, capsys, "build", "-C", str(work))
    (line,) = json.loads((work / "output/copies.json").read_text(encoding="utf-8"))["arsip"]
    assert (line["penilai_kedua"], line["menurutnya"]) == ("Penilai 1.0", ["6.2.4-1"])
    before = (work / "output/copies.json").read_bytes()
    assert run(["build", "-q", "-C", str(work), "letters.keluar"]) == 0
    assert (work / "output/copies.json").read_bytes() == before  # of what was not made anew


def test_without_the_profiles_word_there_is_one_page_each(
    work: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    OFFICE.profile("arsip_tambahan = []").configure(work)
    said = codes(work, capsys, "build", "-C", str(work))
    assert {"pdf-not-archival", "pdf-unjudged"} <= said
    assert codes(work, capsys, "check", str(work)) == set()
    with PdfDocument(work / "output/bundle/arsip.pdf") as document:
        texts = [page.get_textpage().get_text_range() for page in document]
    assert not any("berikut" in text for text in texts)


def test_a_picture_of_something_else_is_found(
    work: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    def other_pages(_source: Path, target: Path, title: str) -> int:
        return picture_pages(work / "lain/gradasi.pdf", target, title)

    monkeypatch.setattr("docgen.bundle.volumes.admit.picture_pages", other_pages)
    shutil.rmtree(work / "output/bundle")
    run(["build", "-q", "-C", str(work)])
    assert "bundle-member-wrong" in codes(work, capsys, "check", str(work))
