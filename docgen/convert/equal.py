"""What must be equal on two machines for their papers to be equal byte for byte, and a trial.

What any machine says of itself is compared with what is said here
(:mod:`~docgen.workers.cluster`): program and libraries by version, fonts by content, since any of
them may be taken for a letter that another lacks; and the PDF of a trial letter, which tells what
no version does.
"""

from __future__ import annotations

import hashlib
import os
import platform
import zlib
from collections.abc import Iterator
from functools import cache
from importlib.metadata import version
from pathlib import Path

import pikepdf
from lxml import etree

import docgen
from docgen.convert.engine import Absent
from docgen.convert.fonts.fontconfig import ask_fontconfig
from docgen.convert.inspect.pdf import file_sha
from docgen.convert.jobs import Job
from docgen.convert.libreoffice.engine import LibreOffice
from docgen.ooxml.plain import plain_document
from docgen.temporary import working_folder

# The libraries whose versions shape bytes.
_LIBRARIES = ("pikepdf", "lxml", "Pillow", "fonttools", "pypdfium2", "Jinja2", "docxtpl")
# As much of a hash as tells contents apart.
_DIGITS = 12
_FACES = ("Arial", "Times New Roman", "Calibri", "Cambria", "Courier New", "Bookman Old Style")
_WORDS = "Dengan hormat, bersama ini kami sampaikan 1.234 berkas (½ rim) — «terlampir»."


@cache
def machine_facts() -> dict[str, str]:
    """What this machine is, by the names that a clerk reads."""
    facts = {
        "docgen": f"{docgen.__version__} ({_sources()})",
        "Python": ".".join(platform.python_version_tuple()[:2]),
        "qpdf": pikepdf.__libqpdf_version__,
        "zlib": zlib.ZLIB_RUNTIME_VERSION,
        "libxml2": ".".join(map(str, etree.LIBXML_VERSION)),
    }
    facts |= {name: version(name) for name in _LIBRARIES}
    facts |= dict(_fonts())
    engine = LibreOffice.find(os.environ)
    if not isinstance(engine, Absent):
        facts["LibreOffice"] = engine.describe()
        facts["PDF percobaan"] = _trial(engine)
    return facts


def _sources() -> str:
    """The program itself: two copies of one version may differ while somebody works on them."""
    root = Path(docgen.__file__).parent
    result = hashlib.sha256()
    for path in sorted(root.rglob("*.py")):
        result.update(path.relative_to(root).as_posix().encode() + b"\0" + path.read_bytes())
    return result.hexdigest()[:_DIGITS]


def _fonts() -> Iterator[tuple[str, str]]:
    """Every font that fontconfig knows, by the name of its file."""
    found: dict[str, set[str]] = {}
    told = ask_fontconfig(["fc-list", "--format", "%{file}\n"])
    for line in sorted(filter(None, told.split("\n"))):
        path = Path(line)
        sha = file_sha(path)[:_DIGITS] if path.is_file() else "tidak terbaca"
        found.setdefault(path.name, set()).add(sha)
    for name, contents in found.items():
        yield f"huruf {name}", " ".join(sorted(contents))


def _trial(engine: LibreOffice) -> str:
    """The PDF of a letter in the usual faces."""
    with working_folder() as folder:
        source = folder / "percobaan.docx"
        texts = "".join(
            f'<w:p><w:r><w:rPr><w:rFonts w:ascii="{face}" w:hAnsi="{face}"/></w:rPr>'
            f"<w:t>{_WORDS}</w:t></w:r></w:p>"
            for face in _FACES
        )
        source.write_bytes(plain_document(texts))
        (outcome,) = engine.convert([Job(source, folder / "percobaan.pdf", "percobaan")])
        return file_sha(outcome.job.target)[:_DIGITS] if outcome.ok else "gagal"
