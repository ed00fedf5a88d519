"""Errors that do not stop a run, since it is about other sets than theirs.

Numbers are given in order of signing across all sets of letters, so what is wrong with the data of
any letter stops every run. No number hangs on a template, an enclosure, a SOP, a disposition, a
recap, labels or a bundle: a run about other sets leaves them as they are, and says so in a warning.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from docgen.findings import Finding, Severity, Where, warning
from docgen.load.workspace import CONFIG
from docgen.model.set_name import SetName
from docgen.workspace import kinds
from docgen.workspace.loaded import Loaded

# A finding and the sets or bundles that it concerns; none when it concerns every run.
Owned = tuple[frozenset[SetName], Finding]


def put_aside(loaded: Loaded, found: Iterable[Owned]) -> list[Finding]:
    """The findings that concern this run, and a warning for each set that it leaves out for errors.

    What is left out is taken from the workspace, but for letters: their register, ledger and
    lists go through all sets, and only their own pages need template and enclosures.
    """
    kept: list[Finding] = []
    errors: dict[SetName, list[Finding]] = {}
    for owners, finding in found:
        (weighed,) = loaded.profile.apply_severities((finding,))
        if not owners or owners & loaded.wanted or weighed.severity is not Severity.ERROR:
            kept.append(finding)
            continue
        for owner in sorted(owners):
            errors.setdefault(owner, []).append(finding)
    for name, its_errors in errors.items():
        kept.append(_left_out(name, its_errors))
        _take_out(loaded, name)
    return kept


def _left_out(name: SetName, errors: Sequence[Finding]) -> Finding:
    message = (
        f"[{name}] tidak ikut dikerjakan karena ada {len(errors)} galat di dalamnya, misalnya "
        f"{errors[0].code} di {errors[0].where}; lihat semuanya dengan docgen build {name}"
    )
    return warning("set-left-out", Where(CONFIG), message)


def _take_out(loaded: Loaded, name: SetName) -> None:
    if name.is_bundle:
        loaded.workspace = loaded.workspace.without([name])
    elif kinds.kind_of(name.kind).is_numbered:
        declared = kinds.kind_of(name.kind).record(loaded, name.name)
        loaded.files.setdefault(declared.template, b"")
        return
    else:
        loaded.sets = tuple(each for each in loaded.sets if each != name)
        loaded.books.pop(name, None)
    loaded.left_out |= {name}
