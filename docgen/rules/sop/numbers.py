"""Numbers of SOPs: in an office no two have the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from docgen.findings import Finding, Locate, warning
from docgen.model.sop import Sop
from docgen.rules.sop.identity import says_nothing


def check_numbers(sops: Iterable[tuple[Sop, Locate]]) -> Iterator[Finding]:
    """sop-number-twice, at the number of each SOP that comes after another with the same."""
    first: dict[tuple[str, str], tuple[Sop, Locate]] = {}
    for sop, where in sops:
        if says_nothing(sop.nomor):
            continue
        key = _folded(sop.nomor), _folded(sop.instansi.nama)
        other, place = first.setdefault(key, (sop, where))
        if other is not sop:
            message = (
                f"nomor «{sop.nomor}» sudah dipakai SOP «{other.nama}» ({place('nomor')}); satu "
                "nomor untuk satu SOP, betulkan salah satunya"
            )
            yield warning("sop-number-twice", where("nomor"), message)


def _folded(text: str) -> str:
    return "".join(text.casefold().split())
