"""Faults put into the renderer and the bundler while they work: the check names each, though it
asks the bundler which copies are as it makes them."""

from __future__ import annotations

import dataclasses
import importlib
import shutil
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import pytest

from docgen.bundle.marks import marked_copies as copies
from docgen.bundle.marks import marking
from docgen.cli import run
from docgen.findings import Severity
from docgen.render.lists.archive import Item
from docgen.render.lists.expedition import Delivery
from docgen.workspace.delivery import archive_list, bundle, expedition
from docgen.workspace.kinds import disposition, letter, sop
from tests.check.full_office import OUT, codes, findings_of

pytestmark = pytest.mark.soffice

Wrong = Callable[..., Any]
# The package has a function of that name.
ASSEMBLE = importlib.import_module("docgen.bundle.volumes.assemble")
LETTER = f"{OUT}/letters/keluar/edaran/*"
COPIES, BUNDLE = f"{OUT}/letters/keluar/edaran/edaran.*-*.pdf", f"{OUT}/bundle/*"


@dataclasses.dataclass(frozen=True)
class Fault:
    """What to replace by what, what must be made anew for it to matter, and how it is named."""

    module: Any
    name: str
    wrong: Callable[[Any], Wrong]
    anew: str
    code: str


def context(**values: object) -> Callable[[Any], Wrong]:
    """A letter's or a form's placeholders with other values."""

    def wrong(right: Any) -> Wrong:
        return lambda *args, **options: right(*args, **options) | values

    return wrong


def shorter_sop(right: Any) -> Wrong:
    """A sheet without the words of its last step."""

    def wrong(sop: Any, *rest: Any) -> Any:
        last = sop.langkah[-1].model_copy(update={"uraian": "Selesai"})
        return right(sop.model_copy(update={"langkah": (*sop.langkah[:-1], last)}), *rest)

    return wrong


def always(value: object) -> Callable[[Any], Wrong]:
    return lambda _right: lambda *args, **options: value


def with_mark(mark: str) -> Callable[[Any], Wrong]:
    """The mark of another role on every copy."""
    return lambda right: lambda _mark, *rest: right(mark, *rest)


def with_recipient(right: Any) -> Wrong:
    return lambda pdf, values: right(pdf, values | {"recipient": "Camat Barat"})


def of_another_letter(right: Any) -> Wrong:
    return lambda source: right(source.parents[1] / "undangan" / "undangan.pdf")


def next_page(right: Any) -> Wrong:
    """An index that prints the page after the one that each line leads to."""

    def wrong(template: Any, title: str, entries: Sequence[Any], **options: Any) -> Any:
        later = [dataclasses.replace(entry, page=entry.page + 1) for entry in entries]
        return right(template, title, later, **options)

    return wrong


def turned_targets(right: Any) -> Wrong:
    """Every line of the index leads to the document of the line before it."""

    def wrong(*args: Any) -> Any:
        found = dict(right(*args))
        return dict(zip(found, [*list(found.values())[-1:], *found.values()], strict=False))

    return wrong


def turned_parts(right: Any) -> Wrong:
    return lambda parts, *rest, **options: right(list(reversed(parts)), *rest, **options)


def other_recipient(right: Any) -> Wrong:
    def wrong(deliveries: Sequence[Delivery], *rest: Any) -> Any:
        return right([dataclasses.replace(d, recipient="?") for d in deliveries], *rest)

    return wrong


def fewer_items(right: Any) -> Wrong:
    def wrong(title: str, items: Sequence[Item], *rest: Any) -> Any:
        return right(title, items[:-1], *rest)

    return wrong


FAULTS = {
    "another number": Fault(
        letter, "letter_context", context(nomor="045/99/BKD/2025"), LETTER, "number-not-printed"
    ),
    "another addressee": Fault(
        letter, "letter_context", context(tujuan=["Camat Barat"]), LETTER, "paper-outdated"
    ),
    "another date": Fault(
        letter, "letter_context", context(tempat_tanggal="Contoh, 1 Mei 2025"), LETTER,
        "paper-outdated",
    ),
    "the text lost": Fault(
        letter, "letter_context", context(isi=""), LETTER, "paper-outdated"
    ),
    "the copies not named": Fault(
        letter, "letter_context", context(tembusan=[]), LETTER, "paper-outdated"
    ),
    "the matter of another form": Fault(
        disposition, "disposition_context", context(hal="Hal lain"), f"{OUT}/disposisi/*/m-1/*",
        "paper-outdated",
    ),
    "a step of a SOP lost": Fault(
        sop, "lay_out", shorter_sop, f"{OUT}/sop/*", "paper-outdated"
    ),
    "the mark of another role": Fault(
        marking, "draw", with_mark("ARSIP"), COPIES, "copy-mark-missing"
    ),
    "the mark of another recipient": Fault(
        marking, "draw", with_mark("ASLI 1: Camat Barat"), COPIES, "copy-mark-missing"
    ),
    "copies for somebody else": Fault(
        marking, "_set_info", with_recipient, COPIES, "copy-wrong-recipient"
    ),
    "copies of another letter": Fault(
        copies, "read_as_pdf", of_another_letter, COPIES, "copy-text-differs"
    ),
    "wrong page numbers in the index": Fault(
        bundle, "render_index", next_page, BUNDLE, "bundle-index-wrong"
    ),
    "links to other documents": Fault(
        ASSEMBLE, "_targets", turned_targets, BUNDLE, "bundle-index-wrong",
    ),
    "no bookmarks": Fault(
        ASSEMBLE, "_bookmarks", always([]), BUNDLE, "bundle-bookmark-wrong"
    ),
    "stamps that say nothing": Fault(
        ASSEMBLE, "stamp_text", always("-"), BUNDLE, "bundle-stamp-missing"
    ),
    "documents in another order": Fault(
        bundle, "write_segments", turned_parts, BUNDLE, "bundle-member-wrong"
    ),
    "a document not in the archive list": Fault(
        archive_list, "archive_table", fewer_items, BUNDLE, "list-line-wrong"
    ),
    "nobody in the ekspedisi": Fault(
        expedition, "expedition_table", other_recipient, f"{OUT}/ekspedisi.xlsx", "list-line-wrong"
    ),
}  # fmt: skip


# Those that are named otherwise than another of the table; the rest is for the long runs.
QUICK = (
    "another number", "another addressee", "the text lost", "the mark of another role",
    "copies for somebody else", "copies of another letter", "wrong page numbers in the index",
    "documents in another order", "a document not in the archive list",
)  # fmt: skip


@pytest.mark.parametrize(
    "name",
    [name if name in QUICK else pytest.param(name, marks=pytest.mark.full) for name in FAULTS],
)
def test_the_check_names_it(
    name: str, full: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault, root = FAULTS[name], tmp_path / "kantor"
    shutil.copytree(full, root)
    for path in root.glob(fault.anew):
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    with monkeypatch.context() as patch:
        patch.setattr(fault.module, fault.name, fault.wrong(getattr(fault.module, fault.name)))
        assert run(["build", "-q", "-C", str(root)]) == 1
    assert fault.code in codes(findings_of(root), Severity.ERROR)


def test_made_anew_without_a_fault_it_is_as_it_was(full: Path, tmp_path: Path) -> None:
    root = tmp_path / "kantor"
    shutil.copytree(full, root)
    for pattern in {fault.anew for fault in FAULTS.values()}:
        for path in root.glob(pattern):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
    assert run(["build", "-q", "-C", str(root)]) == 0
    assert not codes(findings_of(root), Severity.ERROR, Severity.WARNING)
