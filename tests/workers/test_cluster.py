"""Who of a cluster is given work, and what becomes of it; with a stand-in for Dask."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from docgen.cli.running.cluster import told_of, workers_of
from docgen.errors import MissingProgramError, UsageError
from docgen.workers import cluster as module
from docgen.workers.carried import NotKeptError, put_on_shelf
from docgen.workers.cluster import Cluster, differing
from docgen.workers.protocol import LostError
from docgen.workers.shared import sees

MINE = {"LibreOffice": "LibreOffice 7.4.7.2", "huruf Arial.ttf": "aaaa"}


class KilledError(Exception):
    pass


class Future:
    def __init__(self, answers: list[Any]) -> None:
        self.answers = answers
        self.cancelled = False

    def result(self, timeout: float) -> Any:
        answer = self.answers.pop(0)
        if isinstance(answer, BaseException):
            raise answer
        return answer

    def cancel(self, force: bool) -> None:
        self.cancelled = True


class Client:
    """A cluster whose workers say what the test wants."""

    def __init__(self) -> None:
        self.there: dict[str, Mapping[str, str] | Exception] = {"tcp://satu": MINE}
        self.shelves: dict[str, dict[str, bytes]] = {}
        self.sent: list[tuple[str, ...]] = []
        self.futures: list[Future] = []
        self.answers: list[list[Any]] = []
        self.blind: set[str] = set()

    def __call__(self, *_words: Any, **_more: Any) -> Client:
        return self

    def scheduler_info(self, n_workers: int) -> dict[str, Any]:
        return {"workers": {each: {"nthreads": 2, "id": f"{each}!"} for each in self.there}}

    def run(
        self, work: Callable[..., Any], *given: Any, workers: list[str], on_error: str = "raise"
    ) -> dict[str, Any]:
        if work is put_on_shelf:
            for each in workers:
                self.shelves.setdefault(each, {}).update(given[0])
            return {}
        if work is sees:
            return {each: each not in self.blind and sees(*given) for each in workers}
        return {each: self.there[each] for each in workers}

    def submit(self, work: Any, *given: Any, workers: list[str], **_more: Any) -> Future:
        self.sent.append(tuple(workers))
        if not self.answers:
            return Future([work(*given)])
        self.futures.append(Future(self.answers.pop(0)))
        return self.futures[-1]

    def close(self) -> None:
        pass


@pytest.fixture
def client(monkeypatch: pytest.MonkeyPatch) -> Client:
    client = Client()
    library = SimpleNamespace(
        Client=client, TimeoutError=TimeoutError,
        scheduler=SimpleNamespace(KilledWorker=KilledError),
        comm=SimpleNamespace(CommClosedError=ConnectionError),
        client=SimpleNamespace(FutureCancelledError=InterruptedError),
    )  # fmt: skip
    monkeypatch.setattr(module, "library", lambda: library)
    monkeypatch.setattr(module, "PATIENCE", 0.0)
    return client


def facts() -> Mapping[str, str]:
    return MINE


def test_only_equal_workers_are_given_work(client: Client) -> None:
    client.there |= {
        "tcp://dua": {**MINE, "huruf Arial.ttf": "bbbb"},
        "tcp://tiga": {**MINE, "LibreOffice": "LibreOffice 24.2"},
        "tcp://empat": {**MINE, "huruf Lain.ttf": "cccc"},
        "tcp://lima": {"huruf Arial.ttf": "aaaa"},
        "tcp://enam": OSError("no answer"),
    }
    client.answers = [["done"]]
    with Cluster("tcp://x", facts) as cluster:
        assert cluster.submit(len, "").result() == "done"
        assert client.sent == [("tcp://satu",)]
        assert cluster.count == 2
        found = {each.where.file: each for each in told_of(cluster)}
    assert set(found) == set(client.there) - {"tcp://satu"}
    assert {each.code for each in found.values()} == {"cluster-worker-refused"}
    assert "huruf Arial.ttf: bbbb" in found["tcp://dua"].message
    assert "LibreOffice 24.2" in found["tcp://tiga"].message


def test_a_cluster_of_nobody_equal_is_refused(client: Client) -> None:
    client.there = {"tcp://satu": {**MINE, "LibreOffice": "LibreOffice 24.2"}}
    with pytest.raises(UsageError, match=r"LibreOffice 24\.2"), Cluster("tcp://x", facts):
        pass
    client.there = {}
    with pytest.raises(UsageError), Cluster("tcp://x", facts):
        pass


def test_who_comes_later_is_asked_first_and_gets_the_files(client: Client, tmp_path: Path) -> None:
    font = tmp_path / "huruf.ttf"
    font.write_bytes(b"huruf")
    client.answers = [[TimeoutError(), TimeoutError(), 7]]
    with Cluster("tcp://x", facts) as cluster:
        kept = cluster.keep(font)
        assert cluster.keep(font) == kept
        client.there |= {"tcp://baru": MINE, "tcp://lain": {}}
        assert cluster.submit(len, "").result() == 7
        assert set(cluster.admitted) == {"tcp://satu", "tcp://baru"}
        assert client.shelves["tcp://baru"] == {kept.name: b"huruf"}
        assert "tcp://lain" in cluster.refused


def test_work_whose_workers_are_gone_is_sent_to_others(client: Client) -> None:
    client.answers = [[TimeoutError(), "never"], ["here"]]
    with Cluster("tcp://x", facts) as cluster:
        pending = cluster.submit(len, "")
        client.there = {"tcp://dua": MINE}
        assert pending.result() == "here"
        assert client.sent == [("tcp://satu",), ("tcp://dua",)]
        assert client.futures[0].cancelled


@pytest.mark.parametrize("problem", [KilledError(), ConnectionError(), NotKeptError("x")])
def test_lost_work_comes_back_and_is_told_of(client: Client, problem: Exception) -> None:
    client.answers = [[problem]]
    with Cluster("tcp://x", facts) as cluster:
        with pytest.raises(LostError):
            cluster.submit(len, "").result()
        assert [each.code for each in told_of(cluster)] == ["cluster-work-lost"]


def test_when_nobody_is_left_it_comes_back_too(client: Client) -> None:
    client.answers = [[TimeoutError()] * 9]
    with Cluster("tcp://x", facts) as cluster:
        pending = cluster.submit(len, "")
        client.there = {}
        with pytest.raises(LostError):
            pending.result()
        with pytest.raises(LostError):
            cluster.submit(len, "")


def test_a_worker_that_began_anew_under_its_address_is_asked_again(client: Client) -> None:
    client.answers = [[TimeoutError(), 1]]
    with Cluster("tcp://x", facts) as cluster:
        client.scheduler_info = lambda n_workers: {  # type: ignore[method-assign]
            "workers": {"tcp://satu": {"nthreads": 2, "id": "another"}}
        }
        client.there["tcp://satu"] = {**MINE, "LibreOffice": "LibreOffice 24.2"}
        cluster.look_again()
        assert not cluster.admitted
        assert "24.2" in cluster.refused["tcp://satu"]


def test_results_come_by_a_shared_folder(client: Client, tmp_path: Path) -> None:
    client.there["tcp://buta"] = MINE
    client.blind = {"tcp://buta"}
    with Cluster("tcp://x", facts, tmp_path) as cluster:
        assert "folder bersama" in cluster.refused["tcp://buta"]
        assert cluster.submit(len, "lima!").result() == 5
        (folder,) = tmp_path.iterdir()
        assert [path.name for path in folder.iterdir()] == ["tanda"]
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("harm", ["gone", "altered", "cut"])
def test_a_result_that_was_changed_on_the_way_is_lost(
    client: Client, tmp_path: Path, harm: str
) -> None:
    with Cluster("tcp://x", facts, tmp_path) as cluster:
        pending = cluster.submit(len, "lima!")
        (laid,) = (path for path in tmp_path.rglob("*") if path.is_file() and path.name != "tanda")
        if harm == "gone":
            laid.unlink()
        else:
            data = laid.read_bytes()
            laid.write_bytes(data[:-1] if harm == "cut" else data[:-2] + b"x.")
        with pytest.raises(LostError):
            pending.result()


def test_a_folder_that_cannot_be_written(client: Client, tmp_path: Path) -> None:
    with pytest.raises(UsageError), Cluster("tcp://x", facts, tmp_path / "tidak-ada"):
        pass
    with pytest.raises(UsageError), workers_of(None, tmp_path):
        pass


def test_differences_are_named() -> None:
    assert differing(MINE, dict(MINE)) == ""
    assert "tidak ada" in differing(MINE, {})
    many = differing({}, {f"huruf {n}": "x" for n in range(9)})
    assert "6 perbedaan lain" in many


@pytest.mark.parametrize("address", ["", "127.0.0.1:8786", "x"])
def test_what_is_no_address(address: str) -> None:
    with pytest.raises(UsageError), workers_of(address):
        pass


def test_without_dask_it_is_said_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "distributed", None)
    with pytest.raises(MissingProgramError, match="Dask"), Cluster("tcp://x", facts):
        pass
