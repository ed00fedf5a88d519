"""What acts in a foreign PDF outside its pages: scripts and commands of the file as a whole.

All of it goes with the file's catalogue; it is counted so that the clerk is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, ObjectSet, Pdf

# What leads to a place or the web and nothing else (ISO 32000-1, 12.6.4).
_HARMLESS = (Name.GoTo, Name.URI)


def count_actions(pdf: Pdf) -> int:
    """Scripts and actions of the catalogue, of bookmarks, and of fields above their widgets."""
    root = pdf.Root
    names = root.get("/Names")
    scripts = isinstance(names, Dictionary) and "/JavaScript" in names
    opening = root.get("/OpenAction")
    acts = isinstance(opening, Dictionary) and opening.get("/S") != Name.GoTo
    count = scripts + acts + ("/AA" in root)
    count += sum(map(_acts, _below(root.get("/Outlines"))))
    form = root.get("/AcroForm")
    fields = form.get("/Fields") if isinstance(form, Dictionary) else None
    # A widget is counted with the annotations of its page.
    return count + sum("/AA" in f and f.get("/Subtype") != Name.Widget for f in _below(fields))


def _acts(bookmark: Object) -> bool:
    action = bookmark.get("/A")
    if not isinstance(action, Dictionary):
        return False
    return action.get("/S") not in _HARMLESS or "/Next" in action


def _below(top: object) -> Iterator[Object]:
    """The dictionaries of an outline or a tree of fields, each once, in whatever order they lie."""
    seen, waiting = ObjectSet(), [top]
    while waiting:
        item = waiting.pop()
        if isinstance(item, Array):
            waiting += list(item)
        if not isinstance(item, Dictionary) or (item.is_indirect and not seen.add(item)):
            continue
        yield item
        waiting += [item.get(key) for key in ("/First", "/Next", "/Kids") if key in item]
