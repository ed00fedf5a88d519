from __future__ import annotations

import pytest

from docgen.model.retention import NOTHING, Retention, retention_of

LONG, SHORT = Retention(aktif="2 tahun"), Retention(aktif="1 tahun")
SCHEDULE = {"800.1": LONG, "800.1.7": SHORT}


@pytest.mark.parametrize(
    ("code", "due"),
    [
        ("800.1.7", SHORT), ("800.1.7.2", SHORT), ("800.1.11", LONG), ("800.1", LONG),
        ("800", NOTHING), ("800.11", NOTHING), ("", NOTHING),
    ],
)  # fmt: skip
def test_the_nearest_code_holds(code: str, due: Retention) -> None:
    assert retention_of(code, SCHEDULE) == due
