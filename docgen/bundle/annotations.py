"""A foreign PDF's annotations: sound links stay, all that shows is drawn into its page, rest goes.

Fields of forms are annotations too; once drawn they have no name that could collide. qpdf draws,
as a reader shows it on the screen: what is hidden is not drawn (ISO 32000-1, 12.5.3).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from urllib.parse import urlsplit

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, ObjectSet, Page, Pdf, Stream, String

from docgen.bundle.destinations import Destinations
from docgen.bundle.geometry import are_numbers, rectangle

# What a link may open; ``docgen:`` is the bundle's own, which nobody else's file may use.
_SCHEMES = ("http", "https", "mailto", "tel")
_MEDIA = frozenset({"/3D", "/Movie", "/RichMedia", "/Screen", "/Sound"})
_PRINT = 4
_DEEPEST_FIELD = 100
_MULTILINE = 1 << 12  # of a text field (ISO 32000-1, table 228)
_COMB_OR_RICH = 1 << 24 | 1 << 25


def has_undrawn_fields(pdf: Pdf) -> bool:
    """Whether values of a form are shown by readers only, in a way that qpdf cannot draw.

    Where the form asks for it (``/NeedAppearances``) or a field has no appearance, qpdf draws
    single lines of ASCII at the left.
    """
    form = pdf.Root.get("/AcroForm")
    if not isinstance(form, Dictionary):
        return False
    everything = bool(form.get("/NeedAppearances"))
    for page in pdf.pages:
        for widget in _dictionaries(page):
            if widget.get("/Subtype") != Name.Widget or _inherited(widget, "/FT") != Name.Tx:
                continue
            value = _inherited(widget, "/V")
            flags = _inherited(widget, "/Ff")
            special = isinstance(flags, int) and flags & (_MULTILINE | _COMB_OR_RICH)
            text = _text(value)
            if text and (everything or not _appearance(widget)) and (special or not _plain(text)):
                return True
    return False


def flatten(pdf: Pdf) -> Counter[str]:
    """Leave links only; returns how many of what kind were drawn or removed.

    Keys: ``actions`` (scripts, programs, other files), ``links`` (dangling ones), ``media``,
    ``attachments``, ``fields``, ``notes``.
    """
    counts: Counter[str] = Counter()
    places = Destinations(pdf)
    links: list[list[Object]] = []
    pages = list(pdf.pages)
    for page in pages:
        kept: list[Object] = []
        others: list[Object] = []
        for item in _dictionaries(page):
            counts["actions"] += "/AA" in item
            if item.get("/Subtype") == Name.Link:
                link = _link(item, places, counts)
                if link is not None:
                    kept.append(pdf.make_indirect(link))
                continue
            kind = _kind(item)
            counts[kind] += 1
            counts["actions"] += kind == "fields" and "/A" in item
            if _is_drawable(item):
                others.append(item)
        links.append(kept)
        _annotate(page, others)
    _draw(pdf)
    for page, kept in zip(pages, links, strict=True):
        _annotate(page, kept)
    return +counts


def _draw(pdf: Pdf) -> None:
    form = pdf.Root.get("/AcroForm")
    if isinstance(form, Dictionary):
        if not _is_shallow(form.get("/Fields")):
            form.Fields = Array()  # what stands on the pages is drawn all the same
        if "/XFA" in form:
            del form.XFA
        everything = bool(form.get("/NeedAppearances"))
        helper = pdf.acroform
        for page in pdf.pages:
            for widget in helper.get_widget_annotations_for_page(page):
                field = helper.get_field_for_annotation(widget)
                if everything or not _appearance(widget.obj):
                    _generate(field, widget)
        form.NeedAppearances = False
    pdf.flatten_annotations("screen")


def _generate(field: pikepdf.AcroFormField, widget: pikepdf.Annotation) -> None:
    if field.is_text or field.is_choice:
        field.generate_appearance(widget)


def _link(item: Object, places: Destinations, counts: Counter[str]) -> Dictionary | None:
    """The link with nothing but its place and what it opens."""
    box = rectangle(item.get("/Rect"))
    action = item.get("/A")
    made = Dictionary(Type=Name.Annot, Subtype=Name.Link, F=_PRINT, Rect=Array(box or [0] * 4))
    border = item.get("/Border")
    numbers = list(border) if isinstance(border, Array) else []
    made.Border = Array(numbers[:3] if len(numbers) > 2 and are_numbers(numbers[:3]) else [0] * 3)
    if isinstance(action, Dictionary):
        kind = action.get("/S")
        counts["actions"] += "/Next" in action
        if kind == Name.GoTo:
            return _leading(made, places.explicit(action.get("/D")), box, counts)
        if kind == Name.URI and (uri := _address(action.get("/URI"))):
            made.A = Dictionary(S=Name.URI, URI=String(uri))
            return made if box else None
        counts["actions"] += 1
        return None
    return _leading(made, places.explicit(item.get("/Dest")), box, counts)


def _leading(
    link: Dictionary, target: Array | None, box: Sequence[float] | None, counts: Counter[str]
) -> Dictionary | None:
    if target is None or not box:
        counts["links"] += 1
        return None
    link.Dest = target
    return link


def _address(uri: object) -> str:
    """The address when it leads to the web or a mailbox, else ""."""
    text = _text(uri)
    try:
        return text if urlsplit(text).scheme.lower() in _SCHEMES else ""
    except ValueError:
        return ""


def _kind(item: Object) -> str:
    subtype = item.get("/Subtype")
    name = subtype.unparse().decode("ascii", "replace") if isinstance(subtype, Name) else ""
    if name in _MEDIA:
        return "media"
    return {"/Widget": "fields", "/FileAttachment": "attachments"}.get(name, "notes")


def _is_drawable(item: Object) -> bool:
    """Whether qpdf can place it; a popup is no part of the page."""
    if not isinstance(item.get("/F", 0), int):
        del item["/F"]
    subtype = item.get("/Subtype")
    if not isinstance(subtype, Name) or subtype in (Name.Popup, Name.TrapNet):
        return False
    return rectangle(item.get("/Rect")) is not None


def _dictionaries(page: Page) -> list[Object]:
    annotations = page.obj.get("/Annots")
    if not isinstance(annotations, Array):
        return []
    return [item for item in annotations if isinstance(item, Dictionary)]


def _annotate(page: Page, annotations: list[Object]) -> None:
    if annotations:
        page.obj.Annots = Array(annotations)
    elif "/Annots" in page.obj:
        del page.obj.Annots


def _appearance(widget: Object) -> bool:
    drawn = widget.get("/AP")
    return isinstance(drawn, Dictionary) and isinstance(drawn.get("/N"), Stream | Dictionary)


def _inherited(field: Object, key: str) -> object:
    holder: object = field
    for _level in range(_DEEPEST_FIELD):
        if not isinstance(holder, Dictionary):
            return None
        if key in holder:
            return holder.get(key)
        holder = holder.get("/Parent")
    return None


def _is_shallow(fields: object) -> bool:
    """Whether no field lies so deep, or in itself, that walking the tree is unsafe."""
    seen = ObjectSet()
    level = list(fields) if isinstance(fields, Array) else []
    for _depth in range(_DEEPEST_FIELD):
        if not level:
            return True
        below: list[Object] = []
        for field in level:
            if not isinstance(field, Dictionary) or (field.is_indirect and not seen.add(field)):
                continue
            kids = field.get("/Kids")
            below += list(kids) if isinstance(kids, Array) else []
        level = below
    return False


def _text(value: object) -> str:
    """The words of a string; of one in no known encoding, its bytes as Latin-1."""
    if not isinstance(value, String):
        return ""
    try:
        return str(value)
    except UnicodeDecodeError:
        return bytes(value).decode("latin-1")


def _plain(text: str) -> bool:
    return text.isascii() and text.isprintable()
