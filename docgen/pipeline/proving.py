"""Stage 7: what a workspace claims, judged by its files."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docgen.check.attributed import about, with_severities
from docgen.check.result import CheckResult, result_of
from docgen.check.scope import narrow
from docgen.check.workspace import verify
from docgen.findings import Finding
from docgen.numbering import Entry
from docgen.pipeline.claims import claims_of
from docgen.pipeline.documents import Document
from docgen.pipeline.extent import members_of, outputs_of, summed, with_members
from docgen.pipeline.material import Material


def check_built(
    material: Material,
    every: Sequence[Document],
    names: Sequence[str],
    entries: Sequence[Entry],
    earlier: Iterable[Finding] = (),
    scope: str = "",
) -> CheckResult:
    """Prove from the files that what must exist does, for the chosen sets and bundles.

    ``earlier`` are findings of the stages before, for the result to hold them too; ``scope`` is
    the workspace path that a narrower check looks at.
    """
    wanted = with_members(material, names)
    bundles = {
        name: [m for m in members_of(material, name, every) if m.is_archived]
        for name in material.workspace.bundle
        if f"bundle.{name}" in names
    }
    outputs = outputs_of(material, every, material.names())
    chosen = [document for document in every if document.set in wanted]
    claims = claims_of(
        material, chosen, bundles, entries, outputs, summed(material, every, outputs)
    )
    if scope:
        claims = narrow(claims, scope)
    attributed = with_severities(verify(material.root, claims), material.profile.weigh)
    return result_of(claims, (*about("", earlier), *attributed))
