"""The working copy that LibreOffice gets: it shows what the file shows, and names nothing outside.

Fields that it would compute anew become what they show, content controls lose what binds them to
data beside the text, tracked changes are accepted where that was asked for, and pictures are as
fine as they are printed.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from docgen.convert.jobs import Job, Kind
from docgen.convert.pictures import Story, coarser, has_pictures
from docgen.convert.unseen.changes import ACCEPT, NEEDLES, accept_changes, tracked_changes
from docgen.convert.unseen.fields import freeze
from docgen.convert.unseen.outside import fetched, said_of_fetch, without_fetches
from docgen.convert.unseen.parts import OfficeParts
from docgen.findings import Finding, Where, error
from docgen.ooxml.bound import BINDING_SIGN, bound_controls
from docgen.ooxml.names import W
from docgen.ooxml.part import part_bytes
from docgen.ooxml.usual import relations, relations_of
from docgen.outside.files import read_bytes

_NEEDLES = (
    *NEEDLES, b":fldChar", b":fldSimple", BINDING_SIGN, b":altChunk", b"src=", b"href=",
)  # fmt: skip
_VML = "{urn:schemas-microsoft-com:vml}"
_SOURCES = ("src", "{urn:schemas-microsoft-com:office:office}href")


def refused(job: Job, kind: Kind) -> Finding | None:
    """What keeps a file from being converted as it is: tracked changes, undecided, and what it
    would fetch from elsewhere."""
    parts, where = OfficeParts(_read(job.source)), Where(str(job.source))
    if (outside := next(fetched(parts), None)) is not None:
        return said_of_fetch(outside, where)
    if kind is not Kind.WRITER or job.accept_changes:
        return None
    place = next(tracked_changes(parts), None)
    if place is None:
        return None
    message = f"ada perubahan terlacak; {ACCEPT}"
    return error("file-tracked-change", where.at(paragraph=place[0] or None), message)


def printable(source: Path) -> bytes | None:
    """What is to be converted in the place of a file; None when it is the file itself."""
    return cleaned(_read(source))


def _read(source: Path) -> bytes:
    try:
        return read_bytes(source)
    except OSError:  # it was looked at before; what went away since fails elsewhere
        return b""


def cleaned(data: bytes, *, pictures: bool = True) -> bytes | None:
    """The package of an office file as it is to be printed; None when it is that already.

    Its ``pictures`` may be known to be as fine as they are printed.
    """
    parts = OfficeParts(data)
    changed = without_fetches(parts)
    for name in parts.stories if parts.is_word else ():
        root = parts.root(name) if parts.holds(name, *_NEEDLES) else None
        if root is None:
            continue
        if any([accept_changes(root), freeze(root), _unbind(root), _unlink(root)]):
            changed[name] = part_bytes(root)
    if pictures and parts.is_word:
        changed |= coarser(_pictured(parts), parts.read)
    return _with(data, changed) if changed else None


def _pictured(parts: OfficeParts) -> Iterator[Story]:
    """The stories that may show pictures."""
    for name in parts.stories:
        root = parts.root(name) if has_pictures(parts.read(name)) else None
        if root is not None:
            found = relations(name, parts.read(relations_of(name)))
            yield root, {key: target for key, _kind, target in found}


def _unbind(root: etree._Element) -> bool:
    controls = list(bound_controls(root))
    for _control, binding in controls:
        parent = binding.getparent()
        if parent is not None:
            parent.remove(binding)
    return bool(controls)


def _unlink(root: etree._Element) -> bool:
    """Take out inserted files, and where old drawings say that their pictures are."""
    chunks = list(root.iter(f"{W}altChunk"))
    for chunk in chunks:
        parent = chunk.getparent()
        if parent is not None:
            parent.remove(chunk)
    linked = [(each, name) for each in root.iter(f"{_VML}*") for name in _SOURCES if each.get(name)]
    for each, name in linked:
        del each.attrib[name]
    return bool(chunks or linked)


def _with(data: bytes, changed: dict[str, bytes]) -> bytes:
    """The package with other bytes for some parts."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(target, "w") as new:
        for entry in old.infolist():
            new.writestr(entry, changed.get(entry.filename, old.read(entry)))
    return target.getvalue()
