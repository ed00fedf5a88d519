"""Whatever an office does, in whatever order: no number twice, no hole, a rebuild idle."""

from __future__ import annotations

import datetime as dt
import tempfile
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from docgen.errors import FindingsError
from docgen.model.letter import Letter, Paraf
from docgen.numbering import Entry, Place, Register, Status
from tests.numbering.desk import OFFICES, desk, entries, letter

START = dt.date(2024, 12, 20)
DAYS = st.integers(0, 30)
KOP = st.sampled_from(sorted(OFFICES))


class Office(RuleBasedStateMachine):
    """Rows come, are signed, corrected and struck off; builds run in between."""

    @initialize()
    def open(self) -> None:
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "register" / "agenda.db"
        self.rows: dict[str, Letter] = {}
        self.today = START + dt.timedelta(31)
        self.before: dict[tuple[str, int, str, int, str], Entry] = {}

    def teardown(self) -> None:
        self.folder.cleanup()

    @rule(
        office=KOP, day=DAYS, electronic=st.booleans(), reserved=st.booleans(),
        build=st.booleans(),
    )  # fmt: skip
    def add(self, office: str, day: int, electronic: bool, reserved: bool, build: bool) -> None:
        name = f"s{len(self.rows)}"
        date = START + dt.timedelta(day)
        free = [e for e in self.before.values() if e.status is Status.RESERVED]
        free = [e for e in free if (e.office, e.year) == (office, date.year)]
        self.rows[name] = letter(
            name,
            None if electronic else date,
            kop=office,
            hal=name,
            cara_ttd="elektronik" if electronic else "basah",
            paraf=(Paraf(nama="Kabid", tanggal=date),),
            tanggal_nomor=None,
            lain={"urut": str(free[0].serial)} if reserved and free else {},
        )
        if build:
            self.build(before_signing=True)

    @rule(data=st.data(), day=DAYS)
    def sign(self, data: st.DataObject, day: int) -> None:
        self._change(data, tanggal_ttd=START + dt.timedelta(day))

    @rule(data=st.data(), text=st.sampled_from(("x", "y")))
    def correct(self, data: st.DataObject, text: str) -> None:
        self.build(before_signing=False)
        self._change(data, tembusan=(text,))
        self.build(before_signing=False)

    @rule(data=st.data())
    def strike_off(self, data: st.DataObject) -> None:
        if self.rows:
            name = data.draw(st.sampled_from(sorted(self.rows)))
            # The row is empty from now on; ids are not used again.
            self.rows[name] = letter(name, None, hal=f"kosong {name}")

    @rule(office=KOP, year=st.sampled_from((2024, 2025)), count=st.integers(1, 3))
    def reserve(self, office: str, year: int, count: int) -> None:
        with Register(self.path) as book:
            book.reserve(Place(office, year), count, "pesanan", self.today)
            book.commit()

    @rule(data=st.data())
    def cancel(self, data: st.DataObject) -> None:
        known = [e for e in entries(self.path) if e.cancelled is None]
        if known:
            with Register(self.path) as book:
                book.cancel(data.draw(st.sampled_from(known)), "batal", self.today)
                book.commit()

    @rule(data=st.data())
    def insert(self, data: st.DataObject) -> None:
        """A letter that was forgotten, signed on the day of one that has its number."""
        known = [entry for entry in entries(self.path) if entry.signed]
        if not known:
            return
        after = data.draw(st.sampled_from(known))
        name = f"s{len(self.rows)}"
        one = letter(name, after.signed, kop=after.office, hal=name)
        self.rows[name] = one
        try:
            with Register(self.path) as book:
                every = list(self.rows.values())
                book.insert(one, every, after.serial, desk(), self.today)
                book.commit()
        except FindingsError:
            self.build(before_signing=False)

    @rule(before_signing=st.booleans())
    def build(self, before_signing: bool) -> None:
        first = self._number(before_signing)
        content = self.path.read_bytes()
        assert self._number(before_signing) == first
        assert self.path.read_bytes() == content

    @rule()
    def killed(self) -> None:
        """A build that never committed."""
        with Register(self.path) as book:
            book.number(list(self.rows.values()), desk(), self.today)

    def _change(self, data: st.DataObject, **fields: object) -> None:
        if self.rows:
            name = data.draw(st.sampled_from(sorted(self.rows)))
            self.rows[name] = self.rows[name].model_copy(update=fields)

    def _number(self, before_signing: bool) -> list[str]:
        with Register(self.path) as book:
            numbered, _findings = book.number(
                list(self.rows.values()), desk(before_signing=before_signing), self.today
            )
            book.commit()
        given = [one.nomor for one in numbered if one.nomor]
        assert len(given) == len(set(given))
        return given

    @invariant()
    def the_book_is_sound(self) -> None:
        if not hasattr(self, "path"):
            return
        found = {entry.slot: entry for entry in entries(self.path)}
        series: dict[tuple[str, int], set[int]] = {}
        for entry in found.values():
            series.setdefault((entry.office, entry.year), set()).add(entry.serial)
        assert all(serials == set(range(1, len(serials) + 1)) for serials in series.values())
        numbers = [(e.office, e.number) for e in found.values() if e.number]
        letters = [e.letter for e in found.values() if e.letter]
        assert len(numbers) == len(set(numbers))
        assert len(letters) == len(set(letters))
        for slot, old in self.before.items():
            new = found[slot]  # no line ever goes
            assert not old.letter or (old.letter, old.number) == (new.letter, new.number)
            assert old.status is not Status.CANCELLED or new == old
            assert not old.signed or new.signed == old.signed
            for before, now in zip(old.versions, new.versions, strict=False):
                assert (now.number, now.date, now.told) == (before.number, before.date, before.told)
                assert not before.withdrawn or now == before
        self.before = found


Office.TestCase.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
TestOffice = Office.TestCase
