"""How long an archive is kept: the office's own schedule (JRA), by classification code.

A schedule is set by each region (domain rules §3.5), so it is data of the profile; nothing is
printed where it says nothing.
"""

from __future__ import annotations

from collections.abc import Mapping

from docgen.model.record import Record


class Retention(Record):
    """*[retensi."CODE"]* of a profile, as it is to be printed: ``aktif = "1 tahun"``, …"""

    aktif: str = ""
    inaktif: str = ""
    nasib_akhir: str = ""


NOTHING = Retention()


def retention_of(classification: str, schedule: Mapping[str, Retention]) -> Retention:
    """The line of the code itself, else of the nearest code above it: 800.1 holds for 800.1.7."""
    code = classification
    while code:
        if code in schedule:
            return schedule[code]
        code = code.rpartition(".")[0]
    return NOTHING
