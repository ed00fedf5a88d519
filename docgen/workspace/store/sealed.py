"""Records that docgen keeps for its own next run: JSON with its own hash, and never needed.

One that was cut short or changed counts as none.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from docgen.errors import OutputError
from docgen.limits import MOST_RECORD
from docgen.outside.files import read_json
from docgen.workspace.store.sources import write_whole


def read_sealed(path: Path) -> dict[str, Any] | None:
    """What :func:`write_sealed` wrote; None when there is no such record, or a damaged one."""
    with suppress(OSError, ValueError, TypeError, KeyError):
        record = read_json(path)
        if record["sha256"] == _sha_of(record["isi"]) and isinstance(record["isi"], dict):
            return dict(record["isi"])
    return None


def write_sealed(path: Path, body: Mapping[str, Any]) -> None:
    """Keep a record. One that is too large or cannot be written is not kept."""
    data = json.dumps({"sha256": _sha_of(body), "isi": body}).encode()
    if len(data) <= MOST_RECORD:
        with suppress(OutputError):
            write_whole(path, data)


def _sha_of(body: object) -> str:
    return hashlib.sha256(json.dumps(body).encode()).hexdigest()
