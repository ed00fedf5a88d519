"""Ending cleanly when the machine asks: SIGTERM and a closed terminal, like Ctrl-C.

Python turns only Ctrl-C into an exception; the other signals would end docgen at once and leave
LibreOffice running and temporary folders behind.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

# A shell shows a program that a signal ended as 128 and the signal's number.
_ENDED_BY = 128
# Windows knows no SIGHUP.
_SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, name))


@contextmanager
def ending_cleanly() -> Iterator[None]:
    """Inside, a signal to end raises SystemExit, so that everything is cleaned up on the way.

    Does nothing in other threads than the main one, and for signals that somebody else handles.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    mine = [number for number in _SIGNALS if signal.getsignal(number) is signal.SIG_DFL]

    def end(number: int, _frame: FrameType | None) -> None:
        for each in mine:  # once is enough: a second one must not break the cleaning up
            signal.signal(each, signal.SIG_IGN)
        raise SystemExit(_ENDED_BY + number)

    for number in mine:
        signal.signal(number, end)
    try:
        yield
    finally:
        for number in mine:
            signal.signal(number, signal.SIG_DFL)
