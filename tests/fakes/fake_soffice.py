"""What all fake LibreOffices share: reading the command line and writing a tiny PDF.

A document with the word RUSAK in its body is what each fake stumbles over.
"""

import sys
import zipfile
from pathlib import Path

BAD = b"RUSAK"


def inputs() -> list[Path]:
    """The files to convert, in order."""
    return [Path(word) for word in sys.argv if word.endswith((".docx", ".xlsx"))]


def is_bad(path: Path) -> bool:
    with zipfile.ZipFile(path) as package:
        return BAD in package.read("word/document.xml")


def write_pdf(source: Path, *, whole: bool = True) -> None:
    """A one-page PDF with a correct cross-reference table, or only its first half."""
    folder = Path(sys.argv[sys.argv.index("--outdir") + 1])
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Resources<<>>>>",
    )
    data, places = b"%PDF-1.7\n", []
    for number, content in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%s\nendobj\n" % (number, content)
    start = len(data)
    data += b"xref\n0 4\n0000000000 65535 f \n"
    data += b"".join(b"%010d 00000 n \n" % place for place in places)
    data += b"trailer<</Size 4/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % start
    target = folder / f"{source.stem}.pdf"
    target.write_bytes(data if whole else data[: len(data) // 2])
