"""What all fake LibreOffices share: reading the command line and writing a tiny PDF.

A document with the word RUSAK in its body is what each fake stumbles over.
"""

import sys
import zipfile
from pathlib import Path
from xml.etree import ElementTree

BAD = b"RUSAK"
SHOWN = ("word/document.xml", "word/header", "word/footer", "word/footnotes.xml")
TEXT = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t"


def inputs() -> list[Path]:
    """The files to convert, in order."""
    return [Path(word) for word in sys.argv if word.endswith((".docx", ".xlsx"))]


def is_bad(path: Path) -> bool:
    with zipfile.ZipFile(path) as package:
        return BAD in package.read("word/document.xml")


def words(path: Path) -> bytes:
    """The text of a document, its heads, feet and notes, as a string of a content stream."""
    texts = []
    with zipfile.ZipFile(path) as package:
        for name in package.namelist():
            if name.startswith(SHOWN):
                root = ElementTree.fromstring(package.read(name))
                texts += [element.text or "" for element in root.iter(TEXT)]
    return " ".join(texts).encode("latin-1", "replace").hex().encode()


def write_pdf(source: Path, *, whole: bool = True, blank: bool = False) -> None:
    """A one-page PDF that shows the words of its source, or only the first half of its bytes.

    Its font draws nothing for any letter, and says which letter that is.
    """
    folder = Path(sys.argv[sys.argv.index("--outdir") + 1])
    content = b"" if blank else b"BT /F 10 Tf 20 800 Td <%s> Tj ET" % words(source)
    names = b"".join(b"/c%d" % code for code in range(256))
    table = b"1 begincodespacerange<00><ff>endcodespacerange 1 beginbfrange<00><ff><0000>endbfrange"
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<</Font<</F 5 0 R>>>>"
        b"/Contents 4 0 R>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 1 1]/FontMatrix[.1 0 0 .1 0 0]/FirstChar 0"
        b"/LastChar 255/Widths[%s]/CharProcs<</c0 6 0 R>>/Encoding<</Differences[0%s]>>"
        b"/Resources<<>>/ToUnicode 7 0 R>>" % (b"5 " * 256, names),
        b"<</Length 7>>stream\n5 0 d0 \nendstream",
        b"<</Length %d>>stream\n%s\nendstream" % (len(table), table),
    )
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(data)
    size = len(objects) + 1
    data += b"xref\n0 %d\n0000000000 65535 f \n" % size
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (size, start)
    target = folder / f"{source.stem}.pdf"
    target.write_bytes(data if whole else data[: len(data) // 2])
