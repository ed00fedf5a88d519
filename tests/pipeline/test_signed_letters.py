"""Letters that came back signed: judged before anything is made of them, and told of everywhere."""

from __future__ import annotations

import io
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pikepdf
import pytest

from docgen.cli import run
from tests.support.altered import bit_of_signature, other_page, updated, with_contents, zeroed
from tests.support.office import Office, incoming, letter
from tests.support.pdfs import page_texts, plain_pdf, scan_pdf
from tests.support.signing import EXPIRED, SIGNER, certifier, signed, signer, time_stamper
from tests.support.workspaces import snapshot

pytestmark = pytest.mark.soffice

Change = Callable[[bytes], bytes]
FIRST, SECOND, WET = "e-1", "e-2", "b-1"
CA = {"sertifikat/balai.pem": certifier().pem}


def row(name: str, **cells: object) -> dict[str, object]:
    wet = name == WET
    given = {
        "cara_ttd": "basah" if wet else "elektronik", "berkas_ttd": "", "berkas_lampiran": "",
        "hal": "Undangan rapat kerja", "tujuan": "Camat Utara; Camat Selatan",
    }  # fmt: skip
    return letter(name, **(given | cells))


def office(
    tmp: Path, files: dict[str, bytes], *, extra: str = "", **cells: dict[str, object]
) -> Path:
    """The small office with these files, and cells of its letters by their names."""
    names = {FIRST: "e1", SECOND: "e2", WET: "b1"}
    rows = [row(name, **cells.get(key, {})) for name, key in names.items()]
    extras = {"tambahan": [extra]} if extra else {}
    made = (
        Office("bkd")
        .letters("keluar", *rows)
        .incoming("masuk", incoming("m-1", **cells.get("masuk", {})))
        .bundle("arsip", judul="Arsip", isi=["letters.*"], tanggal="1 Februari 2025", paket=True,
                **extras)
        .files(files)
    )  # fmt: skip
    return made.write(tmp / "kantor")


@pytest.fixture(scope="session")
def own_pdfs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """The letters as they went to the signer, and the cache of what was converted."""
    root = office(tmp_path_factory.mktemp("sebelum"), {})
    assert run(["build", "-q", "-C", str(root)]) == 0
    folder = root / "output/letters/keluar"
    return {name: (folder / name / f"{name}.pdf").read_bytes() for name in (FIRST, SECOND, WET)}


def told(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, list[dict[str, str]]]:
    capsys.readouterr()
    code = run([*words, "--json"])
    found = json.loads(capsys.readouterr().out)["temuan"]
    wanted = ("signature-", "signed-paper-", "certificate-")
    return code, [each for each in found if each["code"].startswith(wanted)]


def codes(found: list[dict[str, str]]) -> set[str]:
    return {each["code"] for each in found} - {"signed-paper-missing"}


def came_back(pdf: bytes, **options: object) -> dict[str, bytes]:
    return {"ttd/e-1.pdf": signed(pdf, **options)}


FIRST_SIGNED = {"berkas_ttd": "ttd/e-1.pdf"}


def test_what_was_found_stands_everywhere(
    own_pdfs: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = came_back(own_pdfs[FIRST], stamp=time_stamper()) | CA
    root = office(tmp_path, files, e1=FIRST_SIGNED)
    for _again in range(2):
        code, found = told(capsys, "build", "-C", str(root))
        assert (code, codes(found)) == (0, set())
    code, found = told(capsys, "check", str(root))
    assert (code, codes(found)) == (0, set())
    told_of = [SIGNER, "menurut cap waktu", "utuh, penanda tangan dikenal"]
    notice = next(t for t in page_texts(root / "output/bundle/arsip.pdf") if "SHA-256" in t)
    sheet = openpyxl.load_workbook(root / "output/bundle/arsip.daftar_arsip.xlsx").active
    assert sheet is not None
    listed = "\n".join(str(cell) for line in sheet.iter_rows(values_only=True) for cell in line)
    ledger = (root / "output/copies.json").read_text(encoding="utf-8")
    page = tmp_path / "laporan.html"
    assert run(["check", str(root), "--report", str(page), "-q"]) == 0
    for place in (notice, listed, page.read_text(encoding="utf-8")):
        assert [words for words in told_of if words not in place] == []
    assert "Asli" in listed
    (line,) = [x for x in json.loads(ledger)["rangkap"] if x["surat"].endswith(FIRST)][:1]
    (signature,) = line["tanda_tangan"]
    assert signature["penanda_tangan"] == SIGNER and signature["menurut"] == "cap waktu"
    assert run(["check", str(root / "ttd/e-1.pdf")]) == 0
    assert SIGNER in capsys.readouterr().err


def test_nobody_is_trusted_unless_put_there(
    own_pdfs: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = office(tmp_path, came_back(own_pdfs[FIRST]), e1=FIRST_SIGNED)
    code, found = told(capsys, "build", "-C", str(root))
    assert (code, codes(found)) == (0, {"signature-unknown-signer"})
    before = snapshot(root / "output")
    (root / "sertifikat").mkdir()
    (root / "sertifikat/balai.crt").write_bytes(certifier().der)
    (root / "sertifikat/rusak.pem").write_bytes(b"-----BEGIN CERTIFICATE-----\nx")
    (root / "sertifikat/kunci.p12").write_bytes(b"x")
    code, found = told(capsys, "build", "-C", str(root))
    assert (code, codes(found)) == (0, {"certificate-unreadable", "certificate-with-key"})
    changed = {
        name for name, content in snapshot(root / "output").items() if before[name] != content
    }
    assert {"bundle/arsip.pdf", "bundle/arsip.daftar_arsip.xlsx", "copies.json"} <= changed


ALTERED: dict[str, tuple[Change, str]] = {
    "page": (lambda d: updated(d, other_page), "signature-changed-after"),
    "bit": (lambda d: with_contents(d, bit_of_signature), "signature-broken"),
    "zeroed": (lambda d: with_contents(d, zeroed), "signature-unreadable"),
    "cut": (lambda d: d[:-500], "signature-unreadable"),
}


@pytest.mark.parametrize("kind", ALTERED)
@pytest.mark.parametrize("place", ["berkas_ttd", "tambahan", "berkas_lampiran", "berkas_surat"])
def test_what_was_altered_stops_the_build(
    place: str, kind: str, own_pdfs: dict[str, bytes], tmp_path: Path,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    change, due = ALTERED[kind]
    files = {"ttd/e-1.pdf": change(signed(own_pdfs[FIRST]))} | CA
    cells: dict[str, dict[str, object]] = {
        "berkas_ttd": {"e1": FIRST_SIGNED},
        "berkas_lampiran": {"b1": {"berkas_lampiran": "ttd/e-1.pdf"}},
        "berkas_surat": {"masuk": {"berkas_surat": "ttd/e-1.pdf"}},
    }.get(place, {})  # type: ignore[assignment]
    root = office(tmp_path, files, extra="ttd/*.pdf" if place == "tambahan" else "", **cells)
    code, found = told(capsys, "build", "-C", str(root))
    assert code == 1 and due in codes(found)
    assert not (root / "output/copies.json").exists()
    code, found = told(capsys, "check", str(root))
    assert code == 1 and due in codes(found)
    for path in (root / "ttd/e-1.pdf", Path(shutil.copy(root / "ttd/e-1.pdf", tmp_path))):
        code, found = told(capsys, "check", str(path))
        assert code == 1 and due in codes(found)


def test_an_expired_certificate_is_told_of(
    own_pdfs: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = came_back(own_pdfs[FIRST], by=signer(EXPIRED)) | CA
    root = office(tmp_path, files, e1=FIRST_SIGNED)
    for words in (("build", "-C", str(root)), ("check", str(root)),
                  ("check", str(root / "ttd/e-1.pdf"))):  # fmt: skip
        code, found = told(capsys, *words)
        assert (code, codes(found)) == (0, {"signature-expired-at-signing"})
        assert len(found) == 1 + sum(each["code"] == "signed-paper-missing" for each in found)


def test_altered_files_in_bags_and_beside_bundles(
    own_pdfs: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = office(tmp_path, came_back(own_pdfs[FIRST]) | CA, e1=FIRST_SIGNED)
    assert run(["build", "-q", "-C", str(root)]) == 0
    code, found = told(capsys, "check", str(root / "output/bundle/arsip.bag"))
    assert (code, codes(found)) == (0, {"signature-unknown-signer"})
    elsewhere = tmp_path / "stik"
    elsewhere.mkdir()
    shutil.copy(root / "output/bundle/arsip.pdf", elsewhere)
    shutil.copytree(root / "output/bundle/arsip.asli", elsewhere / "arsip.asli")
    shutil.copytree(root / "output/bundle/arsip.bag", elsewhere / "arsip.bag")
    for target in (elsewhere / "arsip.pdf", elsewhere / "arsip.bag"):
        for path in elsewhere.rglob("letters.keluar.e-1.pdf"):
            path.write_bytes(updated(signed(own_pdfs[FIRST]), other_page))
        code, found = told(capsys, "check", str(target))
        assert code == 1 and "signature-changed-after" in codes(found)


@pytest.mark.parametrize("name", ["unsigned.pdf", "field.pdf", "scan.png"])
def test_what_nobody_signed_is_missing_its_signature(
    name: str, own_pdfs: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    from PIL import Image

    content = own_pdfs[FIRST]
    if name == "field.pdf":
        with pikepdf.open(io.BytesIO(content)) as pdf:
            field = pikepdf.Dictionary(
                Type=pikepdf.Name.Annot, Subtype=pikepdf.Name.Widget, FT=pikepdf.Name.Sig,
                T="ttd", Rect=[0, 0, 0, 0],
            )  # fmt: skip
            pdf.pages[0].obj.Annots = [pdf.make_indirect(field)]
            pdf.Root.AcroForm = pikepdf.Dictionary(Fields=pdf.pages[0].obj.Annots)
            target = io.BytesIO()
            pdf.save(target)
            content = target.getvalue()
    elif name == "scan.png":
        target = io.BytesIO()
        Image.new("RGB", (1240, 1754), "white").save(target, "PNG", dpi=(150, 150))
        content = target.getvalue()
    root = office(tmp_path, {f"ttd/{name}": content}, e1={"berkas_ttd": f"ttd/{name}"})
    for words in (("build", "-C", str(root)), ("check", str(root))):
        code, found = told(capsys, *words)
        assert code == 1 and "signature-missing" in codes(found)
    assert not list((root / "output").rglob("e-1.asli-1.pdf"))


def test_another_letters_paper_is_an_error(
    own_pdfs: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Same subject, same recipients, same signer: the number alone tells."""
    root = office(tmp_path, came_back(own_pdfs[SECOND]) | CA, e1=FIRST_SIGNED)
    for words in (("build", "-C", str(root)), ("check", str(root))):
        code, found = told(capsys, *words)
        assert (code, codes(found)) == (1, {"signed-paper-other"})


def test_a_paper_that_says_something_else_differs(
    own_pdfs: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for number, (cells, due) in enumerate(
        (
            ({"hal": "Permintaan data"}, "signed-paper-differs"),
            ({"tujuan": "Camat Utara; Camat Barat"}, "signed-paper-differs"),
            ({"hal": "Permintaan data", "tujuan": "Camat Barat"}, "signed-paper-other"),
        )
    ):
        root = office(
            tmp_path / str(number), came_back(own_pdfs[FIRST]) | CA, e1=FIRST_SIGNED | cells
        )
        code, found = told(capsys, "build", "-C", str(root))
        assert (code, codes(found)) == (1, {due})


def test_a_paper_without_words_is_to_be_looked_at(
    own_pdfs: dict[str, bytes], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    files = {"ttd/b-1.pdf": scan_pdf(40), "ttd/e-1.pdf": signed(plain_pdf())} | CA
    root = office(tmp_path, files, e1=FIRST_SIGNED, b1={"berkas_ttd": "ttd/b-1.pdf"})
    code, found = told(capsys, "build", "-C", str(root))
    assert (code, codes(found)) == (0, {"signed-paper-unread"})
    page = tmp_path / "laporan.html"
    assert run(["check", str(root), "--report", str(page), "-q"]) == 0
    text = page.read_text(encoding="utf-8")
    at = text.index('data-code="signed-paper-unread"')
    assert "lihat sendiri" in text[at:] and "data:image/webp" in text[at : at + 400]
