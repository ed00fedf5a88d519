"""One line on the terminal that says how far the work has come, and is gone when it is done.

Only on a terminal that can take a line back: into a file or a pipe nothing is written.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TextIO

from docgen.progress import Step

# Between two looks of the line, and until there is a rate to speak of, seconds.
PAUSE, SURE = 0.1, 1.0
_CLEAR = "\r\x1b[K"
_HOUR, _MINUTE = 3600, 60


def can_show(stream: TextIO, environ: Mapping[str, str]) -> bool:
    """Whether a line there can be taken back."""
    return stream.isatty() and environ.get("TERM", "") != "dumb"


@dataclass(slots=True)
class LiveLine:
    """The line on ``stream``; a :data:`~docgen.progress.Listener`."""

    stream: TextIO
    clock: Callable[[], float] = time.monotonic
    width: Callable[[], int] = lambda: os.get_terminal_size(2).columns
    _began: dict[int, float] = field(default_factory=dict)  # by the id of a step that runs
    _drawn: float = -PAUSE

    def __call__(self, step: Step | None) -> None:
        """Show how far a step has come; take the line back after it."""
        if step is None:
            self._began.clear()
            self._drawn = -PAUSE
            self.stream.write(_CLEAR)
            self.stream.flush()
            return
        now = self.clock()
        began = self._began.setdefault(id(step), now)
        if now - self._drawn >= PAUSE:
            self._drawn = now
            self.stream.write(_CLEAR + told(step, now - began)[: self._columns() - 1])
            self.stream.flush()

    def _columns(self) -> int:
        try:
            return self.width()
        except OSError:
            return 80


def told(step: Step, seconds: float) -> str:
    """``mengisi templat: 340 dari 1.000 · 120 per detik · sisa 6 detik``."""
    done = min(step.done, step.total)
    words = [f"{step.what}: {_count(done)} dari {_count(step.total)}"]
    if done and seconds >= SURE:
        rate = done / seconds
        words.append(f"{_rate(rate)} · sisa {_duration((step.total - done) / rate)}")
    return " · ".join(words)


def _count(number: int) -> str:
    return f"{number:,}".replace(",", ".")


def _rate(rate: float) -> str:
    """Of what takes longer than a second, how many a minute."""
    if rate >= 1:
        return f"{_count(round(rate))} per detik"
    return f"{_count(max(1, round(rate * _MINUTE)))} per menit"


def _duration(seconds: float) -> str:
    if seconds >= _HOUR:
        return f"{int(seconds // _HOUR)} jam {round(seconds % _HOUR / _MINUTE)} menit"
    if seconds >= 2 * _MINUTE:
        return f"{round(seconds / _MINUTE)} menit"
    return f"{round(seconds)} detik"
