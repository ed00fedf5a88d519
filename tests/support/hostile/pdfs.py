"""PDFs whose few bytes ask a reader for far more."""

from __future__ import annotations

import zlib
from functools import cache

from tests.support.hostile.packages import zipped
from tests.support.hostile_pdfs import (
    CATALOGUE,
    PAGE,
    TREE,
    bomb,
    deep_tree,
    long_chain,
    looping_tree,
    written,
)

FORM = b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]"


def stream(data: bytes, *filters: bytes, more: bytes = b"") -> bytes:
    """A stream object with its filters, the outermost first."""
    names = b"/Filter[%b]" % b"".join(filters) if filters else b""
    return b"<</Length %d%b%b>>stream\n%b\nendstream" % (len(data), names, more, data)


@cache
def packed(size: int, times: int = 1, fill: bytes = b" ") -> bytes:
    """So many bytes, deflated so often."""
    data = zipped(size, fill)
    for _ in range(times - 1):
        data = zlib.compress(data, 9)
    return data


def layered_streams() -> bytes:
    """1,000:1 in two layers: 2 GB in a few kilobytes."""
    content = stream(packed(2 * 2**30, 2), b"/FlateDecode", b"/FlateDecode")
    return written([CATALOGUE, TREE, PAGE % b"/Contents 4 0 R", content])


def long_content() -> bytes:
    """A page that draws twenty million squares."""
    content = stream(packed(300 * 2**20, fill=b"0 0 1 1 re f    "[:16]), b"/FlateDecode")
    return written([CATALOGUE, TREE, PAGE % b"/Contents 4 0 R", content])


def many_contents() -> bytes:
    """A page of one large stream, named ten thousand times."""
    content = stream(packed(100 * 2**20), b"/FlateDecode")
    page = PAGE % (b"/Contents[%b]" % (b"4 0 R " * 10_000))
    return written([CATALOGUE, TREE, page, content])


def form_in_itself() -> bytes:
    form = stream(
        b"/F Do /F Do", more=FORM + b"/Resources<</XObject<</F 5 0 R>>>>",
    )  # fmt: skip
    page = PAGE % b"/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>"
    return written([CATALOGUE, TREE, page, stream(b"/F Do"), form])


def forms_in_forms(depth: int = 28, width: int = 10) -> bytes:
    """Each form draws the next ten times."""
    forms = [
        stream(
            b"/F Do " * width,
            more=FORM + b"/Resources<</XObject<</F %d 0 R>>>>" % (number + 6),
        )
        for number in range(depth)
    ]
    last = stream(b"0 0 1 1 re f", more=FORM)
    page = PAGE % b"/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>"
    return written([CATALOGUE, TREE, page, stream(b"/F Do"), *forms, last])


def forms_in_a_ring() -> bytes:
    """Two forms that draw each other, many times."""
    ring = [
        stream(
            b"/F Do " * 50,
            more=FORM + b"/Resources<</XObject<</F %d 0 R>>>>" % other,
        )
        for other in (6, 5)
    ]
    page = PAGE % b"/Contents 4 0 R/Resources<</XObject<</F 5 0 R>>>>"
    return written([CATALOGUE, TREE, page, stream(b"/F Do"), *ring])


def many_annotations(count: int = 200_000) -> bytes:
    note = b"<</Type/Annot/Subtype/Square/Rect[0 0 9 9]/F 4/AP<</N 5 0 R>>>>"
    form = stream(b"0 0 9 9 re f", more=FORM)
    page = PAGE % (b"/Annots[%b]" % (b"4 0 R " * count))
    return written([CATALOGUE, TREE, page, note, form])


def many_own_annotations(count: int = 200_000) -> bytes:
    notes = [b"<</Type/Annot/Subtype/Link/Rect[0 0 9 9]/A<</S/URI/URI(x)>>>>"] * count
    page = PAGE % (b"/Annots[%b]" % b"".join(b"%d 0 R " % (n + 4) for n in range(count)))
    return written([CATALOGUE, TREE, page, *notes])


def many_pages(count: int = 100_000) -> bytes:
    tree = b"<</Type/Pages/Count %d/Kids[%b]>>" % (
        count, b"".join(b"%d 0 R " % (n + 3) for n in range(count)),
    )  # fmt: skip
    return written([CATALOGUE, tree, *[PAGE % b""] * count])


def one_page_many_times(count: int = 100_000) -> bytes:
    tree = b"<</Type/Pages/Count %d/Kids[%b]>>" % (count, b"3 0 R " * count)
    return written([CATALOGUE, tree, PAGE % b""])


def page_tree_of_trees(depth: int = 30) -> bytes:
    """Each node has the next one twice: a thousand million pages."""
    nodes = [b"<</Type/Pages/Count 2/Kids[%d 0 R %d 0 R]>>" % (n + 3, n + 3) for n in range(depth)]
    return written([CATALOGUE, *nodes, PAGE % b""])


def page_tree_ring() -> bytes:
    """Two nodes of the tree that hold each other."""
    return written([
        CATALOGUE, b"<</Type/Pages/Count 9/Kids[3 0 R]>>",
        b"<</Type/Pages/Count 9/Kids[2 0 R 4 0 R]/Parent 2 0 R>>", PAGE % b"",
    ])  # fmt: skip


def claimed_pages() -> bytes:
    """A tree that says that it has two thousand million pages."""
    tree = b"<</Type/Pages/Count 2000000000/Kids[3 0 R]>>"
    return written([CATALOGUE, tree, PAGE % b""])


def nested_arrays(depth: int = 10_000) -> bytes:
    return written([CATALOGUE, TREE, PAGE % (b"/X" + b"[" * depth + b"]" * depth)])


def nested_dictionaries(depth: int = 10_000) -> bytes:
    return written([CATALOGUE, TREE, PAGE % (b"/X" + b"<</X" * depth + b" 1" + b">>" * depth)])


def nested_in_content(depth: int = 200_000) -> bytes:
    content = stream(b"q " * depth + b"/P <<" + b"/X[" * depth)
    return written([CATALOGUE, TREE, PAGE % b"/Contents 4 0 R", content])


def nested_fields(depth: int = 10_000) -> bytes:
    fields = [b"<</T(a)/Kids[%d 0 R]>>" % (n + 5) for n in range(depth)]
    catalogue = b"<</Type/Catalog/Pages 2 0 R/AcroForm<</Fields[4 0 R]>>>>"
    return written([catalogue, TREE, PAGE % b"", *fields, b"<</T(b)/FT/Tx>>"])


def nested_outline(depth: int = 100_000) -> bytes:
    items = [b"<</Title(a)/First %d 0 R/Dest[3 0 R/Fit]>>" % (n + 5) for n in range(depth)]
    catalogue = b"<</Type/Catalog/Pages 2 0 R/Outlines 4 0 R>>"
    return written([catalogue, TREE, PAGE % b"", *items, b"<</Title(z)>>"])


def image_bomb() -> bytes:
    """A picture of 60,000 by 60,000 points in colour: ten gigabytes."""
    data = packed(2**30, 2, b"\0")
    image = stream(
        data, b"/FlateDecode", b"/FlateDecode", more=b"/Type/XObject/Subtype/Image/Width 60000"
        b"/Height 60000/BitsPerComponent 8/ColorSpace/DeviceRGB",
    )  # fmt: skip
    page = PAGE % b"/Contents 4 0 R/Resources<</XObject<</I 5 0 R>>>>"
    return written([CATALOGUE, TREE, page, stream(b"q 90 0 0 90 0 0 cm /I Do Q"), image])


def huge_xref() -> bytes:
    """A cross-reference table that says it has two thousand million entries."""
    return written([CATALOGUE, TREE, PAGE % b""]).replace(b"xref\n0 4", b"xref\n0 2000000000")


def xref_ring() -> bytes:
    """An older cross-reference table that is the newest again."""
    data = written([CATALOGUE, TREE, PAGE % b""])
    place = data.rindex(b"xref\n0 4")
    return data.replace(b"<</Root 1 0 R", b"<</Prev %d/Root 1 0 R" % place)


def huge_numbers() -> bytes:
    digits = b"9" * 5000
    page = b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 %b %b]/Rotate %b>>" % (digits, digits, digits)
    return written([CATALOGUE, TREE, page])


def long_string() -> bytes:
    """A name and a text of 60 MB each."""
    return written(
        [CATALOGUE, TREE, PAGE % (b"/" + b"a" * 60_000_000 + b"(" + b"b" * 60_000_000 + b")")]
    )


def many_objects(count: int = 2_500_000) -> bytes:
    return written([CATALOGUE, TREE, PAGE % b"", *[b"[]"] * count])


def pattern_in_itself() -> bytes:
    """A tiling pattern that paints with itself, on cells of a thousandth of a point."""
    pattern = stream(
        b"/Pattern cs /P scn 0 0 900 900 re f", more=b"/Type/Pattern/PatternType 1/PaintType 1"
        b"/TilingType 1/BBox[0 0 9 9]/XStep .001/YStep .001/Resources<</Pattern<</P 5 0 R>>>>",
    )  # fmt: skip
    page = PAGE % b"/Contents 4 0 R/Resources<</Pattern<</P 5 0 R>>>>"
    return written([CATALOGUE, TREE, page, stream(b"/Pattern cs /P scn 0 0 90 90 re f"), pattern])


def metadata_bomb() -> bytes:
    """XMP whose entities double thirty times."""
    entities = "".join(
        f'<!ENTITY e{n} "&e{n - 1};&e{n - 1};">' if n else '<!ENTITY e0 "aaaaaaaaaa">'
        for n in range(30)
    )
    text = f"<?xpacket?><!DOCTYPE x [{entities}]><x>&e29;</x>".encode()
    catalogue = b"<</Type/Catalog/Pages 2 0 R/Metadata 4 0 R>>"
    return written([catalogue, TREE, PAGE % b"", stream(text, more=b"/Type/Metadata/Subtype/XML")])


def attachment_bomb() -> bytes:
    catalogue = b"<</Type/Catalog/Pages 2 0 R/Names<</EmbeddedFiles<</Names[(a) 4 0 R]>>>>>>"
    file = stream(packed(2 * 2**30, 2), b"/FlateDecode", b"/FlateDecode")
    names = b"<</Type/Filespec/F(a)/EF<</F 5 0 R>>>>"
    return written([catalogue, TREE, PAGE % b"", names, file])


def object_stream_bomb() -> bytes:
    """All objects in a stream of 2 GB."""
    data = stream(
        packed(2 * 2**30, 2), b"/FlateDecode", b"/FlateDecode", more=b"/Type/ObjStm/N 1000/First 9"
    )
    return written([CATALOGUE, b"<</Type/Pages/Count 1/Kids[9 0 R]>>", PAGE % b"", data]).replace(
        b"trailer", b"trailer\n"
    )


PDFS = {
    each.__name__: each
    for each in (
        bomb, deep_tree, long_chain, looping_tree, layered_streams, long_content, many_contents,
        form_in_itself, forms_in_forms, forms_in_a_ring, many_annotations, many_own_annotations,
        many_pages, one_page_many_times, page_tree_of_trees, page_tree_ring, claimed_pages,
        nested_arrays, nested_dictionaries, nested_in_content, nested_fields, nested_outline,
        image_bomb, huge_xref, xref_ring, huge_numbers, long_string, many_objects,
        pattern_in_itself, metadata_bomb, attachment_bomb, object_stream_bomb,
    )
}  # fmt: skip
