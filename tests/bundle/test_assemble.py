from __future__ import annotations

import io
import subprocess
from pathlib import Path

import pikepdf
import pypdf
import pytest
from pikepdf import Name

from docgen.bundle import Part, assemble, page_count, pdfa_findings
from docgen.errors import FindingsError, OutputError
from docgen.findings import Where

pytestmark = pytest.mark.soffice


def parts_of(papers: Path) -> list[Part]:
    return [
        Part("sop/skp", "SOP SKP", "SOP", papers / "sop.pdf"),
        Part("surat 1", "Surat pertama", "Surat", papers / "surat-1.pdf"),
        Part("surat-2", "Surat kedua", "Surat", papers / "surat-2.pdf"),
    ]


@pytest.fixture
def bundle(papers: Path, tmp_path: Path) -> Path:
    made = assemble(
        papers / "cover.pdf", papers / "index.pdf", parts_of(papers), title="Arsip <2024> é"
    )
    path = tmp_path / "arsip.pdf"
    path.write_bytes(made.pdf)
    assert made.beside == ()
    assert made.pages == page_count(path) == 4 + page_count(papers / "sop.pdf")
    return path


def test_links_land_on_the_first_page_of_their_part(bundle: Path) -> None:
    reader = pypdf.PdfReader(bundle)
    numbers = {page.indirect_reference.idnum: n for n, page in enumerate(reader.pages)}
    landed = []
    for link in reader.pages[1]["/Annots"]:
        action = link.get_object()["/A"]
        assert action["/S"] == "/GoTo"
        landed.append(numbers[action["/D"][0].indirect_reference.idnum])
    assert sorted(landed) == [2, 4, 5]
    texts = {n: reader.pages[n].extract_text().strip() for n in landed}
    assert texts[2].startswith("Langkah")
    assert (texts[4], texts[5]) == ("Surat satu", "Surat dua")
    assert b"docgen:" not in b"".join(_plain(bundle))


def _plain(path: Path) -> list[bytes]:
    with pikepdf.open(path) as pdf:
        return [item.unparse(resolved=True) for item in pdf.objects]


def test_labels_and_outline(bundle: Path) -> None:
    reader = pypdf.PdfReader(bundle)
    assert reader.page_labels == ["i", "ii", "1", "2", "3", "4"]
    flat = []
    for item in reader.outline:
        if isinstance(item, list):
            flat += [(1, entry.title, reader.get_destination_page_number(entry)) for entry in item]
        else:
            flat.append((0, item.title, reader.get_destination_page_number(item)))
    assert flat == [
        (0, "Sampul", 0),
        (0, "Daftar Isi", 1),
        (0, "SOP", 2),
        (1, "SOP SKP", 2),
        (0, "Surat", 4),
        (1, "Surat pertama", 4),
        (1, "Surat kedua", 5),
    ]


def test_pdfa_and_catalogue(bundle: Path) -> None:
    assert pdfa_findings(bundle, Where("arsip")) == ()
    subprocess.run(["qpdf", "--check", bundle], check=True, capture_output=True)
    with pikepdf.open(bundle) as pdf:
        root = pdf.Root
        assert not {"/StructTreeRoot", "/MarkInfo", "/OpenAction"} & set(root.keys())
        assert not any(b"/StructParent" in text for text in _plain(bundle))
        assert root.PageMode == Name.UseOutlines
        assert root.ViewerPreferences.DisplayDocTitle is True
        assert str(root.Lang) == "id-ID"
        assert str(pdf.docinfo["/Title"]) == "Arsip <2024> é"
        with pdf.open_metadata(set_pikepdf_as_editor=False, update_docinfo=False) as packet:
            assert packet["dc:title"] == "Arsip <2024> é"
        assert len(root.OutputIntents) == 1
        assert len(pdf.trailer.ID) == 2


def test_same_bytes_and_equal_streams_once(papers: Path) -> None:
    cover, index = papers / "cover.pdf", papers / "index.pdf"
    first = assemble(cover, index, parts_of(papers), title="A")
    assert assemble(cover, index, parts_of(papers), title="A").pdf == first.pdf
    many = [*parts_of(papers), *[Part(f"{n}", f"{n}", "", papers / "sop.pdf") for n in range(20)]]
    more = assemble(cover, index, many, title="A")
    assert len(more.pdf) - len(first.pdf) < 20 * 1500 < (papers / "sop.pdf").stat().st_size * 20
    assert pdfa_findings(more.pdf, Where("more")) == ()


def test_a_signed_part_stays_beside_and_its_link_goes(papers: Path, signed_pdf: Path) -> None:
    parts = parts_of(papers)
    parts[1] = Part("surat 1", "Surat bertanda tangan", "Surat", signed_pdf)
    made = assemble(papers / "cover.pdf", papers / "index.pdf", parts, title="A")
    assert made.beside == (signed_pdf,)
    assert made.pages == 5
    with pikepdf.open(io.BytesIO(made.pdf)) as pdf:
        assert len(pdf.pages[1].Annots) == 2
        assert "/AcroForm" not in pdf.Root
    assert pdfa_findings(made.pdf, Where("a")) == ()


def test_an_unknown_id_is_an_error(papers: Path) -> None:
    with pytest.raises(OutputError, match="surat-2"):
        assemble(papers / "cover.pdf", papers / "index.pdf", parts_of(papers)[:2], title="A")


def test_a_part_that_is_no_pdf(papers: Path, tmp_path: Path) -> None:
    (tmp_path / "x.pdf").write_text("halo")
    parts = [*parts_of(papers), Part("x", "X", "", tmp_path / "x.pdf")]
    with pytest.raises(FindingsError):
        assemble(papers / "cover.pdf", papers / "index.pdf", parts, title="A")
