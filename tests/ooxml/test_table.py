"""Tables: widths written twice, exact heights, merged cells, escaped text."""

from __future__ import annotations

from lxml import etree

from docgen.ooxml.table import Cell, paragraph, row, table

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


def w(name: str) -> str:
    return f"{{{W}}}{name}"


def parsed(xml: str) -> etree._Element:
    return etree.fromstring(f'<w:body xmlns:w="{W}">{xml}</w:body>')


def test_table_of_merged_cells() -> None:
    head = [Cell(100, paragraph(["a"], 9), merge="restart"), Cell(300, paragraph(["b"], 9), span=2)]
    body = [Cell(width, paragraph([], 9), shade="E7E6E6") for width in (100, 100, 200)]
    root = parsed(table([100, 100, 200], [row(head, 400, head=True), row(body, 500)]))
    assert [grid.get(w("w")) for grid in root.iter(w("gridCol"))] == ["100", "100", "200"]
    rows = list(root.iter(w("tr")))
    for each in rows:
        assert sum(int(cell.get(w("w"))) for cell in each.iter(w("tcW"))) == 400
    heights = [each.find(f".//{w('trHeight')}") for each in rows]
    assert [(h.get(w("val")), h.get(w("hRule"))) for h in heights if h is not None] == [
        ("400", "exact"),
        ("500", "exact"),
    ]
    assert [each.find(f".//{w('tblHeader')}") is not None for each in rows] == [True, False]
    assert [merge.get(w("val")) for merge in root.iter(w("vMerge"))] == ["restart"]
    assert [span.get(w("val")) for span in root.iter(w("gridSpan"))] == ["2"]


def test_paragraph_breaks_lines_and_escapes() -> None:
    root = parsed(paragraph(["satu & <dua>", " tiga "], 9, bold=True, align="center"))
    assert [text.text for text in root.iter(w("t"))] == ["satu & <dua>", " tiga "]
    assert len(list(root.iter(w("br")))) == 1
    assert root.find(f".//{w('jc')}").get(w("val")) == "center"
    assert root.find(f".//{w('r')}/{w('rPr')}/{w('b')}") is not None


def test_empty_paragraph_has_no_run() -> None:
    assert list(parsed(paragraph([], 9)).iter(w("r"))) == []
