"""The SVG says for each symbol and line what it is; it is well-formed whatever the texts."""

from __future__ import annotations

from collections import Counter

from hypothesis import HealthCheck, Phase, given, settings
from lxml import etree

from docgen.flowchart.geometry import Drawing, to_mm
from docgen.render.sop.svg import render_svg
from tests.support.flowchart.sops import draw_it, random_sops

SVG = "{http://www.w3.org/2000/svg}"
TEXT = "Berkas <A> & \"B\" 'C' ]]> é 🙂"
FORKED = {
    "nomor": "1", "nama": f"Uji {TEXT}", "instansi": {"pemerintah": "P", "nama": "N"},
    "tanggal": {}, "disahkan_oleh": {"jabatan": "J"}, "pelaksana": {"a&b": TEXT, "c": "Kasi"},
    "tata_letak": {"kertas": "A4", "nomor_kolom": True, "total_waktu": TEXT, "keterangan": True,
                   "label": {"mulai": TEXT, "kelengkapan": TEXT}},
    "langkah": [
        {"id": '1"<', "uraian": TEXT, "pelaksana": "a&b", "simbol": "mulai"},
        {"id": "2", "uraian": "x", "pelaksana": ["c", "a&b"], "simbol": "keputusan",
         "ya": {"ke": "3", "label": TEXT}, "tidak": '1"<'},
        {"id": "3", "uraian": "y", "pelaksana": "c", "tanda": {"a&b": "<"}, "halaman_baru": True},
        {"id": "4", "uraian": "z", "pelaksana": "c", "simbol": "selesai", "keterangan": TEXT},
    ],
}  # fmt: skip


def drawn(spec: dict[str, object]) -> Drawing:
    drawing = draw_it(spec)
    assert drawing is not None
    return drawing


def parsed(drawing: Drawing) -> list[etree._Element]:
    return [etree.fromstring(svg.encode()) for svg in render_svg(drawing)]


def test_symbols_lines_and_connectors_are_named() -> None:
    drawing = drawn(FORKED)
    first, second = parsed(drawing)
    assert symbols(first) == [
        ('1"<', "a&b", "mulai"), ("2", "c", "keputusan"), ("2", "a&b", "proses"),
    ]  # fmt: skip
    assert symbols(second) == [("3", "c", "proses"), ("4", "c", "selesai")]
    assert edges(first) == [
        ('1"<', "2", None), ("2", '1"<', "tidak"), ("2", "2", None), ("2", "3", "ya"),
    ]  # fmt: skip
    assert edges(second) == [("2", "3", None), ("3", "4", None)]
    letters = [letter.get("data-letter") for page in (first, second) for letter in offpage(page)]
    assert letters == ["A", "A"]


def symbols(page: etree._Element) -> list[tuple[str, str, str]]:
    return [
        (node.get("data-step"), node.get("data-lane"), node.get("data-symbol"))
        for node in page.iter(f"{SVG}g")
        if node.get("class") == "node"
    ]


def edges(page: etree._Element) -> list[tuple[str, str, str | None]]:
    found = [
        (line.get("data-from"), line.get("data-to"), line.get("data-exit"))
        for line in page.iter(f"{SVG}polyline")
    ]
    return sorted(found, key=str)


def offpage(page: etree._Element) -> list[etree._Element]:
    return [node for node in page.iter(f"{SVG}g") if node.get("class") == "offpage"]


def _plain(point: str) -> str:
    return ",".join(f"{float(value):.3f}".rstrip("0").rstrip(".") for value in point.split(","))


def test_arrows_have_heads_and_joints_have_none() -> None:
    (first, _second) = parsed(drawn(FORKED))
    for line in first.iter(f"{SVG}polyline"):
        joint = line.get("class") == "edge joint"
        assert joint == (line.get("data-from") == line.get("data-to"))
        head = line.getnext()
        has_head = head is not None and head.get("class") == "head"
        assert joint != has_head
        if has_head:
            assert line.get("points").split()[-1] == _plain(head.get("points").split()[0])


def test_hostile_text_survives() -> None:
    (first, second) = parsed(drawn(FORKED))
    title = first.find(f"{SVG}title")
    assert title is not None and title.text == f"Uji {TEXT} – halaman 1"
    printed = "".join("".join(t.itertext()) for t in first.iter(f"{SVG}text"))
    squeezed = TEXT.replace(" ", "")
    # In the lane's head, the kelengkapan head, the step, the symbol and at the exit.
    assert printed.replace(" ", "").count(squeezed) == 5
    printed = "".join("".join(t.itertext()) for t in second.iter(f"{SVG}text"))
    assert printed.replace(" ", "").count(squeezed) == 4  # both heads, keterangan and total


@settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(random_sops(most_steps=10))
def test_one_element_for_each_part_of_the_drawing(spec: dict[str, object]) -> None:
    drawing = drawn(spec)
    pages = parsed(drawing)
    assert len(pages) == len(drawing.pages)
    sheet = drawing.sheet
    for page, root in zip(drawing.pages, pages, strict=True):
        size = [float(number) for number in root.get("viewBox").split()]
        assert size[2:] == [round(to_mm(sheet.width), 3), round(to_mm(sheet.height), 3)]
        assert root.get("width") == f"{size[2]:g}mm"
        wanted = Counter("konektor" if n.symbol == "konektor" else "node" for n in page.nodes)
        assert len(offpage(root)) == wanted["konektor"]
        assert len(symbols(root)) == wanted["node"]
        assert len(edges(root)) == len(page.edges)
        for line in root.iter(f"{SVG}polyline"):
            for point in line.get("points").split():
                x, y = map(float, point.split(","))
                assert 0 <= x <= to_mm(sheet.text_width)
                assert 0 <= y <= to_mm(sheet.text_height)
