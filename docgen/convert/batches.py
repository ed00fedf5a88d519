"""Which letters of one template are converted as one document: known by how many they are."""

from __future__ import annotations

import math

# Letters in a document, at most, and so many that it is worth two. LibreOffice takes 9 ms a letter
# of 40 together, 10 of 75, 11 of 150; the fewer, the more proofs there are to make, each of which
# takes as long as three to nine letters.
CHUNK = 50
_WORTH_TWO = 40
# Fewer are done alone in the time that the proof would take.
LEAST = 8


def batch_names(name: str, count: int) -> tuple[str, ...]:
    """For ``count`` letters of one template, in order, the batch of each; "" for those alone."""
    if count < LEAST:
        return ("",) * count
    # An even number of batches of one size: two workers have the same to do.
    batches = 1 if count < _WORTH_TWO else 2 * math.ceil(count / (2 * CHUNK))
    return tuple(f"{name}#{place * batches // count}" for place in range(count))
