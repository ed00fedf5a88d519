"""Stage 6 for a workspace: ``cetak.pdf`` of each batch, which is only there to be printed."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from docgen.bundle import Batch, KeptChunks, KeptPieces, Prints, Sheets, print_copies, print_forms
from docgen.errors import FindingsError
from docgen.findings import Finding, Where, hint
from docgen.limits import Stopped, pdf_limits
from docgen.outside.pdfs import look_at
from docgen.progress import unheard
from docgen.workers.forked import Forked
from docgen.workers.protocol import Workers
from docgen.workspace.delivery.enclosures import by_name
from docgen.workspace.delivery.made import Made, made
from docgen.workspace.document import Document, Printed
from docgen.workspace.output_paths import KEPT_PRINTS
from docgen.workspace.plan.plan import Plan, Selection
from docgen.workspace.plan.prints import PlannedPrint, copies_in_order, sheet_mm
from docgen.workspace.store.store import Store

# A copy with its enclosures in most offices, bytes.
_A_COPY = 100_000
# What a print file is made of, or what keeps it from being made.
_Outcome = Prints | tuple[Finding, ...] | None


@contextmanager
def printing(
    plan: Plan, selection: Selection, store: Store, workers: Workers
) -> Iterator[Callable[[], Made]]:
    """Make the ``cetak.pdf`` of every chosen batch of letters or forms that is not there, or old.

    Where bundles are made inside the block, a copy of this process does that meanwhile. Whoever
    asks for what was made has it written.
    """
    stale = [each for each in selection.prints if store.reason(plan.files[each.path])]

    def made_here(printed: PlannedPrint, by: Workers | None = workers) -> _Outcome:
        try:
            return _printed(plan, printed, store, by)
        except FindingsError as problem:
            return problem.findings

    def made_apart(printed: PlannedPrint) -> _Outcome:
        with unheard():
            return made_here(printed, None)

    def written() -> Made:
        return _written(plan, zip(stale, outcomes, strict=True), store)

    outcomes: Iterator[_Outcome | Stopped]
    if not selection.bundles or workers.count < 2:
        outcomes = map(made_here, stale)
        yield written
        return
    size = max((len(list(each.copies)) for each in stale), default=0) * _A_COPY
    with Forked(made_apart, stale, made_here, pdf_limits(size), 1) as forked:
        outcomes = map(forked.take, range(len(stale)))
        yield written


def _written(
    plan: Plan, outcomes: Iterable[tuple[PlannedPrint, _Outcome | Stopped]], store: Store
) -> Made:
    findings: list[Finding] = []
    for printed, outcome in outcomes:
        if isinstance(outcome, Prints):
            findings += _keep(plan, printed, outcome, store)
        elif isinstance(outcome, tuple):
            findings += by_name(outcome, store.root)
    return made(store.commit(), findings)


def _printed(
    plan: Plan, printed: PlannedPrint, store: Store, workers: Workers | None
) -> Prints | None:
    """None while nothing of it is there, which has its finding already."""
    profile = plan.loaded.profile
    title = f"Cetak {PurePosixPath(printed.path).parent.name}"
    if printed.printed is Printed.FORM:
        forms = [
            (document.title, path)
            for document in printed.documents
            if (path := store.path(document.pdf)).is_file()
        ]
        return print_forms(forms, title=title, sheet_mm=sheet_mm(profile)) if forms else None
    batches = list(_batches(printed, store))
    if not batches:
        return None
    folder = store.path(KEPT_PRINTS) / "-".join(PurePosixPath(printed.path).parts[1:-1])
    pieces = KeptPieces(folder, store.sha256_at, reads=store.trusts)
    made = print_copies(
        batches,
        title=title,
        duplex=profile.cetak.bolak_balik,
        kept=KeptChunks(pieces),
        workers=workers,
    )
    pieces.prune()
    return made


def _batches(printed: PlannedPrint, store: Store) -> Iterator[Batch]:
    """What is printed of each letter; what is not there has its finding already."""
    for document in printed.documents:
        enclosures = tuple(_enclosures(document, store))
        copies = tuple(
            Sheets(copy.mark, path, enclosures)
            for copy in copies_in_order(document)
            if (path := store.path(document.copy_file(copy))).is_file()
        )
        if copies:
            yield Batch(document.title, copies)


def _enclosures(document: Document, store: Store) -> Iterator[Path]:
    """Raises FindingsError for one of other origin that asks for too much."""
    for enclosure in document.enclosures:
        path = store.path(enclosure.pdf)
        if not path.is_file():
            continue
        finding = None if enclosure.is_made else look_at(path, Where(enclosure.pdf))
        if finding:
            raise FindingsError([finding])
        yield path


def _keep(plan: Plan, printed: PlannedPrint, prints: Prints, store: Store) -> Iterator[Finding]:
    """Keep the file, to be committed; or delete it when all that it held is sealed now."""
    if prints.pdf is None:
        store.retire([printed.path], frozenset())
    else:
        store.put(plan.files[printed.path], prints.pdf)
    if prints.left_out:
        first = prints.left_out[0].relative_to(store.root).as_posix()
        others = f" dan {len(prints.left_out) - 1} berkas lain" if len(prints.left_out) > 1 else ""
        message = (
            f"{first}{others} bertanda tangan elektronik, jadi tidak ikut digabung; kirimkan "
            "sebagai berkas, atau cetak sendiri bila perlu"
        )
        yield hint("print-signed-left-out", Where(printed.path), message)
