"""What the pages of a foreign PDF draw with: keys that PDF/A-2 forbids and nobody sees go.

The objects are walked as qpdf walks them when it copies a page, so the depth that is found here is
the depth of its recursion: a chain of some thousand objects would crash it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream

from docgen.bundle.foreign.layers import is_layer

# Real files nest forms in forms some ten deep.
DEEPEST = 400
# Files, private data, metadata of parts: nothing of it shows (ISO 19005-2, 6.2.4.1, 6.2.9, 6.6.2).
_SILENT = ("/AF", "/PieceInfo", "/Metadata", "/LastModified", "/StructParent", "/StructParents")
_OF_IMAGE = ("/Interpolate", "/Alternates", "/OPI")
# Skia, which prints for Chrome and Android, writes it where no reader looks for it.
_STRAY_OF_IMAGE = "/ColorTransform"
_OF_FORM = ("/OPI", "/Ref")
_OF_STATE = ("/TR", "/TR2", "/HTP", "/HTO")
_INTENTS = frozenset(
    {"/RelativeColorimetric", "/AbsoluteColorimetric", "/Perceptual", "/Saturation"}
)


class TooDeepError(ValueError):
    """The objects of a page lie in each other so deep that they cannot be copied safely."""


def mend_content(pdf: Pdf) -> Counter[str]:
    """Remove what is forbidden; returns how often each key went that could have shown.

    ``layers`` counts layers whose marks in the content are left, for
    :func:`~docgen.bundle.foreign.layers.unmark_layers`. Raises TooDeepError.
    """
    counts: Counter[str] = Counter()
    seen: set[tuple[int, int]] = {page.obj.objgen for page in pdf.pages}
    for page in pdf.pages:
        for key in ("/Annots", "/Contents", "/Group", "/Resources"):
            if key in page.obj:
                _walk(page.obj.get(key), key, seen, counts)
    return +counts


def _walk(top: object, name: str, seen: set[tuple[int, int]], counts: Counter[str]) -> None:
    """Depth first, in the order of the keys, without recursion of our own."""
    path: list[Iterator[tuple[str, object]]] = [iter([(name, top)])]
    roles = [""]  # under which key of its holder each holder stands
    while path:
        for key, value in path[-1]:
            if not isinstance(value, Dictionary | Array | Stream):
                continue
            if value.is_indirect:
                if value.objgen in seen:
                    continue
                seen.add(value.objgen)
            if len(path) >= DEEPEST:
                raise TooDeepError(name)
            if not isinstance(value, Array):
                _mend(value, roles[-1], counts)
            path.append(_entries(value, key))
            roles.append(key)
            break
        else:
            path.pop()
            roles.pop()


def _entries(value: Object, key: str) -> Iterator[tuple[str, object]]:
    if isinstance(value, Array):
        return iter([(key, item) for item in value])
    return iter([(name, value.get(name)) for name in sorted(value.keys()) if name != "/Parent"])


def _mend(item: Object, holder: str, counts: Counter[str]) -> None:
    """``holder`` is the key above: what stands in ``/ExtGState`` of resources is a state."""
    for key in _SILENT:
        if key in item:
            del item[key]
    if "/OC" in item:  # what belongs to a layer; all are visible by now
        del item["/OC"]
    counts["layers"] += _forget_layers(item)
    shown: tuple[str, ...] = ()
    kind = item.get("/Subtype") if isinstance(item, Stream) else None
    if kind == Name.Image:
        shown = _OF_IMAGE
        if _STRAY_OF_IMAGE in item:
            del item[_STRAY_OF_IMAGE]
        _mend_intent(item, "/Intent")
    elif kind == Name.Form:
        shown = _OF_FORM
    elif holder == "/ExtGState" or item.get("/Type") == Name.ExtGState:
        shown = _OF_STATE
        _mend_intent(item, "/RI")
    for key in shown:
        if key in item:
            del item[key]
            counts[key.removeprefix("/")] += 1


def _forget_layers(resources: Object) -> int:
    """Take layers out of the lists that content names them by."""
    lists = resources.get("/Properties")
    if not isinstance(lists, Dictionary):
        return 0
    layers = [key for key, value in lists.items() if is_layer(value)]
    for key in layers:
        del lists[key]
    if not len(lists.keys()):
        del resources["/Properties"]
    return len(layers)


def _mend_intent(item: Object, key: str) -> None:
    intent = item.get(key)
    if intent is None:
        return
    if not isinstance(intent, Name) or intent.unparse().decode("ascii", "replace") not in _INTENTS:
        del item[key]  # the default, which a reader takes for any unknown one
