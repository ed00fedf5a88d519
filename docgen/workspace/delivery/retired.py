"""Stage 6 for a workspace: what nothing stands for any more is taken away."""

from __future__ import annotations

from docgen.load.history import HISTORY
from docgen.workspace.kinds.sop import SOP
from docgen.workspace.output_paths import FOLDER, PRINT_FILE
from docgen.workspace.plan.plan import Plan, Selection
from docgen.workspace.store.store import Store


def retire(plan: Plan, selection: Selection, store: Store) -> None:
    """Copies for a recipient who was struck off, drawings of pages that a SOP no longer has, what
    was printed of a batch of which nothing is left, revisions of SOPs that stand elsewhere now."""
    prefixes = [
        f"{document.folder}/"
        if document.letter
        else document.office_file.removesuffix(".docx") + "-"
        for document in selection.documents
    ]
    prefixes.append(f"{FOLDER}/{SOP.key}/{HISTORY}/")
    sets = {*selection.names, *(document.set for document in selection.documents)}
    prefixes += [f"{FOLDER}/{name.folder}/{PRINT_FILE}" for name in sets]
    store.retire(prefixes, plan.files)
