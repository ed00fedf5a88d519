"""A Word template as Jinja source: the words of its body, with the marks as Jinja knows them.

Of docxtpl's own writing only what Jinja would stumble over is put right. Heads and feet are left
out: they may belong to further pages only, which a short document has not.
"""

from __future__ import annotations

import io
import re
import zipfile

from lxml import etree

from docgen.ooxml.names import W
from docgen.outside.xml import parse_xml

BODY = "word/document.xml"
# docxtpl's own letter behind a bracket says what of the document a mark stands for.
_PREFIX = re.compile(r"(\{[{%#])(-?)(?:p|tr|tc|r)(?=\s)")
# Marks that docxtpl turns into the look of a table's cell.
_LOOK = re.compile(r"\{%\s*(?:colspan|cellbg)\s[^%]*%\}")
# Word's quotation marks, which docxtpl takes for straight ones inside a mark.
_QUOTES = str.maketrans("\u2018\u2019\u201c\u201d", "''\"\"")


def template_text(template: bytes) -> str:
    """The text of a template, a line for each paragraph; "" when it is no Word document."""
    try:
        with zipfile.ZipFile(io.BytesIO(template)) as archive:
            text = _words(archive.read(BODY))
    except (zipfile.BadZipFile, etree.XMLSyntaxError, OSError, ValueError, KeyError):
        return ""
    return _PREFIX.sub(r"\1\2", _LOOK.sub("", text)).translate(_QUOTES)


def _words(part: bytes) -> str:
    """The text of a part in its order; a mark may begin in one run and end in the next."""
    walk = etree.iterwalk(parse_xml(part), tag=(f"{W}t", f"{W}p"))
    return "".join("\n" if each.tag == f"{W}p" else each.text or "" for _end, each in walk)
