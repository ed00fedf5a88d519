"""What the template of labels may name: one label a recipient, in rows of as many as fit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any

LABEL_NAMES = frozenset({"label", "baris_label", "jumlah"})
# Numbers that a label has room for; of more letters it says how many there are.
MOST_NUMBERS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Label:
    """Who gets an envelope, from whom, and what is in it.

    ``keamanan`` is the security class, which stands on the envelope too (domain rules §2.9);
    ``rangkap`` counts the sheets and booklets in it, ``nomor`` are the letters.
    """

    penerima: str
    alamat: str
    pengirim: str
    keamanan: str
    rahasia: bool
    nomor: tuple[str, ...]
    rangkap: int


def label_context(labels: Sequence[Label], columns: int, used: int) -> dict[str, Any]:
    """``label`` is the list of all, ``baris_label`` the same in rows of ``columns``.

    The first ``used`` places of the first sheet stay blank, and so does the end of the last row.
    """
    told = [
        {
            **asdict(label),
            "nomor": list(label.nomor[:MOST_NUMBERS]),
            "lain": max(0, len(label.nomor) - MOST_NUMBERS),
            "surat": len(label.nomor),
        }
        for label in labels
    ]
    places: list[dict[str, Any] | None] = [*([None] * used), *told]
    places += [None] * (-len(places) % columns)
    rows = [places[start : start + columns] for start in range(0, len(places), columns)]
    return {"label": told, "baris_label": rows, "jumlah": len(told)}
