"""One look at every part of an office file before it goes out, and what is said of it.

A template is the office's own: what stands in it unseen reaches every recipient, so most is an
error. An enclosure, or a file to be converted, came as it is: what is left out of its PDF is told,
and only what nobody can decide for its author stops it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import TypeVar

from docgen.convert.inspect.sheets.cells import sheets_of
from docgen.convert.unseen.changes import ACCEPT, tracked_changes
from docgen.convert.unseen.dropped import dropped_parts
from docgen.convert.unseen.fields import (
    CLOCK,
    COMPUTED,
    OF_THE_FILE,
    OUTSIDE,
    REFERENCES,
    Field,
    bookmarks_of,
    fields_of,
)
from docgen.convert.unseen.leftovers import (
    bound_controls,
    comments_of,
    hidden_text,
    properties_of,
    ties,
)
from docgen.convert.unseen.outside import fetched, left_out, said_of_fetch
from docgen.convert.unseen.parts import OfficeParts
from docgen.convert.unseen.sheets import computed_anew
from docgen.findings import Finding, Where, error, hint, warning
from docgen.guard import guarded_once
from docgen.limits import MEGABYTE, OFFICE_FILE, Stopped
from docgen.outside.packages import OddPackageError, unpacked_size

T = TypeVar("T")
# What unpacks to less takes no memory to speak of, bytes.
_LARGE = 8 * MEGABYTE
# As many names stand in one sentence; four times as many faults of a kind are told one by one.
NAMED = 5
PLACEHOLDERS = {
    "DATE": "{{ tanggal }}", "TIME": "{{ tanggal }}", "SAVEDATE": "{{ tanggal }}",
    "PRINTDATE": "{{ tanggal }}", "CREATEDATE": "{{ tanggal }}", "EDITTIME": "teks biasa",
    "FILENAME": "{{ nomor }}", "FILESIZE": "teks biasa", "TEMPLATE": "teks biasa",
}  # fmt: skip
ANEW = "dihitung lagi setiap kali dibuka, jadi yang tercetak adalah keadaan saat itu"
# Of the merge of letters in Word, the template's own check speaks.
_TOLD_ELSEWHERE = frozenset({"MERGEFIELD", "MERGEREC", "MERGESEQ", "NEXT", "NEXTIF", "SKIPIF"})


def look_at_template(data: bytes, where: Where) -> tuple[Finding, ...]:
    """What a template holds that is not seen, or is not printed as it is seen.

    Findings: template-comment, template-tracked-change, template-field, file-field-outside,
    file-reaches-outside (errors); template-hidden-text, template-bound-control,
    template-properties, content-not-printed (warnings).
    """
    parts = OfficeParts(data)
    found: list[Finding] = []
    for text, author, place in _few(comments_of(parts)):
        message = f"komentar {_by(author)}«{text}» akan sampai ke semua penerima; hapus komentarnya"
        found.append(error("template-comment", where.at(paragraph=place or None), message))
    for place, author in _few(tracked_changes(parts)):
        message = f"ada perubahan terlacak {_by(author)}di paragraf ini; {ACCEPT}"
        found.append(error("template-tracked-change", where.at(paragraph=place or None), message))
    marks = bookmarks_of(parts)
    for each in _few(each for each in fields_of(parts) if _is_wrong(each, marks)):
        found.append(_of_field(each, where))
    for text, place in _few(hidden_text(parts)):
        message = f"teks tersembunyi «{text}» ikut terkirim dalam .docx; hapus atau tampilkan"
        found.append(warning("template-hidden-text", where.at(paragraph=place or None), message))
    for label, place in _few(bound_controls(parts)):
        message = (
            f"kontrol isian «{label}» terikat ke properti dokumen, jadi yang tercetak dapat lain "
            "dari yang terlihat; hapus kontrolnya dan tulis teksnya"
        )
        found.append(warning("template-bound-control", where.at(paragraph=place or None), message))
    for what, sheet, cell in _few(computed_anew(parts)):
        message = f"{what} {ANEW}; ganti dengan isi tetap"
        found.append(error("template-field", where.at(sheet=sheet, cell=cell or None), message))
    found += (said_of_fetch(each, where) for each in _few(fetched(parts)))
    found += _properties(parts, where)
    found += _not_printed(parts, where)
    return tuple(dict.fromkeys(found))


def look_at_file(data: bytes, where: Where, *, accept_changes: bool) -> tuple[Finding, ...]:
    """What the PDF of a file from elsewhere will not show, and what keeps it from being made.

    Findings: file-tracked-change (an error, or with ``accept_changes`` a warning),
    file-field-outside, file-reaches-outside (errors), file-comment, file-computed-anew,
    content-not-printed (warnings), file-outside-left-out (hint); convert-not-a-document for one
    that asks for too much.
    """
    try:
        size = unpacked_size(data)
    except OddPackageError as problem:
        return (_refused(problem.words, where),)
    if size < _LARGE:
        return _look((data, where, accept_changes))
    found = guarded_once(_look_through, (data, where, accept_changes), OFFICE_FILE)
    if isinstance(found, Stopped):
        return (_refused(f"membacanya {found.said(OFFICE_FILE)}", where),)
    return found


def _refused(words: str, where: Where) -> Finding:
    message = f"Tidak dapat dijadikan PDF: {words}. Bagi berkas ini, atau simpan ulang."
    return error("convert-not-a-document", where, message)


def _look_through(given: tuple[bytes, Where, bool]) -> tuple[Finding, ...]:
    """The same of a large file, in a child: with all that is read of it later on."""
    parts = OfficeParts(given[0])
    for name in parts.names if parts.is_word else ():
        if name.endswith(".xml"):
            parts.root(name)
    if not parts.is_word:
        try:
            sheets_of(given[0])
        except MemoryError:
            raise
        except Exception:
            return ()  # damaged: told of by whoever converts it
    return _look(given)


def _look(given: tuple[bytes, Where, bool]) -> tuple[Finding, ...]:
    data, where, accept_changes = given
    parts = OfficeParts(data)
    found: list[Finding] = []
    comments = list(comments_of(parts))
    if comments:
        text, author, _place = comments[0]
        others = f" dan {len(comments) - 1} lagi" if len(comments) > 1 else ""
        message = f"komentar {_by(author)}«{text}»{others} tidak ikut ke PDF"
        found.append(warning("file-comment", where, message))
    changed = list(tracked_changes(parts))
    if changed:
        place, author = changed[0]
        others = f" dan {len(changed) - 1} paragraf lain" if len(changed) > 1 else ""
        told = f"ada perubahan terlacak {_by(author)}di sini{others}; "
        at = where.at(paragraph=place or None)
        if accept_changes:
            told += "dicetak seolah semuanya diterima"
            found.append(warning("file-tracked-change", at, told))
        else:
            told += f"{ACCEPT}, atau pakai --terima-perubahan"
            found.append(error("file-tracked-change", at, told))
    for each in _few(each for each in fields_of(parts) if each.kind in OUTSIDE):
        found.append(_of_field(each, where))
    for what, sheet, cell in _few(computed_anew(parts)):
        message = f"{what} {ANEW}, bukan yang tersimpan; ganti dengan isi tetap bila itu penting"
        at = where.at(sheet=sheet, cell=cell or None)
        found.append(warning("file-computed-anew", at, message))
    found += (said_of_fetch(each, where) for each in _few(fetched(parts)))
    if names := list(dict.fromkeys(map(str, left_out(parts)))):
        message = f"berkas ini menyebut {', '.join(names[:NAMED])}; docgen tidak mengambilnya"
        found.append(hint("file-outside-left-out", where, message))
    found += _not_printed(parts, where)
    return tuple(dict.fromkeys(found))


def _is_wrong(field: Field, bookmarks: frozenset[str]) -> bool:
    if not field.kind or field.kind in _TOLD_ELSEWHERE or "TOC" in field.inside:
        return False
    if field.kind in REFERENCES or field.kind.casefold() in bookmarks:
        name = field.argument if field.kind in REFERENCES else field.kind
        return name.casefold() not in bookmarks
    return field.kind not in COMPUTED


def _of_field(field: Field, where: Where) -> Finding:
    place = where.at(paragraph=field.paragraph or None)
    name = f"bidang Word {{ {field.instruction} }}"
    if field.kind in OUTSIDE:
        message = f"{name} mengambil isi dari luar berkas ini; ganti dengan isinya sendiri"
        return error("file-field-outside", place, message)
    if field.kind in CLOCK | OF_THE_FILE:
        message = (
            f"{name} dihitung lagi saat dibuat, jadi surat memuat jam atau nama berkas dari "
            f"komputer ini; ganti dengan {PLACEHOLDERS[field.kind]}"
        )
    elif field.kind in REFERENCES:
        message = (
            f"{name} merujuk «{field.argument}», yang tidak ada; di surat tercetak pesan galat. "
            "Hapus bidangnya, atau buat lagi rujukannya"
        )
    else:
        message = (
            f"{name} dihitung lagi saat menjadi PDF, jadi yang tercetak dapat lain dari yang "
            "terlihat; jadikan teks biasa (pilih, lalu Ctrl+Shift+F9), atau pakai {{ … }}"
        )
    return error("template-field", place, message)


def _properties(parts: OfficeParts, where: Where) -> Iterator[Finding]:
    names = [*dict.fromkeys((*properties_of(parts), *ties(parts)))]
    if names:
        shown = ", ".join(f"«{name}»" for name in names[:NAMED])
        more = f" dan {len(names) - NAMED} lagi" if len(names) > NAMED else ""
        message = (
            f"berkas ini menyimpan properti atau tautan {shown}{more}, yang ikut terkirim dalam "
            ".docx; hapus lewat File > Info > Periksa Dokumen"
        )
        yield warning("template-properties", where, message)


def _not_printed(parts: OfficeParts, where: Where) -> Iterator[Finding]:
    for (what, place), count in Counter(dropped_parts(parts)).items():
        often = f" ({count} kali)" if count > 1 else ""
        message = f"{what}{often} tidak tercetak di PDF; ganti dengan teks atau gambar biasa"
        yield warning("content-not-printed", where.at(paragraph=place or None), message)


def _by(author: str) -> str:
    return f"dari {author} " if author else ""


def _few(found: Iterable[T]) -> Iterator[T]:
    """The first of many: the others go with them."""
    for number, each in enumerate(found):
        if number >= 4 * NAMED:
            return
        yield each
