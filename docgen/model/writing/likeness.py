"""Did you mean …? Names matched by likeness: ``tebusan`` -> ``tembusan``."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from difflib import get_close_matches

# Where the program acts on a likeness: "tebusan" is like "tembusan" (0.93), but a column "catatan"
# is not "tautan" (0.77), nor "tanggal_rapat" "tanggal_ttd" (0.75).
ALIKE = 0.8
# Where it only asks: a wrong guess in a question does no harm.
SIMILAR = 0.6
# Names that a sentence can list; a workspace may have thousands of letters.
MOST_LISTED = 40


def suggest(name: str, candidates: Iterable[str], least: float = ALIKE) -> str | None:
    """The candidate that ``name`` was probably meant to be; None when none is like it."""
    by_fold = {candidate.casefold(): candidate for candidate in candidates}
    close = get_close_matches(name.casefold(), list(by_fold), n=1, cutoff=least)
    return by_fold[close[0]] if close else None


def meant(name: str, candidates: Sequence[str]) -> str:
    """``; maksud Anda «x»?`` or, when nothing is alike, what there is to choose from."""
    close = suggest(name, candidates, SIMILAR)
    if close:
        return f"; maksud Anda «{close}»?"
    names = list(dict.fromkeys(candidates))
    more = f" dan {len(names) - MOST_LISTED} lagi" if len(names) > MOST_LISTED else ""
    return f"; yang ada: {', '.join(names[:MOST_LISTED])}{more}" if names else ""
