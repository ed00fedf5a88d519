"""What takes the place of a mention in a spec: shown first, written only when it was asked for."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.findings import Finding, Where, hint
from docgen.load.spec_files import spec_with_values
from docgen.load.text.yaml_text import KeyPath
from docgen.outside.files import read_bytes
from docgen.rules.mentions import Subject
from docgen.rules.sop.laws import citations
from docgen.workspace.mentions.places import Source
from docgen.workspace.mentions.search import Mention
from docgen.workspace.store.sources import write_spec

# Gives the bytes of a spec that are to be changed, by its name and what it holds; or says why it
# stays as it is.
Begun = Callable[[str, bytes], bytes | str]
LEGAL_BASIS = "dasar_hukum"
_ABOUT = " tentang "
_TAIL = ".;,"


@dataclass(frozen=True, slots=True)
class Edit:
    """Another text for a value of a spec."""

    where: Where
    path: KeyPath
    old: str
    new: str


def edits(
    mentions: Iterable[Mention], instead: str, bases: Mapping[str, str]
) -> tuple[tuple[Edit, ...], list[Finding]]:
    """What changes in the specs, and which mentions somebody must look at.

    ``bases`` are the legal bases of the specs by their paths. ``instead`` is what stands there
    from now on; without it a revoked law gives way to the one that revoked it, and everything
    else stays.
    """
    found: dict[tuple[str, KeyPath], Edit] = {}
    left: list[Finding] = []
    cited = {path: {each.key for each in citations(text)} for path, text in bases.items()}
    for mention in mentions:
        place = mention.place
        if mention.source is not Source.SPEC or place is None:
            continue
        key = (place.where.file, place.path)
        before = found.get(key)
        text = before.new if before else place.text
        new, why = _changed(mention, text, instead, cited.get(place.where.file, ()))
        if why:
            left.append(hint("mention-left", place.where, f"«{_short(place.text)}»: {why}"))
        elif new != text:
            found[key] = Edit(place.where, place.path, place.text, new)
    return tuple(found.values()), left


def _changed(
    mention: Mention, text: str, instead: str, cited: Collection[object]
) -> tuple[str, str]:
    """The text with what takes the place of the mention, or why it stays."""
    assert mention.place is not None
    if mention.what.subject is not Subject.LAW:
        if not instead:
            return text, ""
        if text != mention.text:
            return text, "sudah diubah untuk pencarian lain; ubah sendiri"
        return _spliced(text, mention, instead), ""
    new = instead or mention.instead
    if not new:
        return text, ""
    later = citations(new)
    if len(later) > 1 and not instead:
        return text, f"penggantinya lebih dari satu ({new}); ubah sendiri"
    if mention.place.path[0] != LEGAL_BASIS:
        return _spliced(text, mention, new.partition(_ABOUT)[0]), ""
    if any(each.key in cited for each in later):
        return text, "penggantinya sudah disebut pada dasar hukum; hapus butir ini sendiri"
    if len(citations(text)) > 1:
        return text, "butir ini menyebut beberapa peraturan; ubah sendiri"
    tail = text.rstrip()[-1:]
    return new + (tail if tail in _TAIL and tail else ""), ""


def _spliced(text: str, mention: Mention, new: str) -> str:
    for found in reversed(mention.found):
        text = f"{text[: found.start]}{new}{text[found.end :]}"
    return text


def _short(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= 80 else f"{words[:77]}…"


def write(root: Path, changes: Sequence[Edit], begun: Begun) -> tuple[list[str], list[Finding]]:
    """Change the specs, each whole or not at all: their paths, and what could not be changed.

    ``begun`` gives each spec as it is to be changed. Raises FindingsError, UsageError with nothing
    written, OutputError.
    """
    by_file: dict[str, dict[KeyPath, Edit]] = {}
    for edit in changes:
        by_file.setdefault(edit.where.file, {})[edit.path] = edit
    contents: dict[str, tuple[bytes, bytes]] = {}
    left: list[Finding] = []
    for name, own in by_file.items():
        data = read_bytes(root / name)
        base = begun(name, data)
        if isinstance(base, str):
            left += (hint("mention-left", edit.where, base) for edit in own.values())
            continue
        values = {path: edit.new for path, edit in own.items()}
        new, stay = spec_with_values(base, values, root / name)
        for path in sorted(stay, key=str):
            message = (
                f"«{_short(own[path].old)}» tidak dapat diganti tanpa mengubah yang lain; ganti "
                f"sendiri menjadi «{own[path].new}»"
            )
            left.append(hint("mention-left", own[path].where, message))
        if len(stay) < len(own):
            contents[name] = data, new
    for name, (before, after) in contents.items():
        write_spec(root / name, before, after)
    return list(contents), left
