"""What docgen itself wrote down and reads back: a damaged file may hold anything in its place."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from docgen.outside.files import json_of

# The types that a column may hold.
INTEGER: tuple[type, ...] = (int,)
TEXT: tuple[type, ...] = (str,)
BLOB: tuple[type, ...] = (bytes,)
TEXT_OR_NONE: tuple[type, ...] = (str, type(None))


def typed_rows(
    rows: Iterable[tuple[Any, ...]], columns: Sequence[tuple[type, ...]]
) -> Iterator[tuple[Any, ...]]:
    """The rows of a table, each value of a type that its column may hold.

    SQLite gives back what stands there, whatever the table declares. Raises ValueError.
    """
    known: set[tuple[type, ...]] = set()
    for row in rows:
        kinds = tuple(map(type, row))
        if kinds not in known:
            if not all(kind in column for kind, column in zip(kinds, columns, strict=True)):
                raise ValueError("isi kolomnya bukan seperti yang ditulis docgen")
            known.add(kinds)
        yield row


def texts_of(text: str) -> Mapping[str, str]:
    """A mapping of texts that was written as JSON. Raises ValueError."""
    found = json_of(text)
    if not isinstance(found, dict) or not all(isinstance(value, str) for value in found.values()):
        raise ValueError("bukan daftar nama dan isinya")
    return found


def proof_of(key: str, body: bytes) -> str:
    """What is kept beside ``body``, so that one that was cut short, changed or put in the place of
    another key's is known: a SHA-256 of both, hexadecimal."""
    return hashlib.sha256(key.encode() + b"\n" + body).hexdigest()


def with_proof(key: str, body: bytes) -> bytes:
    """``body`` behind its proof, as a file."""
    return proof_of(key, body).encode() + b"\n" + body


def proved(key: str, data: bytes) -> bytes | None:
    """The body in what :func:`with_proof` gave; None when it is not that of this key."""
    proof, _, body = data.partition(b"\n")
    return body if proof == proof_of(key, body).encode() else None
