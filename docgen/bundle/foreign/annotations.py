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

from docgen.bundle.foreign.destinations import Destinations
from docgen.bundle.foreign.page_boxes import are_numbers, rectangle

# What a link may open; ``docgen:`` is the bundle's own, which nobody else's file may use.
_SCHEMES = ("http", "https", "mailto", "tel")
_MEDIA = frozenset({"/3D", "/Movie", "/RichMedia", "/Screen", "/Sound"})
_PRINT = 4
_STYLES = frozenset({"/S", "/D", "/B", "/I", "/U"})  # of a frame
_DEEPEST_FIELD = 100
# Flags of fields (ISO 32000-1, tables 228 and 230).
_MULTILINE, _PASSWORD, _COMB_OR_RICH = 1 << 12, 1 << 13, 1 << 24 | 1 << 25
_UNSEEN = 2 | 32  # flags of annotations: hidden, not viewed
# What a reader draws by itself when it has no appearance; qpdf leaves it out.
_DRAWN_BY_READERS = frozenset(
    ["/Caret", "/Circle", "/FreeText", "/Highlight", "/Ink", "/Line", "/PolyLine", "/Polygon",
     "/Square", "/Squiggly", "/Stamp", "/StrikeOut", "/Underline"]
)  # fmt: skip


def has_undrawn_fields(pdf: Pdf) -> bool:
    """Whether values of a form are shown by readers only, in a way that qpdf cannot draw.

    Where the form asks for it (``/NeedAppearances``) or a field has no appearance, qpdf draws
    single lines of ASCII at the left.
    """
    form = pdf.Root.get("/AcroForm")
    has_form = isinstance(form, Dictionary)
    everything = isinstance(form, Dictionary) and bool(form.get("/NeedAppearances"))
    return any(
        _is_undrawn(widget, has_form, everything)
        for page in pdf.pages
        for widget in _dictionaries(page)
        if widget.get("/Subtype") == Name.Widget and not _is_unseen(widget)
    )


def _is_undrawn(widget: Object, has_form: bool, everything: bool) -> bool:
    kind, drawn = _inherited(widget, "/FT"), _appearance(widget)
    value, look = _inherited(widget, "/V"), widget.get("/MK")
    if kind == Name.Btn:
        on = widget.get("/AS", value) not in (None, Name.Off)
        return not drawn and (on or isinstance(look, Dictionary))
    if kind not in (Name.Tx, Name.Ch) or (drawn and not everything):
        return False
    if not drawn and isinstance(look, Dictionary) and ("/BG" in look or "/BC" in look):
        return True
    if isinstance(value, Array):  # several lines of a list are chosen
        return True
    text = _text(value)
    flags = _inherited(widget, "/Ff") if kind == Name.Tx else 0
    special = isinstance(flags, int) and flags & (_MULTILINE | _PASSWORD | _COMB_OR_RICH)
    centred = _inherited(widget, "/Q")
    # What no form knows, qpdf does not draw at all.
    return bool(text and (special or centred or not (has_form and _plain(text))))


def has_undrawn_notes(pdf: Pdf) -> bool:
    """Whether readers show notes (a line, a highlight) that have no appearance to be drawn."""
    return any(
        _name(item.get("/Subtype")) in _DRAWN_BY_READERS
        and not (_is_unseen(item) or _appearance(item))
        and rectangle(item.get("/Rect")) is not None
        for page in pdf.pages
        for item in _dictionaries(page)
    )


def flatten(pdf: Pdf) -> Counter[str]:
    """Leave links only; returns how many of what kind were drawn or removed.

    Keys: ``actions`` (scripts, programs, other files), ``links`` (dangling ones), ``media``,
    ``attachments``, ``fields``, ``notes``, ``comments`` (words that only a click shows).
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
                if _appearance(item) and _is_drawable(item):
                    others.append(item)
                continue
            kind = _kind(item)
            counts[kind] += item.get("/Subtype") != Name.Popup
            counts["actions"] += kind != "media" and "/A" in item
            counts["comments"] += kind == "notes" and _is_comment(item)
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
    _frame(made, item)
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


def _frame(link: Dictionary, item: Object) -> None:
    """The frame that a reader draws around the link (ISO 32000-1, 12.5.2 and 12.5.4)."""
    border, style, colour = item.get("/Border"), item.get("/BS"), item.get("/C")
    if _appearance(item):  # which is drawn instead
        link.Border = Array([0, 0, 0])
        return
    numbers = list(border) if isinstance(border, Array) else [0, 0, 1]
    link.Border = Array(numbers[:3] if len(numbers) > 2 and are_numbers(numbers[:3]) else [0] * 3)
    if isinstance(style, Dictionary):
        link.BS = Dictionary()
        if are_numbers([style.get("/W")]):
            link.BS.W = style.get("/W")
        if _name(style.get("/S")) in _STYLES:
            link.BS.S = style.get("/S")
    if isinstance(colour, Array) and len(colour) in (1, 3) and are_numbers(list(colour)):
        link.C = Array(list(colour))


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
    name = _name(item.get("/Subtype"))
    if name in _MEDIA:
        return "media"
    return {"/Widget": "fields", "/FileAttachment": "attachments"}.get(name, "notes")


def _is_comment(item: Object) -> bool:
    """Whether it has words that are not on the page; a box of text shows its own."""
    return item.get("/Subtype") != Name.FreeText and bool(_text(item.get("/Contents")).strip())


def _is_unseen(item: Object) -> bool:
    flags = item.get("/F")
    return isinstance(flags, int) and bool(flags & _UNSEEN)


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


def _name(value: object) -> str:
    return value.unparse().decode("ascii", "replace") if isinstance(value, Name) else ""


def _plain(text: str) -> bool:
    return text.isascii() and text.isprintable()
