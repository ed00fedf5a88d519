"""Files that lie where a pattern looks for files, and that nothing reads: said, never passed over.

A report called ``DINKES.xls``, a spec called ``cuti.yml``, a copy that a program left behind: each
looks as if it were taken in. What of the same folder is of another kind is one hint together.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath
from typing import Any

from docgen.findings import Finding, Where, hint, warning
from docgen.load.history import is_frozen
from docgen.load.laws import FILE as LAWS
from docgen.load.letters.dispositions import DispositionBook
from docgen.load.letters.letters import LetterBook
from docgen.load.names import has_wildcard
from docgen.load.skp.regimes import FOLDER as REGIMES
from docgen.load.spec_files import SUFFIXES, is_book, is_sop_book
from docgen.load.workspace import CONFIG, PROFILES
from docgen.model.set_name import BOOK, SetName
from docgen.workspace.input_files import matching
from docgen.workspace.kinds.sop import SOP
from docgen.workspace.loaded import Loaded
from docgen.workspace.opening.from_register import REGISTER
from docgen.workspace.output_paths import FOLDER

# Suffixes that people take for one another.
_FAMILIES = (
    frozenset({".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".csv", ".tsv", ".numbers"}),
    frozenset({".yaml", ".yml", ".json"}),
    frozenset({".pdf", ".png", ".jpg", ".jpeg", ".heic", ".heif", ".tif", ".tiff", ".webp"}),
    frozenset({".toml"}),
)
# What systems and programs keep for themselves.
_OF_THE_SYSTEM = frozenset({"thumbs.db", "desktop.ini"})
_OWN_FOLDERS = frozenset({FOLDER, REGISTER.parts[0]})
# Keys of sets that hold patterns of names, or sentences, and no paths.
_NO_PATHS = {"isi", "ruang_lingkup", "ringkasan", "definisi"}
MOST_LISTED = 8

Owned = tuple[SetName | None, Finding]


def unread_files(loaded: Loaded) -> Iterator[Owned]:
    """Each finding ``file-not-read`` with the set or bundle whose pattern looks there."""
    read = _read(loaded)
    told: set[str] = set()
    for owner, pattern in _patterns(loaded):
        others = []
        for path in _beside(loaded.root, pattern):
            if path in read or path in told:
                continue
            told.add(path)
            advice = _likely(path, pattern) or _another_spec(loaded.root, owner, path)
            if advice:
                message = f"tidak dibaca, karena tidak cocok dengan «{pattern}»; {advice}"
                yield owner, warning("file-not-read", Where(path), message)
            elif "/" in path:  # beside docgen.toml lies whatever an office likes
                others.append(PurePosixPath(path).name)
        if others:
            more = f" dan {len(others) - MOST_LISTED} lagi" if len(others) > MOST_LISTED else ""
            names = ", ".join(others[:MOST_LISTED]) + more
            message = (
                f"{len(others)} berkas di folder ini tidak dibaca ({names}), karena tidak cocok "
                f"dengan «{pattern}»; biarkan bila memang bukan data"
            )
            yield owner, hint("file-not-read", Where(str(PurePosixPath(pattern).parent)), message)


def _patterns(loaded: Loaded) -> Iterator[tuple[SetName | None, str]]:
    """Patterns of docgen.toml with their owners, and those of the profile's own folder."""
    tables: list[tuple[SetName, Any]] = [
        (name, loaded.workspace.sets(name.kind)[name.name]) for name in loaded.sets
    ]
    tables += loaded.workspace.bundles.items()
    for owner, table in tables:
        for text in _texts(table.model_dump(exclude=_NO_PATHS)):
            if has_wildcard(text) and not (loaded.root / text).is_file():
                yield owner, text
    folder = f"{PROFILES}/{loaded.workspace.profil}"
    for text in (f"{folder}/{LAWS}", f"{folder}/{REGIMES}/*.toml"):
        yield None, text


def _read(loaded: Loaded) -> set[str]:
    """Paths that something reads or names: settings, templates, data, papers and enclosures."""
    tables = loaded.workspace.model_dump(exclude={BOOK: {"__all__": _NO_PATHS}})
    named = [*_texts(tables), *(text for _owner, text in _patterns(loaded))]
    paths = [text.partition("#")[0] for text in named]
    found = {CONFIG, *loaded.files}
    for path in paths:
        found.update(matching(loaded.root, [path], "")[0])
        if path and not has_wildcard(path):
            # The other sheets of a .csv are files beside it.
            found.update(matching(loaded.root, [f"{path.removesuffix('.csv')}.*.csv"], "")[0])
    for book in loaded.books.values():
        if isinstance(book, LetterBook):
            for letter in book.letters:
                found.update((letter.berkas_ttd, *letter.berkas_lampiran))
        elif isinstance(book, DispositionBook):
            found.update(each.berkas_surat for each in book.dispositions)
    return {PurePosixPath(path).as_posix() for path in found}


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for each in value.values():
            yield from _texts(each)
    elif isinstance(value, Iterable):
        for each in value:
            yield from _texts(each)


def _beside(root: Path, pattern: str) -> Iterator[str]:
    """The files of the folders in which a pattern looks, but those of programs and systems."""
    pure = PurePosixPath(pattern)
    if pure.is_absolute() or ".." in pure.parts:
        return
    found: list[Path] = []
    with contextlib.suppress(OSError, ValueError):
        found = sorted(root.glob((pure.parent / "*").as_posix()))
    names = {path.relative_to(root).as_posix() for path in found}
    for path in found:
        shown = path.relative_to(root)
        name = path.name.lower()
        lock = shown.with_name(path.name.removeprefix("~$")).as_posix()
        if (
            path.is_file()
            and not name.startswith(".")
            and name not in _OF_THE_SYSTEM
            and not (name.startswith("~$") and lock in names)  # said as file-open
            and shown.parts[0] not in _OWN_FOLDERS
            and not is_frozen(path)
        ):
            yield shown.as_posix()


def _another_spec(root: Path, owner: SetName | None, path: str) -> str:
    """What to do with the spec of a SOP in a format that its set does not name."""
    full = root / path
    if owner is None or owner.kind != SOP.key or full.suffix.lower() not in SUFFIXES:
        return ""
    if is_book(full) and not is_sop_book(full):
        return ""
    more = PurePosixPath(path).with_name(f"*{full.suffix}")
    return f"bila SOP ini dipakai, tambahkan «{more}» pada specs di {CONFIG}"


def _likely(path: str, pattern: str) -> str:
    """What to do with a file that was probably meant to be read; "" when it was not."""
    name, wanted = PurePosixPath(path).name.lower(), PurePosixPath(pattern).suffix.lower()
    suffix = PurePosixPath(name).suffix
    if not wanted or has_wildcard(wanted):
        return ""
    if name.startswith("~"):
        return "salinan sementara; tutup programnya, lalu hapus bila berkas aslinya utuh"
    if wanted in name and suffix != wanted:
        bare = PurePosixPath(path).name[: name.rindex(wanted) + len(wanted)]
        return f"ganti namanya menjadi {bare}, atau hapus bila hanya salinan"
    family = next((each for each in _FAMILIES if wanted in each), frozenset())
    if suffix not in family or suffix == wanted:
        return ""
    renamed = PurePosixPath(path).with_suffix(wanted).name
    if {suffix, wanted} == {".yaml", ".yml"} or {suffix, wanted} == {".jpg", ".jpeg"}:
        return f"ganti namanya menjadi {renamed}"
    return f"buka dan simpan ulang sebagai {renamed}, atau tambahkan polanya di {CONFIG}"
