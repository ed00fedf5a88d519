"""Why each output is made again, or is not, in a sentence: from the parts of the plan that changed.

What is made of an output that is made again follows it; whether its bytes will be others is known
only once it is made.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from docgen.bundle import COVER_TITLE, INDEX_TITLE
from docgen.check.bundles.volume import part_starts
from docgen.check.pdf.reading import bare
from docgen.workspace.document import Document
from docgen.workspace.plan.bundles import PlannedBundle
from docgen.workspace.plan.plan import Plan, Selection, document_files
from docgen.workspace.plan.planned import FileKind, Planned
from docgen.workspace.store.store import Stale, Store

MOST = 6  # names in one sentence
LAST_STAGE = 6
# What is written anew whenever something else is.
LISTS = (FileKind.LEDGER, FileKind.EXPEDITION, FileKind.SUMS)
SAME = "tidak dibuat lagi: sumbernya sama dengan waktu dibuat"
OLD = "dibuat docgen versi lama, yang belum mencatat sumbernya"
# Reasons other than sources that changed, as the end of a sentence.
WORDS = {
    "belum ada": "belum ada",
    "belum tercatat": "tidak tercatat siapa yang membuatnya",
    "isinya belum selesai ditulis": "penulisannya dahulu terputus",
}
# Parts that do not say for themselves what they are.
NAMES = {
    "docgen": "versi docgen",
    "mesin": "mesin pengubah PDF",
    "tanda": "tanda di halamannya",
    "digabung": "diubah bersama surat lain",
}
FOLLOWING = {
    FileKind.PDF: "PDF",
    FileKind.DRAWING: "gambar alirnya",
    FileKind.ENCLOSURE: "PDF lampiran",
    FileKind.COPY: "rangkap",
}


@dataclass(frozen=True, slots=True)
class Explained:
    """What is said of a document, a print file or a bundle: its name, whether it is made again,
    and why."""

    name: str
    again: bool
    why: str

    def __str__(self) -> str:
        return f"{self.name}: {self.why}"


def explained(plan: Plan, selection: Selection, store: Store, stages: int) -> list[Explained]:
    """A sentence for each chosen document, print file and bundle, in the order of their making.

    ``stages`` is the last one that would run: nothing is said of what comes later.
    """
    return list(_Explaining(plan, selection, store, stages).all())


class _Explaining:
    """Which outputs are old by themselves, and which follow them."""

    def __init__(self, plan: Plan, selection: Selection, store: Store, stages: int) -> None:
        self._plan, self._selection, self._store = plan, selection, store
        self._own: dict[str, Stale] = {}
        self._old: set[str] = set()
        self._pages = {each.name: _pages(each, store) for each in selection.bundles}
        beside = {path for bundle in selection.bundles for path in bundle.on_disk}
        self._stages = stages
        for planned in self._in_order(plan.outputs(selection)):
            if planned.kind not in LISTS and planned.path not in beside:
                self._look_at(planned)

    def all(self) -> Iterator[Explained]:
        for document in self._selection.documents:
            yield self._of_document(document)
        if self._stages < LAST_STAGE:
            return
        for printed in self._selection.prints:
            yield self._of_print(printed.path)
        for bundle in self._selection.bundles:
            yield self._of_bundle(bundle)

    def _in_order(self, paths: Iterable[str]) -> list[Planned]:
        """By stage: an input of each is looked at before it."""
        files = (self._plan.files[path] for path in dict.fromkeys(paths))
        return sorted(
            (each for each in files if each.kind.stage <= self._stages),
            key=lambda planned: planned.kind.stage,
        )

    def _look_at(self, planned: Planned) -> None:
        if stale := self._store.stale(planned):
            self._own[planned.path] = stale
        inputs = {path for paths in planned.inputs.values() for path in paths}
        if stale or inputs & self._old:
            self._old.add(planned.path)

    def _of_document(self, document: Document) -> Explained:
        files = [path for path in document_files(document) if path in self._old]
        if not files:
            return Explained(document.id, again=False, why=SAME)
        first = next((path for path in files if path in self._own), "")
        place = document.source if document.is_row else None
        why = _because(self._own[first], str(place or "")) if first else "isinya dibuat lagi"
        if first and first != document.office_file and self._own[first].why == "belum ada":
            why = f"{first} belum ada"
        others = [path for path in files if path != document.office_file]
        follows = [*self._kinds(others), *self._gathered(document)]
        tail = f"; ikut dibuat: {', '.join(follows)}" if follows else ""
        return Explained(document.id, again=True, why=f"dibuat karena {why}{tail}")

    def _kinds(self, paths: Sequence[str]) -> Iterator[str]:
        counts = Counter(self._plan.files[path].kind for path in paths)
        for kind, word in FOLLOWING.items():
            if count := counts[kind]:
                yield f"{count} {word}" if kind is FileKind.COPY else word

    def _gathered(self, document: Document) -> Iterator[str]:
        """Print files and bundles that hold something of a document that is made again."""
        old = self._old.intersection(document_files(document))
        for printed in self._selection.prints:
            inputs = self._plan.files[printed.path].inputs.values()
            if printed.path in self._old and any(old.intersection(paths) for paths in inputs):
                yield printed.path
        for bundle in self._selection.bundles:
            parts = [part.id for part in bundle.parts if part.pdf in old]
            if bundle.file in self._old and parts:
                yield _place(bundle, self._pages[bundle.name], parts)

    def _of_print(self, path: str) -> Explained:
        if path not in self._old:
            return Explained(path, again=False, why=SAME)
        own = self._own.get(path)
        why = _because(own) if own else "isinya dibuat lagi"
        return Explained(path, again=True, why=f"dibuat karena {why}")

    def _of_bundle(self, bundle: PlannedBundle) -> Explained:
        name = str(bundle.set)
        again = [path for path in (bundle.file, bundle.archive_list) if path in self._old]
        if not again:
            return Explained(name, again=False, why=SAME)
        pages = self._pages[bundle.name]
        moved = [_with_pages(part.id, pages) for part in bundle.parts if part.pdf in self._old]
        own = next((self._own[path] for path in again if path in self._own), None)
        reasons = [_because(own)] if own else []
        reasons += [f"isinya dibuat lagi: {_listed(moved)}"] if moved else []
        bag = "; paketnya ikut" if bundle.bag else ""
        return Explained(name, again=True, why=f"dibuat karena {'; '.join(reasons)}{bag}")


def _because(stale: Stale, place: str = "") -> str:
    """``kolom tujuan di data/surat.xlsx [keluar] A17 berubah``."""
    if not stale.parts:
        return WORDS.get(stale.why, stale.why)
    if not stale.before:
        return OLD
    groups: dict[str, list[str]] = {}
    for name in _once(stale.parts):
        if name not in stale.before:
            verb = "baru"
        elif name not in stale.now:
            verb = "tidak ada lagi"
        else:
            verb = "berubah"
        groups.setdefault(verb, []).append(NAMES.get(name, name))
    at = f" di {place}" if place else ""
    return ", ".join(f"{_listed(names)}{at} {verb}" for verb, names in groups.items())


def _once(parts: Sequence[str]) -> Iterator[str]:
    """What a bundle says of a part and what the part holds come and go together."""
    for name in parts:
        kind, _blank, rest = name.partition(" ")
        if not (kind == "isi" and f"bagian {rest}" in parts):
            yield name


def _listed(names: Sequence[str]) -> str:
    more = f" dan {len(names) - MOST} lagi" if len(names) > MOST else ""
    return ", ".join(names[:MOST]) + more


def _pages(bundle: PlannedBundle, store: Store) -> dict[str, str]:
    """Where each part stands in the bundle that is there, as its pages are labelled: ``32–33``."""
    volumes = [bundle.file]
    volumes += sorted(path for path in bundle.on_disk if path.startswith(bundle.prefixes[1]))
    others = {bare(each) for each in (COVER_TITLE, INDEX_TITLE, *(p.group for p in bundle.parts))}
    spans: list[tuple[str, str]] = []
    for volume in volumes:
        if not store.path(volume).is_file():
            continue
        starts, labels = part_starts(store.path(volume))
        ends = [page for _title, page in starts[1:]] + [len(labels)]
        for (title, page), end in zip(starts, ends, strict=True):
            if title not in others and page < len(labels):
                last = max(page, end - 1)
                span = labels[page] if last == page else f"{labels[page]}–{labels[last]}"
                spans.append((title, span))
    if len(spans) == len(bundle.parts):  # whatever their titles were then
        return {part.id: span for part, (_t, span) in zip(bundle.parts, spans, strict=True)}
    titles = {bare(part.title): part.id for part in bundle.parts}
    return {titles[title]: span for title, span in reversed(spans) if title in titles}


def _with_pages(identifier: str, pages: dict[str, str]) -> str:
    return f"{identifier} (halaman {pages[identifier]})" if identifier in pages else identifier


def _place(bundle: PlannedBundle, pages: dict[str, str], parts: Sequence[str]) -> str:
    spans = [pages[each] for each in parts if each in pages]
    return f"halaman {', '.join(spans)} [{bundle.set}]" if spans else f"[{bundle.set}]"
