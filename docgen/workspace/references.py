"""What the SOPs of a workspace say of each other: for the report of a check."""

from __future__ import annotations

from docgen.check.references import Reference
from docgen.rules.mentions.links import links
from docgen.workspace.kinds.sop import SOP
from docgen.workspace.loaded import Loaded


def references_of(loaded: Loaded) -> tuple[Reference, ...]:
    """Every reference once, in the order of the specs."""
    books = SOP.books(loaded).values()
    sops = [file.sop for file in {p: f for b in books for p, f in b.read.items()}.values()]
    found = (
        Reference(
            sops[link.source].nama,
            link.name if link.target is None else sops[link.target].nama,
            link.target is not None,
        )
        for link in links(sops)
    )
    return tuple(dict.fromkeys(found))
