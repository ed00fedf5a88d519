"""Layers (optional content, ISO 32000-1, 8.11): merged pages lose them, so all must be visible."""

from __future__ import annotations

import pikepdf
from pikepdf import Array, ContentStreamInstruction, Dictionary, Name, Object, Operator, Pdf, Stream

_VISIBLE_POLICIES = (None, Name.AllOn, Name.AnyOn)


def has_layers(pdf: Pdf) -> bool:
    """Whether the file has a catalogue of layers."""
    return isinstance(pdf.Root.get("/OCProperties"), Dictionary)


def hides_layers(pdf: Pdf) -> bool:
    """Whether a reader shows less (or prints other things) than what stands on the pages.

    Judged from the default configuration alone, on the safe side: a hidden layer that no page uses
    counts.
    """
    catalogue = pdf.Root.get("/OCProperties")
    if not isinstance(catalogue, Dictionary):
        return False
    default = catalogue.get("/D")
    groups = catalogue.get("/OCGs")
    if not isinstance(default, Dictionary):
        return False
    if _is_filled(default.get("/OFF")):
        return True
    if default.get("/BaseState") in (Name.OFF, Name.Unchanged):
        on = default.get("/ON")
        if _objects(groups) - _objects(on):
            return True
    if _is_filled(default.get("/AS")) and isinstance(groups, Array):
        return any(_depends(group) for group in groups)
    return any(_is_contrary(item) for item in pdf.objects)


def is_layer(item: object) -> bool:
    """Whether it is a layer or a membership of layers."""
    return isinstance(item, Dictionary) and item.get("/Type") in (Name.OCG, Name.OCMD)


def unmark_layers(pdf: Pdf) -> None:
    """Take the marks of layers out of all content; what they marked stays."""
    for page in pdf.pages:
        contents = page.obj.get("/Contents")
        if contents is not None:
            page.contents_coalesce()
            _unmark(page.obj.Contents)
    for item in pdf.objects:
        if isinstance(item, Stream) and item.get("/Subtype") == Name.Form:
            _unmark(item)


def _unmark(stream: Object) -> None:
    if b"/OC" not in stream.read_bytes():
        return
    plain = ContentStreamInstruction([Name.Span], Operator("BMC"))
    instructions = [
        plain if str(each.operator) == "BDC" and each.operands[:1] == [Name.OC] else each
        for each in pikepdf.parse_content_stream(stream)
    ]
    stream.write(pikepdf.unparse_content_stream(instructions))


def _depends(group: object) -> bool:
    """Whether a layer is off on the screen or on paper only."""
    usage = group.get("/Usage") if isinstance(group, Dictionary) else None
    if not isinstance(usage, Dictionary):
        return False
    for event, key in (("/View", "/ViewState"), ("/Print", "/PrintState")):
        state = usage.get(event)
        if isinstance(state, Dictionary) and state.get(key) == Name.OFF:
            return True
    return False


def _is_contrary(item: Object) -> bool:
    """A membership that shows something while its layers are off."""
    return (
        isinstance(item, Dictionary)
        and item.get("/Type") == Name.OCMD
        and ("/VE" in item or item.get("/P") not in _VISIBLE_POLICIES)
    )


def _is_filled(array: object) -> bool:
    return isinstance(array, Array) and len(array) > 0


def _objects(array: object) -> set[tuple[int, int]]:
    if not isinstance(array, Array):
        return set()
    return {item.objgen for item in array if isinstance(item, Dictionary)}
