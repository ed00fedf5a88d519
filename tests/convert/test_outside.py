"""A document from outside shows nothing of this machine, and asks nobody."""

from __future__ import annotations

import base64
import gzip
import io
import zipfile
from pathlib import Path

import docx
import openpyxl
import pikepdf
import pypdfium2
import pytest
from PIL import Image

from docgen.convert import Job, convert_all
from docgen.convert.libreoffice import soffice as program
from docgen.convert.libreoffice.wall import NO_WALL
from docgen.convert.unseen import cleaned as gate
from docgen.convert.unseen.cleaned import cleaned
from docgen.convert.unseen.look import look_at_file, look_at_template
from docgen.convert.unseen.svg import fetched_by, is_svg
from docgen.findings import Severity, Where
from tests.support.pdfs import page_texts
from tests.support.workspaces import soffice

HERE = Where("a.docx")
SPACES = 'xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink"'
SIZE = 'width="200" height="100"'


def svg(content: str, head: str = "") -> bytes:
    return f'{head}<svg {SPACES} {SIZE}><rect {SIZE} fill="#ddd"/>{content}</svg>'.encode()


def inlined(data: bytes) -> str:
    return "data:image/svg+xml;base64," + base64.b64encode(data).decode()


FETCH = 'xlink:href="file:///home/kantor/rahasia.png"'
NESTED, CIRCLE = f"<image {FETCH}/>", '<circle r="3"/>'
CUT = "data:image/svg+xml,%3Csvg xmlns=%27http://www.w3.org/2000/svg%27>"
FETCHING = [
    svg(f"<image {FETCH} {SIZE}/>"),
    svg(f'<image href="rahasia.png" {SIZE}/>'),
    svg(f'<image href="http://127.0.0.1/a.png" {SIZE}/>'),
    svg(f'<image href="../../rahasia" {SIZE}/>'),
    svg('<use xlink:href="file:///home/kantor/a.svg#b"/>'),
    svg('<rect style="fill:url(file:///a.svg#b)" width="9" height="9"/>'),
    svg('<rect fill="url(\'http://127.0.0.1/a.svg#b\')" width="9" height="9"/>'),
    svg("<style>@import 'http://127.0.0.1/a.css';</style>"),
    svg("<style>rect { fill: \\75rl(file:///a.svg#b) }</style>"),
    svg("<style>@font-face { src: url(//127.0.0.1/a.woff) }</style>"),
    svg("", '<?xml-stylesheet href="http://127.0.0.1/a.css"?>'),
    svg("<text>&x;</text>", '<!DOCTYPE svg [<!ENTITY x SYSTEM "file:///etc/passwd">]>'),
    svg("", '<!DOCTYPE svg [<!ENTITY % x SYSTEM "http://127.0.0.1/a.dtd"> %x;]>'),
    svg('<filter id="f"><feImage xlink:href="file:///a.png"/></filter>'),
    svg('<image><set attributeName="href" to="file:///a.png"/></image>'),
    svg(f'<g xml:base="file:///home/"><image href="#a" {SIZE}/></g>'),
    svg("<foreignObject><p>teks</p></foreignObject>"),
    svg("<script>1</script>"),
    svg(f'<image href="{inlined(svg(NESTED))}" {SIZE}/>'),
    svg(
        f'<image href="data:image/svg+xml,%3Csvg xmlns=%27http://www.w3.org/2000/svg%27>" {SIZE}/>'
    ),
    gzip.compress(svg(f"<image {FETCH} {SIZE}/>")),
    svg(f"<image {FETCH} {SIZE}/>").decode().encode("utf-16"),
    b'<s:svg xmlns:s="http://www.w3.org/2000/svg"><s:image href="/a.png"/></s:svg>',
    svg("<rect>"),
]
PNG = "data:image/png;base64," + base64.b64encode(b"\x89PNG").decode()
HARMLESS = [
    svg('<text x="5" y="50">logo.png</text>'),
    svg('<linearGradient id="g"/><rect fill="url(#g)" style="stroke:url(#g)"/>'),
    svg('<g id="a"/><use href="#a"/><use xlink:href="#a"/>'),
    svg(f'<image href="{PNG}" {SIZE}/>'),
    svg('<a href="https://kota.example.go.id"><text>situs</text></a>'),
    svg('<animate attributeName="x" from="0.5" to="1.5" values="0;1.5"/>'),
    svg("", '<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" '
        '"http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">'),
    svg(f'<image href="{inlined(svg(CIRCLE))}" {SIZE}/>'),
    gzip.compress(svg(CIRCLE)),
]  # fmt: skip


@pytest.mark.parametrize("data", FETCHING)
def test_what_a_drawing_fetches_is_seen(data: bytes) -> None:
    assert is_svg(data) and list(fetched_by(data))


@pytest.mark.parametrize("data", HARMLESS)
def test_a_drawing_that_stands_alone_is_left_in_peace(data: bytes) -> None:
    assert is_svg(data) and list(fetched_by(data)) == []


def png(colour: str, text: bytes = b"") -> bytes:
    target = io.BytesIO()
    Image.new("RGB", (200, 100), colour).save(target, "PNG")
    return target.getvalue() + text


def with_picture(data: bytes) -> bytes:
    """A document whose picture is these bytes, under the name of a PNG."""
    document = docx.Document()
    document.add_paragraph("Isi surat")
    document.add_picture(io.BytesIO(png("white")))
    made, target = io.BytesIO(), io.BytesIO()
    document.save(made)
    with zipfile.ZipFile(made) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            new.writestr(name, data if name.startswith("word/media/") else old.read(name))
    return target.getvalue()


def codes(data: bytes) -> set[tuple[str, Severity]]:
    return {(each.code, each.severity) for each in look_at_file(data, HERE, accept_changes=False)}


REFUSED = {("file-reaches-outside", Severity.ERROR)}


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-16-be", "utf-32", "utf-32-le"])
def test_an_entity_of_xml_is_seen_in_any_encoding(encoding: str) -> None:
    head = f'<?xml version="1.0" encoding="{encoding}"?><!DOCTYPE a [<!{{}} x "teks">]><a/>'
    for word, expected in (("ENTITY", REFUSED), ("ELEMENT", set())):
        assert codes(with_picture(head.format(word).encode(encoding))) == expected
    # Zero bytes of a picture are none of an encoding.
    assert codes(with_picture(png("red", b"<!\0EN\0TI" * 3))) == set()


def test_pictures_are_known_by_their_content() -> None:
    assert codes(with_picture(FETCHING[0])) == REFUSED
    assert {each.code for each in look_at_template(with_picture(FETCHING[0]), HERE)} == {
        "file-reaches-outside"
    }
    assert codes(with_picture(HARMLESS[0])) == set()
    assert codes(with_picture(png("red", b"made by svg2png"))) == set()


def shades(pdf: Path) -> set[tuple[int, int, int]]:
    """The colours of a page, coarsely."""
    with pypdfium2.PdfDocument(str(pdf)) as document:
        image = document[0].render(scale=0.5).to_pil().convert("RGB")
        return {colour for _count, colour in image.getcolors(1 << 20) or ()}


@pytest.mark.soffice
@pytest.mark.parametrize("walled", [True, False])
def test_a_secret_picture_reaches_no_pdf(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, walled: bool
) -> None:
    """The first wall refuses the file; behind the second there is nothing to be read."""
    place = soffice()
    secret, source = tmp_path / "rahasia.png", tmp_path / "a.docx"
    secret.write_bytes(png("#ff0000"))
    image = f'<image xlink:href="{secret.as_uri()}" {SIZE}/>'
    source.write_bytes(with_picture(svg(image)))
    job = Job(source, tmp_path / "a.pdf", "A")
    (outcome,) = convert_all([job], place)
    assert outcome.finding is not None and outcome.finding.code == "file-reaches-outside"
    assert not job.target.exists()

    monkeypatch.setattr(gate, "fetched", lambda _parts: iter(()))
    if not walled:
        monkeypatch.setattr(program, "wall_around", lambda _soffice: NO_WALL)
    elif not program.wall_around(place).hides_files:
        pytest.skip("this system has no wall that hides files")
    (outcome,) = convert_all([job], place)
    assert outcome.ok
    # Without any wall LibreOffice does show it: the walls are needed, and this test sees them.
    assert ((255, 0, 0) in shades(job.target)) is not walled


def workbook(formula: str) -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Rekap"
    book.active["B2"] = formula
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


@pytest.mark.parametrize(
    "formula",
    [
        '=WEBSERVICE("http://127.0.0.1/a")',
        '=_xlfn.WEBSERVICE("file:///etc/passwd")',
        '=DDE("soffice";"/etc/passwd";"A1")',
        "='file:///home/kantor/a.ods'#$Sheet1.A1",
        "='[/home/kantor/a.xlsx]Sheet1'!A1",
        "=INDIRECT(\"'file:///a.ods'#$Sheet1.A1\")",
        '=RTD("server",,"x")',
        '=_xlfn.IMAGE("https://127.0.0.1/a.png")',
        '=HYPERLINK("http://a")&WEBSERVICE("http://b")',
    ],
)
def test_formulas_that_fetch_are_refused(formula: str) -> None:
    (finding,) = look_at_file(workbook(formula), HERE, accept_changes=False)
    assert (finding.code, finding.severity) in REFUSED
    assert (finding.where.sheet, finding.where.cell) == ("Rekap", "B2")


@pytest.mark.parametrize(
    "formula",
    ['=HYPERLINK("https://kota.example.go.id","situs")', "=SUM(A1:A3)", '="a/b: "&A1', "=[1]A!B2"],
)
def test_other_formulas_are_left_in_peace(formula: str) -> None:
    assert codes(workbook(formula)) == set()


def test_what_is_left_out_of_the_copy_is_told() -> None:
    document = docx.Document()
    document.add_paragraph("Isi")
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"
    document.part._settings_part.relate_to("file:///C:/rahasia/Normal.dotm", kind, is_external=True)
    target = io.BytesIO()
    document.save(target)
    assert codes(target.getvalue()) == {("file-outside-left-out", Severity.HINT)}
    printed = cleaned(target.getvalue())
    assert printed is not None
    with zipfile.ZipFile(io.BytesIO(printed)) as package:
        assert all(b"rahasia" not in package.read(name) for name in package.namelist())


@pytest.mark.soffice
def test_a_cell_of_another_workbook_shows_what_is_kept_of_it(tmp_path: Path) -> None:
    data = io.BytesIO(workbook("=[1]Lain!A1"))
    kinds = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
    relations = "http://schemas.openxmlformats.org/package/2006/relationships"
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    source = tmp_path / "a.xlsx"
    with zipfile.ZipFile(data) as old, zipfile.ZipFile(source, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "xl/worksheets/sheet1.xml":
                part = part.replace(b"<v />", b"<v>4711</v>").replace(b"<v></v>", b"<v>4711</v>")
                assert b"4711" in part
            if name == "xl/workbook.xml":
                part = part.replace(
                    b"</sheets>",
                    b'</sheets><externalReferences><externalReference xmlns:r="%s" r:id="rIdE"/>'
                    b"</externalReferences>" % kinds.encode(),
                )
            if name == "xl/_rels/workbook.xml.rels":
                part = part.replace(
                    b"</Relationships>",
                    b'<Relationship Id="rIdE" Type="%s/externalLink" '
                    b'Target="externalLinks/externalLink1.xml"/></Relationships>' % kinds.encode(),
                )
            if name == "[Content_Types].xml":
                part = part.replace(
                    b"</Types>",
                    b'<Override PartName="/xl/externalLinks/externalLink1.xml" ContentType='
                    b'"application/vnd.openxmlformats-officedocument.spreadsheetml.externalLink'
                    b'+xml"/></Types>',
                )
            new.writestr(name, part)
        new.writestr(
            "xl/externalLinks/externalLink1.xml",
            f'<externalLink xmlns="{main}"><externalBook xmlns:r="{kinds}" r:id="rId1">'
            '<sheetNames><sheetName val="Lain"/></sheetNames></externalBook></externalLink>',
        )
        new.writestr(
            "xl/externalLinks/_rels/externalLink1.xml.rels",
            f'<Relationships xmlns="{relations}"><Relationship Id="rId1" Type="{kinds}/'
            f'externalLinkPath" Target="{(tmp_path / "lain.xlsx").as_uri()}" '
            'TargetMode="External"/></Relationships>',
        )
    other = openpyxl.Workbook()
    other.active.title = "Lain"
    other.active["A1"] = "RAHASIA"
    other.save(tmp_path / "lain.xlsx")
    assert codes(source.read_bytes()) == {("file-outside-left-out", Severity.HINT)}
    (outcome,) = convert_all([Job(source, tmp_path / "a.pdf", "A")], soffice())
    assert outcome.ok
    text = " ".join(page_texts(outcome.job.target))
    assert "4711" in text and "RAHASIA" not in text
    with pikepdf.open(outcome.job.target) as pdf:
        assert len(pdf.pages) == 1
