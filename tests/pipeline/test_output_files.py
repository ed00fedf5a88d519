"""Outputs are whole or not there; a killed run is finished by the next; hand-made work is kept."""

from __future__ import annotations

import errno
import json
from pathlib import Path

import pytest

from docgen.errors import OutputError
from docgen.pipeline.output import STATE, TEMPORARY, Output, digest

NAMES = [f"output/sop/{number}.docx" for number in range(5)]


def commit(root: Path, version: str) -> tuple[str, ...]:
    output = Output.open(root)
    for name in NAMES:
        output.put(name, f"{name} {version}".encode(), digest(version))
    return output.commit()


def reasons(root: Path, version: str) -> list[str | None]:
    return [Output.open(root).reason(name, digest(version)) for name in NAMES]


def contents(root: Path) -> list[str]:
    return [(root / name).read_text() if (root / name).exists() else "" for name in NAMES]


def test_written_files_are_fresh_until_their_source_changes(tmp_path: Path) -> None:
    assert reasons(tmp_path, "1") == ["belum ada"] * 5
    assert commit(tmp_path, "1") == tuple(NAMES)
    assert reasons(tmp_path, "1") == [None] * 5
    assert reasons(tmp_path, "2") == ["sumbernya berubah"] * 5
    assert Output.open(tmp_path).changed_by_hand(NAMES) == ()
    assert not (tmp_path / "output" / TEMPORARY).exists()


def test_nothing_to_write_makes_no_folder(tmp_path: Path) -> None:
    assert Output.open(tmp_path).commit() == ()
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("after", range(7))
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
    if after < 6:
        with pytest.raises(KeyboardInterrupt):
            commit(tmp_path, "2")
    else:
        commit(tmp_path, "2")
    monkeypatch.undo()
    old = "" if first else "1"
    allowed = [{f"{name} 2", f"{name} {old}" if old else ""} for name in NAMES]
    assert all(found in each for found, each in zip(contents(tmp_path), allowed, strict=True))
    assert Output.open(tmp_path).changed_by_hand(NAMES) == ()
    done = max(0, after - 1)  # the state is renamed first
    left = [reason is not None for reason in reasons(tmp_path, "2")]
    assert left == [False] * min(done, 5) + [True] * (5 - min(done, 5))
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
    (finding,) = Output.open(tmp_path).changed_by_hand([*NAMES, "output/belum-ada.docx"])
    assert (finding.code, finding.where.file) == ("output-changed", NAMES[1])
    assert "--force" in finding.message


def test_a_file_that_docgen_never_wrote_is_told(tmp_path: Path) -> None:
    (tmp_path / "output" / "sop").mkdir(parents=True)
    (tmp_path / NAMES[0]).write_text("punya saya")
    (finding,) = Output.open(tmp_path).changed_by_hand(NAMES)
    assert finding.where.file == NAMES[0]


@pytest.mark.parametrize(
    "state", ["", "{", "[]", '"x"', "null", '{"output/sop/0.docx": 3}', "\x00"]
)
def test_a_damaged_state_is_as_none(state: str, tmp_path: Path) -> None:
    commit(tmp_path, "1")
    (tmp_path / "output" / STATE).write_text(state, encoding="utf-8")
    assert reasons(tmp_path, "1") == ["belum tercatat"] * 5
    assert len(Output.open(tmp_path).changed_by_hand(NAMES)) == 5


def test_state_is_the_same_whatever_the_order(tmp_path: Path) -> None:
    states = []
    for folder, names in (("a", NAMES), ("b", NAMES[::-1])):
        output = Output.open(tmp_path / folder)
        for name in names:
            output.put(name, name.encode(), digest("1"))
        output.commit()
        states.append((tmp_path / folder / "output" / STATE).read_bytes())
    assert states[0] == states[1]
    assert sorted(json.loads(states[0])) == NAMES


def test_digest_tells_parts_apart() -> None:
    lists = [["ab", "c"], ["a", "bc"], ["abc"], ["abc", ""], ["", "abc"], []]
    assert len({digest(*parts) for parts in lists}) == len(lists)
    assert digest("é") == digest("é".encode())


def test_a_file_of_somebody_else_stays_and_is_nobodys_business(tmp_path: Path) -> None:
    """The repository's own output/ has a README.md."""
    page = tmp_path / "output" / "README.md"
    page.parent.mkdir()
    page.write_text("Folder hasil", encoding="utf-8")
    Output.open(tmp_path).discard()
    commit(tmp_path, "1")
    output = Output.open(tmp_path)
    assert output.changed_by_hand(NAMES) == ()
    assert sorted(output.retire(["output/"], needed=())) == NAMES
    output.discard()
    assert page.read_text(encoding="utf-8") == "Folder hasil"
