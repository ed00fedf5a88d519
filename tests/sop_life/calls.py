"""One call of the command line, as the tests of this folder make it."""

from __future__ import annotations

from collections.abc import Callable

Docgen = Callable[..., int]
