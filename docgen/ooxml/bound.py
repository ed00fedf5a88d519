"""Content controls that show a value kept elsewhere in the package (ECMA-376-1, 17.5.2.6)."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from docgen.ooxml.names import W

# Text with styles is bound by an element of the same name and content ([MS-DOCX] 2.5.3.3).
_W15 = "{http://schemas.microsoft.com/office/word/2012/wordml}"
BINDINGS = (f"{W}dataBinding", f"{_W15}dataBinding")
# What the bytes of a part with such a control hold, whatever its prefixes are called.
BINDING_SIGN = b":dataBinding"


def bound_controls(root: etree._Element) -> Iterator[tuple[etree._Element, etree._Element]]:
    """Each control that is bound: its ``w:sdt`` and the element that says to what."""
    for binding in list(root.iter(*BINDINGS)):
        control = next(binding.iterancestors(f"{W}sdt"), None)
        if control is not None:
            yield control, binding
