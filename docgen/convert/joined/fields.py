"""Fields of a letter inside a joined document (ECMA-376-1, 17.16).

PAGE counts from 1 in each letter, since its section starts at 1. NUMPAGES would count all letters;
it becomes a reference to the page of the letter's last paragraph, which is the same number.
Any other field might look into a neighbour, or at the clock.
"""

from __future__ import annotations

from lxml import etree

from docgen.convert.joined.names import NotJoinableError, w

_SAFE = frozenset({"PAGE", "HYPERLINK"})
_TOTAL = "NUMPAGES"
_CHAR, _TEXT, _SIMPLE = w("fldChar"), w("instrText"), w("fldSimple")
_TYPE, _INSTR = w("fldCharType"), w("instr")


def rewrite_fields(root: etree._Element, end: str) -> bool:
    """Let NUMPAGES point at the bookmark ``end``; whether there was any.

    Raises NotJoinableError.
    """
    found = False
    for simple in root.iter(_SIMPLE):
        new = _rewritten(simple.get(_INSTR, ""), end)
        if new is not None:
            simple.set(_INSTR, new)
            found = True
    # The texts of each field that is open, the innermost last.
    open_fields: list[list[etree._Element]] = []
    for element in root.iter(_CHAR, _TEXT):
        if element.tag == _TEXT:
            if open_fields:
                open_fields[-1].append(element)
            continue
        kind = element.get(_TYPE)
        if kind == "begin":
            if open_fields:
                raise NotJoinableError("memuat field di dalam field")
            open_fields.append([])
        elif kind == "end" and open_fields:
            found |= _rewrite(open_fields.pop(), end)
    return found


def _rewrite(texts: list[etree._Element], end: str) -> bool:
    new = _rewritten("".join(each.text or "" for each in texts), end)
    if new is None:
        return False
    for each in texts:
        each.text = ""
    texts[0].text = new
    return True


def _rewritten(instruction: str, end: str) -> str | None:
    """The new instruction; None when it may stay."""
    words = instruction.split()
    name = words[0].upper() if words else ""
    if name == _TOTAL:
        # Switches of numbers are the same for both (17.16.4.1); \h would make it a link.
        return " ".join(("", "PAGEREF", end, *words[1:], ""))
    if name not in _SAFE or "\\l" in words:
        raise NotJoinableError(f"memuat field «{name or '?'}»")
    return None
