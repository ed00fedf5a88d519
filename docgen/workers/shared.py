"""Results by way of a folder that all machines see under one path, past the scheduler.

What comes back through a cluster passes its scheduler and is in memory there; a folder on a file
server takes that off it. The scheduler then carries only where a result lies and what its content
must be.
"""

from __future__ import annotations

import hashlib
import pickle
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

R = TypeVar("R")


class AlteredError(Exception):
    """A result in the shared folder is gone, or not what was put there."""


@dataclass(frozen=True, slots=True)
class Laid:
    """A result in the shared folder: its file and the SHA-256 of that."""

    path: Path
    sha256: str

    def take(self) -> Any:
        """The result; its file is gone then. Raises AlteredError."""
        try:
            data = self.path.read_bytes()
            self.path.unlink()
        except OSError as problem:
            raise AlteredError(str(self.path)) from problem
        if hashlib.sha256(data).hexdigest() != self.sha256:
            raise AlteredError(str(self.path))
        return pickle.loads(data)


def laid(folder: Path, work: Callable[..., Any], *given: Any) -> Laid:
    """Do the work, and lay down what came of it. Raises OSError, and what the work raises."""
    data = pickle.dumps(work(*given))
    path = folder / secrets.token_hex(16)
    path.write_bytes(data)
    return Laid(path, hashlib.sha256(data).hexdigest())


def sees(mark: Path, content: bytes) -> bool:
    """Whether this machine reads in that file what another wrote there, and may write beside it."""
    try:
        beside = mark.with_name(secrets.token_hex(16))
        beside.write_bytes(content)
        beside.unlink()
        return mark.read_bytes() == content
    except OSError:
        return False
