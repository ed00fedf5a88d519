"""Whatever an office does, in whatever order and series: no number twice, no hole without a
reason, no correction without a changed paper, the book as the data is, a rebuild idle."""

from __future__ import annotations

import datetime as dt
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from docgen.errors import FindingsError
from docgen.model.letter import Letter, Paraf
from docgen.numbering import Desk, Entry, PaperKind, Place, Register, Status, letter_key
from docgen.numbering.entry import as_text
from tests.numbering.desk import OFFICES, UNSEEN, Papers, desk, entries, letter

START = dt.date(2024, 12, 20)
KINDS = {"keluar": PaperKind("surat keluar"), "perjalanan": PaperKind("SPPD")}
DAYS = st.integers(0, 30)
KOP = st.sampled_from(sorted(OFFICES))


class Office(RuleBasedStateMachine):
    """Rows come, are signed, corrected and struck off; builds run in between."""

    @initialize(
        series=st.sampled_from(("kantor", "klasifikasi", "jenis", "keamanan")),
        last=st.sampled_from((None, 0, 3)),
        year=st.sampled_from(("nomor", "ttd")),
    )
    def open(self, series: str, last: int | None, year: str) -> None:
        self.series, self.last, self.year = series, last, year
        self.folder = tempfile.TemporaryDirectory()
        self.path = Path(self.folder.name) / "register" / "agenda.db"
        self.rows: dict[str, Letter] = {}
        self.today = START + dt.timedelta(31)
        self.before: dict[tuple[str, int, str, int, str], Entry] = {}

    def teardown(self) -> None:
        self.folder.cleanup()

    @rule(
        office=KOP, day=DAYS, electronic=st.booleans(), reserved=st.booleans(),
        build=st.booleans(), code=st.sampled_from(("800", "005")), kind=st.sampled_from([*KINDS]),
        secret=st.sampled_from(("B", "R", "Rahasia")),
    )  # fmt: skip
    def add(
        self, office: str, day: int, electronic: bool, reserved: bool, build: bool, code: str,
        kind: str, secret: str,
    ) -> None:  # fmt: skip
        name = f"s{len(self.rows)}"
        date = START + dt.timedelta(day)
        free = [e for e in self.before.values() if e.status is Status.RESERVED]
        free = [e for e in free if (e.office, e.year) == (office, date.year)]
        self.rows[name] = letter(
            name,
            None if electronic else date,
            kop=office,
            hal=name,
            klasifikasi=code,
            kelompok=kind,
            keamanan=secret,
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

    @rule(
        data=st.data(), column=st.sampled_from(("tembusan", "tujuan", "isi", "status")),
        texts=st.lists(st.sampled_from(("", "x", "y")), min_size=1, max_size=4),
    )  # fmt: skip
    def correct(self, data: st.DataObject, column: str, texts: list[str]) -> None:
        """A text of a numbered letter changes, and often back again."""
        self.build(before_signing=False)
        given = [e.letter for e in entries(self.path) if e.status is Status.GIVEN]
        names = sorted(name for name, one in self.rows.items() if letter_key(one) in given)
        if not names:
            return
        name = data.draw(st.sampled_from(names))
        for text in texts:
            was = self.rows[name]
            values: dict[str, object] = {
                "tembusan": (text,) if text else (), "tujuan": (text or "Camat",),
            }  # fmt: skip
            values["lain"] = was.lain | {column: text}
            change = {key: values[key] for key in (column if column in values else "lain",)}
            self.rows[name] = was.model_copy(update=change)
            self.build(before_signing=False)

    @rule(data=st.data())
    def strike_off(self, data: st.DataObject) -> None:
        if self.rows:
            name = data.draw(st.sampled_from(sorted(self.rows)))
            # The row is empty from now on; ids are not used again.
            self.rows[name] = letter(name, None, hal=f"kosong {name}")

    @rule(data=st.data(), count=st.integers(1, 3))
    def reserve(self, data: st.DataObject, count: int) -> None:
        if not self.rows:
            return
        like = self.rows[data.draw(st.sampled_from(sorted(self.rows)))]
        with Register(self.path) as book:
            place = self._desk(False).scheme.place_of(like, self.today)
            book.reserve(place, count, "pesanan", self.today)
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
        like = self.rows.get(after.letter.partition("/")[2])
        if like is None or like.kop != after.office:
            return
        one = letter(
            name, after.signed, kop=after.office, hal=name, klasifikasi=like.klasifikasi,
            kelompok=like.kelompok, keamanan=like.keamanan, tanggal_nomor=after.dated,
        )  # fmt: skip
        self.rows[name] = one
        try:
            with Register(self.path) as book:
                every = list(self.rows.values())
                book.insert(one, every, after.serial, self._desk(False), self.today)
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
            book.number(list(self.rows.values()), self._desk(False), self.today)

    def _change(self, data: st.DataObject, **fields: object) -> None:
        if self.rows:
            name = data.draw(st.sampled_from(sorted(self.rows)))
            self.rows[name] = self.rows[name].model_copy(update=fields)

    def _number(self, before_signing: bool) -> list[str]:
        with Register(self.path) as book:
            rows, by = list(self.rows.values()), self._desk(before_signing)
            before = {entry.slot: entry for entry in book.entries()}
            numbered, _findings = book.number(rows, by, self.today)
            book.commit()
            self._as_the_data_is(before, book.entries(), numbered)
        given = [one.nomor for one in numbered if one.nomor]
        assert len(given) == len(set(given))
        return given

    def _desk(self, before_signing: bool) -> Desk:
        return desk(
            "{keamanan}/{klasifikasi}/{jenis}/{urut}/{unit}/{tahun}",
            before_signing, self.series, self.year, KINDS, lambda _place: self.last,
        )  # fmt: skip

    def _as_the_data_is(
        self,
        before: dict[tuple[str, int, str, int, str], Entry],
        now: Sequence[Entry],
        letters: Sequence[Letter],
    ) -> None:
        """The book says of each numbered letter what its paper says; only that made corrections."""
        rows = {(one.kop, letter_key(one)): one for one in letters}
        for entry in now:
            one = rows.get((entry.office, entry.letter))
            if one is None or entry.status is not Status.GIVEN:
                continue
            assert entry.latest.subject == one.hal
            assert entry.latest.recipients == "; ".join(one.tujuan)
            says = seen(as_text(Papers().told(one)))
            assert seen(entry.latest.told) == says
            states = [seen(each.told) for each in (entry, *entry.standing)]
            assert len(states) == len({str(state) for state in states})
            old = before.get(entry.slot)
            if old and old.status is Status.GIVEN and entry.versions != old.versions:
                assert (seen(old.latest.told) != says) == (
                    [v.withdrawn for v in entry.versions] != [v.withdrawn for v in old.versions]
                )
                assert all(seen(v.told) or v.changes for v in entry.versions)

    @invariant()
    def the_book_is_sound(self) -> None:
        if not hasattr(self, "path"):
            return
        found = {entry.slot: entry for entry in entries(self.path)}
        series: dict[Place, set[int]] = {}
        for entry in found.values():
            series.setdefault(entry.place, set()).add(entry.serial)
            why = entry.letter, entry.reserved_why, entry.cancelled_why, entry.inherited_from
            assert any(why)
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
                assert (now.number, now.date, seen(now.told)) == (
                    before.number, before.date, seen(before.told),
                )  # fmt: skip
                assert not before.withdrawn or now == before
        self.before = found


def seen(told: str) -> dict[str, str]:
    """What a paper shows of what is told of it."""
    parts = json.loads(told) if told else {}
    return {name: text for name, text in parts.items() if name not in UNSEEN}


Office.TestCase.settings = settings(max_examples=30, stateful_step_count=25, deadline=None)
TestOffice = Office.TestCase
