"""What of a workspace can be checked although some of its data has errors.

A check writes nothing and gives no number, so an error keeps it from looking at no more than what
hangs on it: a source that is not there is one finding, a set whose data cannot be read is left out,
with the bundles that hold it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from zipfile import BadZipFile

from docgen.errors import FindingsError
from docgen.findings import Finding, Severity, Where, warning
from docgen.load.workspace import CONFIG
from docgen.model.set_name import SetName
from docgen.workspace import kinds
from docgen.workspace.loaded import Loaded

# Errors about a file that is named: what else the data says can be checked all the same.
SOURCES = frozenset({"file-missing", "file-outside", "file-not-pdf"})

UNCHECKED = "set-unchecked"  # the code of what is left out


def is_unreadable(findings: Iterable[Finding]) -> bool:
    """Whether what was found in the data of a set leaves open what it must hold."""
    return any(each.severity is Severity.ERROR and each.code not in SOURCES for each in findings)


def leave_out_unreadable(loaded: Loaded) -> Iterator[Finding]:
    """Take what cannot be checked out of a workspace that was read; a finding for each of it."""
    for path in loaded.absent:
        loaded.files.setdefault(path, b"")
    yield from leave_out(loaded, [*loaded.unreadable, *_without_documents(loaded)])


def leave_out(
    loaded: Loaded, names: Iterable[SetName], why: str = "datanya ada yang salah"
) -> Iterator[Finding]:
    """Take these sets out, and the sets and bundles that are made of any of them."""
    own = [name for name in dict.fromkeys(names) if name in loaded.sets]
    gone = [*own]
    gone += [name for name in loaded.sets if name not in gone and _is_made_of(loaded, name, gone)]
    bundles = [
        bundle
        for bundle, declared in loaded.workspace.bundles.items()
        if any(name.fits_any(declared.isi) for name in gone)
    ]
    loaded.workspace = loaded.workspace.without(bundles)
    loaded.sets = tuple(each for each in loaded.sets if each not in gone)
    for name in gone:
        loaded.books.pop(name, None)
    every = [*gone, *bundles]
    loaded.left_out |= set(every)
    for name in every:
        because = why if name in own else "memuat bagian lain yang belum dapat diperiksa"
        message = (
            f"[{name}] belum diperiksa, karena {because}; yang lain tetap diperiksa. Perbaiki "
            "dahulu galat tentang itu, lalu periksa lagi"
        )
        yield warning("set-unchecked", Where(CONFIG), message)


def _is_made_of(loaded: Loaded, name: SetName, others: Iterable[SetName]) -> bool:
    """Whether a set takes its rows from other sets, as labels do."""
    patterns = getattr(kinds.kind_of(name.kind).record(loaded, name.name), "isi", ())
    return any(other.fits_any(patterns) for other in others)


def _without_documents(loaded: Loaded) -> Iterator[SetName]:
    """Sets whose documents cannot be told without a template or picture that is not there."""
    for name in loaded.sets if loaded.absent else ():
        kind = kinds.kind_of(name.kind)
        if kind.is_numbered or name not in loaded.books:
            continue
        try:
            kind.documents(loaded, name.name, {})
        except (FindingsError, BadZipFile, OSError, ValueError, LookupError):
            yield name  # of a template that is not there, whatever asked for it first
