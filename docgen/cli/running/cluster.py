"""Who works for a build: processes of this machine, or with ``--cluster`` those of many."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from docgen.errors import UsageError
from docgen.findings import Finding, Where, hint, warning
from docgen.workers.cluster import Cluster
from docgen.workers.copies import quick_workers
from docgen.workers.protocol import Workers


@contextmanager
def workers_of(address: str | None, shared: Path | None = None) -> Iterator[Workers]:
    """The cluster at an address; without one, copies of this process. Results may come by way of
    ``shared``.

    Raises MissingProgramError, UsageError.
    """
    if address is None:
        if shared is not None:
            raise UsageError("--folder-bersama tanpa --cluster", "Tambahkan --cluster ALAMAT.")
        yield quick_workers()
        return
    if "://" not in address:
        raise UsageError(
            f"«{address}» bukan alamat penjadwal klaster",
            "Tulis seperti tcp://NAMA:8786 atau tls://NAMA:8786; lihat docs/cluster.md.",
        )
    from docgen.convert.equal import machine_facts

    with Cluster(address, machine_facts, shared and shared.absolute()) as cluster:
        yield cluster


def told_of(workers: Workers) -> Iterator[Finding]:
    """Workers of a cluster that were refused, and what was lost with others. Findings:
    cluster-worker-refused, cluster-work-lost."""
    if not isinstance(workers, Cluster):
        return
    for address, reason in sorted(workers.refused.items()):
        message = (
            f"pekerja klaster ini lain daripada komputer ini, jadi tidak diberi pekerjaan: {reason}"
        )
        yield warning("cluster-worker-refused", Where(address), message)
    if workers.lost:
        message = (
            f"{workers.lost} bagian pekerjaan hilang bersama pekerjanya dan dikerjakan di komputer "
            "ini; hasilnya lengkap, tetapi periksa pekerja klaster itu"
        )
        yield hint("cluster-work-lost", Where(workers.address), message)
