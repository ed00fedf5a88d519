"""Outputs are whole or not there; a killed run is finished by the next; hand-made work is kept."""

from __future__ import annotations

import errno
import hashlib
import json
import sqlite3
from pathlib import Path

import pytest

from docgen.errors import OutputError
from docgen.findings import Finding
from docgen.workspace.parts import changed_parts, digest
from docgen.workspace.plan.planned import FileKind, Planned
from docgen.workspace.store.state import OLD_STATE, STATE, Record, State
from docgen.workspace.store.store import TEMPORARY, Store

NAMES = [f"output/sop/{number}.docx" for number in range(5)]


def planned(name: str, version: str, *inputs: str) -> Planned:
    parts = {"docgen": "1", "kolom hal": version}
    kept = {"surat": inputs} if inputs else {}
    return Planned(path=name, kind=FileKind.OFFICE_FILE, parts=parts, inputs=kept)


def commit(root: Path, version: str) -> tuple[str, ...]:
    with Store.open(root) as store:
        for name in NAMES:
            store.put(planned(name, version), f"{name} {version}".encode())
        return store.commit()


def reasons(root: Path, version: str) -> list[str | None]:
    with Store.open(root) as store:
        return [store.reason(planned(name, version)) for name in NAMES]


def changed_by_hand(root: Path, names: list[str]) -> tuple[Finding, ...]:
    with Store.open(root) as store:
        return store.changed_by_hand(names)


def contents(root: Path) -> list[str]:
    return [(root / name).read_text() if (root / name).exists() else "" for name in NAMES]


def test_written_files_are_fresh_until_their_source_changes(tmp_path: Path) -> None:
    assert reasons(tmp_path, "1") == ["belum ada"] * 5
    assert commit(tmp_path, "1") == tuple(NAMES)
    assert reasons(tmp_path, "1") == [None] * 5
    assert reasons(tmp_path, "2") == ["sumbernya berubah: kolom hal"] * 5
    assert changed_by_hand(tmp_path, NAMES) == ()
    assert not (tmp_path / "output" / TEMPORARY).exists()


def test_nothing_to_write_makes_no_folder(tmp_path: Path) -> None:
    with Store.open(tmp_path) as store:
        assert store.commit() == ()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("after", range(6))
@pytest.mark.parametrize("first", [False, True])
def test_a_run_killed_while_renaming_is_completed(
    after: int, first: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each file is old or new and whole, none counts as changed by hand, and the next run ends."""
    if not first:
        commit(tmp_path, "1")
    renamed = Path.replace
    count = 0

    def dies(self: Path, target: Path) -> Path:
        nonlocal count
        count += 1
        if count > after:
            raise KeyboardInterrupt
        return renamed(self, target)

    monkeypatch.setattr(Path, "replace", dies)
    if after < 5:
        with pytest.raises(KeyboardInterrupt):
            commit(tmp_path, "2")
    else:
        commit(tmp_path, "2")
    monkeypatch.undo()
    old = "" if first else "1"
    allowed = [{f"{name} 2", f"{name} {old}" if old else ""} for name in NAMES]
    assert all(found in each for found, each in zip(contents(tmp_path), allowed, strict=True))
    assert changed_by_hand(tmp_path, NAMES) == ()
    left = [reason is not None for reason in reasons(tmp_path, "2")]
    assert left == [False] * after + [True] * (5 - after)
    commit(tmp_path, "2")
    assert contents(tmp_path) == [f"{name} 2" for name in NAMES]


def test_unwritable_output_leaves_the_old_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit(tmp_path, "1")
    written = Path.write_bytes

    def full(self: Path, data: bytes) -> int:
        if self.name == "3":
            raise OSError(errno.ENOSPC, "No space left on device", str(self))
        return written(self, data)

    monkeypatch.setattr(Path, "write_bytes", full)
    with pytest.raises(OutputError) as caught:
        commit(tmp_path, "2")
    monkeypatch.undo()
    assert caught.value.exit_code == 5
    assert "disk penuh" in caught.value.message
    assert "Kosongkan ruang disk" in caught.value.advice
    assert contents(tmp_path) == [f"{name} 1" for name in NAMES]
    assert not (tmp_path / "output" / TEMPORARY).exists()
    assert reasons(tmp_path, "1") == [None] * 5


def test_a_file_changed_by_hand_is_told(tmp_path: Path) -> None:
    commit(tmp_path, "1")
    (tmp_path / NAMES[1]).write_text("disunting")
    (finding,) = changed_by_hand(tmp_path, [*NAMES, "output/belum-ada.docx"])
    assert (finding.code, finding.where.file) == ("output-changed", NAMES[1])
    assert "--force" in finding.message


def test_a_file_that_docgen_never_wrote_is_told(tmp_path: Path) -> None:
    (tmp_path / "output" / "sop").mkdir(parents=True)
    (tmp_path / NAMES[0]).write_text("punya saya")
    (finding,) = changed_by_hand(tmp_path, NAMES)
    assert finding.where.file == NAMES[0]


@pytest.mark.parametrize(
    "state", ["", "{", "\x00", "SQLite format 3\x00", "SQLite format 3\x00" + "x" * 5000]
)
def test_a_damaged_state_is_as_none(state: str, tmp_path: Path) -> None:
    commit(tmp_path, "1")
    (tmp_path / "output" / STATE).write_text(state, encoding="utf-8")
    assert reasons(tmp_path, "1") == ["belum tercatat"] * 5
    assert len(changed_by_hand(tmp_path, NAMES)) == 5


def test_a_state_that_breaks_in_the_middle_is_as_none(tmp_path: Path) -> None:
    commit(tmp_path, "1")
    state = tmp_path / "output" / STATE
    data = state.read_bytes()
    state.write_bytes(data[:4096] + b"x" * (len(data) - 4096))
    assert reasons(tmp_path, "1") == ["belum tercatat"] * 5
    commit(tmp_path, "1")
    assert reasons(tmp_path, "1") == [None] * 5


@pytest.mark.parametrize(
    "damage", ["parts = 4611686018427387904", "parts = '[1]'", "parts = '{\"a\": 1}'",
               "sha256 = x'00'", "before = 1.5"]
)  # fmt: skip
def test_a_state_with_something_else_in_its_place_is_as_none(tmp_path: Path, damage: str) -> None:
    commit(tmp_path, "1")
    with sqlite3.connect(tmp_path / "output" / STATE) as state:
        # What a flipped byte does: no table converts it.
        state.execute("CREATE TABLE loose (path PRIMARY KEY, sha256, before, parts)")
        state.execute("INSERT INTO loose SELECT * FROM output")
        state.execute("DROP TABLE output")
        state.execute("ALTER TABLE loose RENAME TO output")
        state.execute(f"UPDATE output SET {damage}")
    assert reasons(tmp_path, "1") == ["belum tercatat"] * 5


def test_a_state_of_another_version_is_as_none(tmp_path: Path) -> None:
    commit(tmp_path, "1")
    with sqlite3.connect(tmp_path / "output" / STATE) as state:
        state.execute("PRAGMA user_version = 99")
    assert reasons(tmp_path, "1") == ["belum tercatat"] * 5


def test_what_an_older_version_wrote_is_not_taken_for_work_by_hand(tmp_path: Path) -> None:
    commit(tmp_path, "1")
    with Store.open(tmp_path) as store:
        old = {name: {"from": "x", "sha256": store.sha256(name)} for name in NAMES}
    (tmp_path / "output" / STATE).unlink()
    (tmp_path / "output" / OLD_STATE).write_text(json.dumps(old), encoding="utf-8")
    assert changed_by_hand(tmp_path, NAMES) == ()
    assert all(reasons(tmp_path, "1"))
    commit(tmp_path, "1")
    assert not (tmp_path / "output" / OLD_STATE).exists()
    assert reasons(tmp_path, "1") == [None] * 5


def test_state_is_the_same_whatever_the_order(tmp_path: Path) -> None:
    states = []
    for folder, names in (("a", NAMES), ("b", NAMES[::-1])):
        with Store.open(tmp_path / folder) as store:
            for name in names:
                store.put(planned(name, "1"), name.encode())
            store.commit()
        state = State(tmp_path / folder / "output")
        states.append(state.under("output/"))
        state.close()
    assert states[0] == states[1]
    assert list(states[0]) == NAMES


def test_the_state_is_read_and_written_in_part(tmp_path: Path) -> None:
    """Some hundred thousand records: one is found, or replaced, without the others."""
    state = State(tmp_path)
    state.keep({f"output/letters/a/{n}.pdf": Record(f"{n}", {"x": "1"}) for n in range(400_000)})
    state.keep({"output/letters/a/77.pdf": Record("neu", {"x": "2"})})
    assert state.record("output/letters/a/77.pdf") == Record("neu", {"x": "2"})
    assert set(state.under("output/letters/a/39999")) == {
        f"output/letters/a/39999{n}.pdf" for n in ("", *range(10))
    }
    state.close()


def test_what_stands_in_inputs_counts(tmp_path: Path) -> None:
    """An output is old when a file that it is made from is another one, or gone."""
    (tmp_path / "surat.pdf").write_bytes(b"1")
    target = planned("output/a.pdf", "1", "surat.pdf", "lampiran.pdf")
    with Store.open(tmp_path) as store:
        store.put(target, b"a")
        store.commit()
        assert store.reason(target) is None
    for file, data in (("surat.pdf", b"2"), ("lampiran.pdf", b"3")):
        (tmp_path / file).write_bytes(data)
        with Store.open(tmp_path) as store:
            assert store.reason(target) == "sumbernya berubah: surat"
            store.put(target, b"a")
            store.commit()


def test_outputs_of_earlier_stages_count_as_they_were_written(tmp_path: Path) -> None:
    first, second = planned("output/a.docx", "1"), planned("output/a.pdf", "1", "output/a.docx")
    with Store.open(tmp_path) as store:
        store.put(first, b"docx")
        store.commit()
        store.put(second, b"pdf")
        store.commit()
        assert store.reason(second) is None
        store.put(first, b"docx 2")
        store.commit()
        assert store.reason(second) == "sumbernya berubah: surat"


def test_the_parts_that_changed_are_named() -> None:
    before = {"docgen": "1", "kolom hal": "a", "kolom isi": "b", "logo": "x"}
    now = {"docgen": "1", "kolom hal": "c", "kolom isi": "b", "profil kertas": "y"}
    assert changed_parts(before, now) == ("kolom hal", "profil kertas", "logo")


def test_digest_tells_parts_apart() -> None:
    lists = [["ab", "c"], ["a", "bc"], ["abc"], ["abc", ""], ["", "abc"], []]
    assert len({digest(*parts) for parts in lists}) == len(lists)
    assert digest("é") == digest("é".encode())


def test_a_file_of_somebody_else_stays_and_is_nobodys_business(tmp_path: Path) -> None:
    """The repository's own output/ has a README.md."""
    page = tmp_path / "output" / "README.md"
    page.parent.mkdir()
    page.write_text("Folder hasil", encoding="utf-8")
    with Store.open(tmp_path):
        pass
    commit(tmp_path, "1")
    with Store.open(tmp_path) as store:
        assert store.changed_by_hand(NAMES) == ()
        assert sorted(store.retire(["output/"], needed=())) == NAMES
    assert page.read_text(encoding="utf-8") == "Folder hasil"


def test_what_another_process_wrote_counts_once_it_is_told(tmp_path: Path) -> None:
    first, lost, last = (planned(name, "1") for name in NAMES[:3])
    with Store.open(tmp_path) as store:
        places = {each.path: store.place(each) for each in (first, lost, last)}
        for place in places.values():
            place.write_bytes(b"isi")
        store.put_written(first, hashlib.sha256(b"isi").hexdigest())
        store.put(last, b"lain")  # in place of what was written there
        assert store.commit() == (first.path, last.path)
        assert store.stale(first) is store.stale(last) is None
        assert not store.has(lost.path)
        store.place(lost)
        assert store.commit() == ()
        assert not (tmp_path / "output" / TEMPORARY).exists()
    assert contents(tmp_path)[:3] == ["isi", "", "lain"]
