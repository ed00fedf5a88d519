"""Where an Indonesian word that is too wide for its column may end a line with a hyphen.

Safe rules only (EYD V, pemenggalan kata): before the consonant that a vowel follows, ``ng``,
``ny``, ``sy`` and ``kh`` being one, and so ``pr``, ``kl``, ``str``; never between vowels; two
letters before the hyphen and three after it at the least. Prefixes and loan words may have better
places; what is parted here is at worst unusual.
"""

from __future__ import annotations

import re

# Letters before and after the hyphen.
BEFORE, AFTER = 2, 3
# What one syllable begins with, and its vowel: found one after the other, none within another.
_ONSET = re.compile(
    r"(?:ng|ny|sy|kh|str|spr|skr|[bcdfgkpt][rl]|[b-df-hj-np-tv-z])(?=[aeiou])", re.IGNORECASE
)
_VOWEL = re.compile(r"[aeiou]", re.IGNORECASE)
_LETTERS = re.compile(r"[^\W\d_]+")


def places(word: str) -> list[int]:
    """The positions in ``word`` before which it may be parted with a hyphen."""
    found = []
    for run in _LETTERS.finditer(word):
        for match in _ONSET.finditer(run[0]):
            at = match.start()
            apart = at >= BEFORE and len(run[0]) - at >= AFTER
            if apart and _VOWEL.search(run[0][:at]):
                found.append(run.start() + at)
    return found
