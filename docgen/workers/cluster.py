"""Many machines: a Dask distributed cluster, whose scheduler somebody has started.

Work goes only to workers that were proven equal to this machine: what each says of itself
(``Facts``) must be what is said here, to the word. One that differs is refused, with the reason;
one that comes later, or comes back after it died, is asked before it is given anything.

What is sent to a cluster is run there: anybody who reaches its scheduler can have anything run as
the user of its workers. ``docs/cluster.md`` says how to keep that among friends.
"""

from __future__ import annotations

import secrets
import shutil
import tempfile
import time
import warnings
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Generic, TypeVar

from docgen.errors import MissingProgramError, UsageError
from docgen.limits import Limits
from docgen.outside.files import read_bytes
from docgen.workers.carried import Carried, Kept, NotKeptError, name_of, put_on_shelf
from docgen.workers.protocol import LostError
from docgen.workers.shared import AlteredError, Laid, laid, sees

R = TypeVar("R")
# What a machine says of itself: name -> value.
Facts = Mapping[str, str]
# How long to wait for the scheduler, and for any worker that is equal, seconds.
CONNECT_SECONDS, PATIENCE = 10.0, 30.0
POLL_SECONDS = 2.0
_PREFIX = ".docgen-kirim-"
# Differences of a worker that are named.
_NAMED = 3


@dataclass(slots=True)
class Cluster:
    """The workers of a cluster that are equal to this machine; a context.

    ``refused`` says of the others why, ``lost`` how much came back undone. ``facts`` is a function
    of a module, asked here and there. Results come back through the folder ``shared``, if all see
    one under the same path, else with the answers.
    """

    address: str
    facts: Callable[[], Facts]
    shared: Path | None = None
    refused: dict[str, str] = field(default_factory=dict, init=False)
    admitted: dict[str, int] = field(default_factory=dict, init=False)  # address -> its threads
    lost: int = field(default=0, init=False)  # portions that came back to whoever asked
    is_elsewhere: bool = field(default=True, init=False)
    _client: Any = field(default=None, init=False)
    _mark: tuple[Path, bytes] | None = field(default=None, init=False)  # of the shared folder
    _ids: dict[str, str] = field(default_factory=dict, init=False)  # of each who is there
    _asked: dict[str, str] = field(default_factory=dict, init=False)
    _mine: Facts = field(default_factory=dict, init=False)
    _kept: dict[tuple[Path, int], Kept] = field(default_factory=dict, init=False)
    _shelf: dict[str, bytes] = field(default_factory=dict, init=False)

    def __enter__(self) -> Cluster:
        """Find the scheduler and ask its workers. Raises MissingProgramError, UsageError."""
        distributed = library()
        try:
            self._client = distributed.Client(
                self.address, timeout=CONNECT_SECONDS, set_as_default=False, name="docgen"
            )
        except (OSError, TimeoutError, ValueError) as problem:
            raise UsageError(
                f"penjadwal klaster tidak dapat dihubungi di {self.address}",
                "Jalankan dask scheduler di sana, dan periksa alamatnya (tcp://NAMA:8786).",
            ) from problem
        self._mine = self.facts()
        try:
            self._open_folder()
        except OSError as problem:
            self.__exit__()
            raise UsageError(
                f"folder bersama {self.shared} tidak dapat ditulisi ({problem.strerror})",
                "Sebutkan folder yang dilihat komputer ini dan semua pekerja di jalur yang sama.",
            ) from problem
        self.look_again()
        if not self.admitted:
            self.__exit__()
            told = "; ".join(f"{name}: {why}" for name, why in sorted(self.refused.items()))
            raise UsageError(
                f"klaster di {self.address} tidak punya pekerja yang sama dengan komputer ini"
                + (f" ({told})" if told else ""),
                "Samakan LibreOffice dan huruf setiap pekerja; lihat docs/cluster.md.",
            )
        return self

    def __exit__(self, *_problem: object) -> None:
        """Leave the cluster; what it still works on is given up."""
        if self._client is not None:
            self._client.close()
            self._client = None
        if self._mark is not None:
            shutil.rmtree(self._mark[0].parent, ignore_errors=True)
            self._mark = None

    def _open_folder(self) -> None:
        """A folder for this run, and in it a file by which workers prove that they see it."""
        if self.shared is not None:
            folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=self.shared))
            self._mark = folder / "tanda", secrets.token_bytes(16)
            self._mark[0].write_bytes(self._mark[1])

    def close(self) -> None:
        """The workers are other people's too: they stay."""

    @property
    def count(self) -> int:
        """The threads of all workers that were admitted."""
        return max(1, sum(self.admitted.values()))

    def look_again(self) -> None:
        """Ask those who came since the last time, and forget who is gone."""
        told = self._client.scheduler_info(n_workers=-1)["workers"]
        there = {address: int(about["nthreads"]) for address, about in told.items()}
        ids = {address: str(about["id"]) for address, about in told.items()}
        # One that began anew under its address has not been asked, and has no files.
        for address in (each for each, known in self._ids.items() if ids.get(each) != known):
            self.admitted.pop(address, None)
        self._ids = ids
        new = sorted(
            address
            for address in there
            if address not in self.admitted and self._asked.get(address) != ids[address]
        )
        self._asked |= {address: ids[address] for address in new}
        if not new:
            return
        answers = self._client.run(self.facts, workers=new, on_error="return")
        for address in new:
            answer = answers.get(address)
            reason = differing(self._mine, answer) if isinstance(answer, Mapping) else ""
            reason = reason or self._blind(address)
            if isinstance(answer, Mapping) and not reason:
                self._client.run(put_on_shelf, self._shelf, workers=[address])
                self.admitted[address] = there[address]
            else:
                self.refused[address] = reason or f"tidak menjawab ({answer!r})"

    def submit(
        self, work: Callable[..., R], /, *given: Any, limits: Limits | None = None
    ) -> _Pending[R]:
        """See :class:`~docgen.workers.protocol.Workers`. Raises LostError without any worker."""
        del limits  # a child of the worker has them
        if not self.admitted:
            self.look_again()
        if not self.admitted:
            raise self.gone()
        return _Pending(self, lambda: self._sent(work, *given))

    def gone(self) -> LostError:
        """A portion is lost."""
        self.lost += 1
        return LostError(all_lost=False)

    def _blind(self, address: str) -> str:
        """Why a worker cannot lay down results; "" when it can."""
        if self._mark is None:
            return ""
        answer = self._client.run(sees, *self._mark, workers=[address], on_error="return")
        seen = answer.get(address) is True
        return "" if seen else f"tidak melihat folder bersama {self.shared}, atau tidak menulisinya"

    def _sent(self, work: Callable[..., R], *given: Any) -> Any:
        if self._mark is not None:
            given = self._mark[0].parent, work, *given
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of letters with large pictures
            return self._client.submit(
                work if self._mark is None else laid,
                *given,
                workers=list(self.admitted),
                allow_other_workers=False,
                pure=False,
            )

    def carry(self, path: Path) -> Carried:
        """The file with its bytes. Raises OSError."""
        return Carried(path, read_bytes(path))

    def keep(self, path: Path, data: bytes | None = None) -> Kept:
        """The file, at each worker by now. Raises OSError."""
        key = (path, hash(data))
        if key not in self._kept:
            content = read_bytes(path) if data is None else data
            name = name_of(content, path.suffix)
            self._shelf[name] = content
            if self.admitted:
                self._client.run(
                    put_on_shelf, {name: content}, workers=list(self.admitted), on_error="ignore"
                )
            self._kept[key] = Kept(name)
        return self._kept[key]


class _Pending(Generic[R]):
    """What a worker of a cluster works on; sent again when all who may do it are gone."""

    def __init__(self, cluster: Cluster, send: Callable[[], Any]) -> None:
        self._cluster, self._send = cluster, send
        self._future = send()

    def result(self) -> R:
        distributed = library()
        alone_since = 0.0
        while True:
            try:
                answer = self._future.result(timeout=POLL_SECONDS)
                found: R = answer.take() if isinstance(answer, Laid) else answer
                return found
            except distributed.TimeoutError:
                alone_since = self._waited(alone_since)
            except (
                distributed.scheduler.KilledWorker,
                distributed.comm.CommClosedError,
                distributed.client.FutureCancelledError,
                NotKeptError,
                AlteredError,
            ) as problem:
                raise self._cluster.gone() from problem

    def _waited(self, alone_since: float) -> float:
        """Since when nobody is there who may do it; 0 while somebody is. Raises LostError."""
        cluster = self._cluster
        before = set(cluster.admitted)
        cluster.look_again()
        if not cluster.admitted:
            now = time.monotonic()
            if alone_since and now - alone_since > PATIENCE:
                self.cancel()
                raise cluster.gone()
            return alone_since or now
        if not before & set(cluster.admitted):  # none of those whom it was meant for
            self.cancel()
            self._future = self._send()
        return 0.0

    def cancel(self) -> None:
        self._future.cancel(force=True)


def differing(mine: Facts, other: Facts) -> str:
    """In what another machine differs, in words; "" when in nothing."""
    names = [name for name in sorted({*mine, *other}) if mine.get(name) != other.get(name)]
    told = [
        f"{name}: {other.get(name) or 'tidak ada'}, di sini {mine.get(name) or 'tidak ada'}"
        for name in names[:_NAMED]
    ]
    more = f"; dan {len(names) - _NAMED} perbedaan lain" if len(names) > _NAMED else ""
    return "; ".join(told) + more


def library() -> Any:
    """Dask distributed. Raises MissingProgramError where it is not installed."""
    try:
        import distributed
    except ImportError as problem:
        raise MissingProgramError(
            "Dask distributed belum terpasang, jadi --cluster tidak dapat dipakai.",
            "Pasang: pip install 'docgen-naskah[cluster]'.",
        ) from problem
    return distributed
