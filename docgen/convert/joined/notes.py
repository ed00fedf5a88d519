"""Footnotes of a letter inside a joined document.

LibreOffice counts footnotes through the whole document and cannot begin again at a section; so
each letter's notes carry the number that they have in the letter as their own mark
(``customMarkFollows``, ECMA-376-1, 17.11.14).
"""

from __future__ import annotations

import copy

from lxml import etree

from docgen.convert.joined.names import NotJoinableError, w

_NOTE, _REFERENCE, _NUMBER = w("footnote"), w("footnoteReference"), w("footnoteRef")
_ID, _TYPE, _MARK = w("id"), w("type"), w("customMarkFollows")
_FORMAT = ("numFmt", "numStart", "numRestart")


def check_notes(settings: etree._Element | None, body: etree._Element) -> None:
    """Refuse letters whose footnotes do not simply count 1, 2, 3. Raises NotJoinableError."""
    for root in (settings, body):
        for properties in () if root is None else root.iter(w("footnotePr")):
            if any(properties.find(w(name)) is not None for name in _FORMAT):
                raise NotJoinableError("catatan kakinya bernomor dengan cara khusus")


class Notes:
    """The footnotes part of the joined document, growing with each letter."""

    def __init__(self, root: etree._Element) -> None:
        """``root`` is the first letter's part; its ordinary notes are taken out."""
        self.root = root
        for note in list(root.iter(_NOTE)):
            if _is_ordinary(note):
                root.remove(note)
        taken = [int(note.get(_ID, "0")) for note in root.iter(_NOTE)]
        self._next = max(taken, default=0) + 1

    def add(self, body: etree._Element, notes: etree._Element) -> None:
        """Take the notes that a letter's body refers to, with ids that nobody else has."""
        by_id = {note.get(_ID): note for note in notes.iter(_NOTE) if _is_ordinary(note)}
        count = 0
        has_line = any(note.get(_TYPE) == "separator" for note in notes.iter(_NOTE))
        for reference in body.iter(_REFERENCE):
            original = by_id.get(reference.get(_ID))
            if original is None:
                raise NotJoinableError("ada catatan kaki yang hilang")
            note = copy.deepcopy(original)
            note.set(_ID, str(self._next))
            reference.set(_ID, str(self._next))
            self._next += 1
            self.root.append(note)
            if has_line:
                # LibreOffice 7.4 draws the line above notes only in the section where it read the
                # separator, which is the first with notes; in a text the mark shows nothing.
                reference.addprevious(etree.Element(w("separator")))
            if reference.get(_MARK) in ("1", "true", "on"):
                continue
            count += 1
            reference.set(_MARK, "1")
            mark = etree.Element(w("t"))
            mark.text = str(count)
            reference.addnext(mark)
            # LibreOffice writes the mark before the note by itself.
            for number in list(note.iter(_NUMBER)):
                parent = number.getparent()
                if parent is not None:
                    parent.remove(number)


def _is_ordinary(note: etree._Element) -> bool:
    return note.get(_TYPE) in (None, "normal")
