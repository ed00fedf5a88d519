"""Where the links of an index lead: by their action and by themselves, in this file or another."""

from __future__ import annotations

from pathlib import Path

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, String

from docgen.check.bundles.index import index_lines


def index(path: Path, *links: Dictionary) -> Path:
    """A page with the links, one under the other, and two pages they may lead to."""
    with pikepdf.new() as pdf:
        for _page in range(3):
            pdf.add_blank_page()
        for number, link in enumerate(links):
            bottom = 700 - 20 * number
            link |= {"/Type": Name.Annot, "/Rect": [300, bottom + 10, 50, bottom]}
        annotations = [
            pdf.make_indirect(Dictionary({"/Subtype": Name.Link} | each)) for each in links
        ]
        pages = [page.obj for page in pdf.pages]
        for each in annotations:
            for holder, key in ((each, "/Dest"), (each.get("/A", Dictionary()), "/D")):
                if isinstance(holder.get(key), int):
                    holder[key] = Array([pages[int(holder[key])], Name.Fit])
        pdf.pages[0].Annots = Array(annotations)
        pdf.Root.Dests = Dictionary({"/dua": Array([pages[2], Name.Fit])})
        pdf.save(path)
    return path


def go(page: object) -> Dictionary:
    return Dictionary(S=Name.GoTo, D=page)


def away(file: str, page: int) -> Dictionary:
    return Dictionary(S=Name.GoToR, F=String(file), D=Array([page, Name.Fit]))


LINKS = {
    "by itself": ({"/Dest": 1}, [("", 1)]),
    "by its action": ({"/A": go(2)}, [("", 2)]),
    "by a name": ({"/A": go(Name.dua)}, [("", 2)]),
    "to another volume": ({"/A": away("arsip.jilid-2.pdf", 7)}, [("arsip.jilid-2.pdf", 7)]),
    "to both the same": ({"/A": go(1), "/Dest": 1}, [("", 1)]),
    "by its action elsewhere": ({"/A": go(2), "/Dest": 1}, [("", 2), ("", 1)]),
    "away and here": ({"/A": away("lain.pdf", 0), "/Dest": 2}, [("lain.pdf", 0), ("", 2)]),
    "a web page and here": (
        {"/A": Dictionary(S=Name.URI, URI=String("https://contoh.go.id")), "/Dest": 1}, [("", 1)]
    ),
    "a web page": ({"/A": Dictionary(S=Name.URI, URI=String("https://contoh.go.id"))}, []),
    "nowhere": ({}, []),
    "no link": ({"/Subtype": Name.Square, "/A": go(1)}, []),
}  # fmt: skip


@pytest.mark.parametrize("case", LINKS)
def test_each_place_that_a_link_names_has_its_line(tmp_path: Path, case: str) -> None:
    link, due = LINKS[case]
    assert [*index_lines(index(tmp_path / "i.pdf", dict(link)), 1)] == due


def test_a_page_that_is_none_of_the_file_is_none(tmp_path: Path) -> None:
    path = index(tmp_path / "i.pdf", {"/A": go(1)})
    with pikepdf.open(path, allow_overwriting_input=True) as pdf:
        lost = pdf.make_indirect(Dictionary(Type=Name.Page))
        pdf.pages[0].Annots[0].A.D = Array([lost, Name.Fit])
        pdf.save(path)
    assert [*index_lines(path, 1)] == [("", -1)]
