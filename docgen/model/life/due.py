"""When a SOP must be monitored and evaluated again (domain rules §1.8)."""

from __future__ import annotations

import calendar
import datetime as dt
from dataclasses import dataclass

from docgen.model.life.states import Life
from docgen.model.revisions import EVALUATION, MONITORING
from docgen.model.writing.dates import parse_date


@dataclass(frozen=True, slots=True, kw_only=True)
class Review:
    """One kind of review: the last one there was, and the day on which the next one is due.

    ``last`` is None when there was none yet; the day then counts from the approval.
    """

    kind: str
    last: dt.date | None
    due: dt.date


def months_later(date: dt.date, months: int) -> dt.date:
    """The same day of a later month; the last day of one that is shorter (29 February). There is
    none after the last day that a calendar has."""
    year, month = divmod(date.year * 12 + date.month - 1 + months, 12)
    if year > dt.MAXYEAR:
        return dt.date.max
    month += 1
    return dt.date(year, month, min(date.day, calendar.monthrange(year, month)[1]))


def reviews(life: Life, monitoring_months: int, evaluation_months: int) -> tuple[Review, ...]:
    """The next monitoring and the next evaluation of a SOP in force; none of any other.

    Both count from the last of their kind, else from the approval of the revision in force. An
    evaluation looks at all that a monitoring does, so it counts as one as well.
    """
    if life.last is None or life.sop.dicabut:
        return ()
    start = life.last.approval.tanggal
    kinds = (
        (MONITORING, monitoring_months, (MONITORING, EVALUATION)),
        (EVALUATION, evaluation_months, (EVALUATION,)),
    )
    found = []
    for kind, months, counted in kinds:
        done = [
            date
            for each in life.sop.evaluasi
            if each.jenis in counted and (date := parse_date(each.tanggal))
        ]
        last = max(done, default=None)
        due = months_later(max(filter(None, (last, start))), months)
        found.append(Review(kind=kind, last=last, due=due))
    return tuple(found)
