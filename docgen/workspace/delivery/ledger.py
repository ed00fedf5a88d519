"""Stage 6 for a workspace: the ledger of who gets which copy, and the checksums of the rest."""

from __future__ import annotations

import contextlib
import json
from collections.abc import Container, Iterable, Iterator, Sequence
from pathlib import PurePosixPath
from typing import Any

from docgen.bundle import Opinion
from docgen.limits import MOST_RECORD
from docgen.numbering import letter_key
from docgen.outside.files import read_json, read_text
from docgen.workspace.delivery.copies import letter_version
from docgen.workspace.delivery.made import Made, made
from docgen.workspace.output_paths import LEDGER, SUMS
from docgen.workspace.plan.plan import Plan
from docgen.workspace.store.store import Store


def write_ledger(
    plan: Plan,
    by_this_engine: Container[str],
    store: Store,
    engine: str,
    opinions: Sequence[tuple[str, Opinion]] = (),
) -> Made:
    """``copies.json``: who gets which file, with its hash, and what made it.

    ``by_this_engine`` are the ids of documents that ``engine`` converted, now or before; of the
    others the ledger keeps what it said. ``opinions`` are those of volumes that were made now. With
    nothing to say, one of an earlier build is taken away.
    """
    lines = []
    known = _engines(store)
    for document in plan.documents:
        for copy in document.copies:
            name = document.copy_file(copy)
            if document.letter and store.has(name):
                by = engine if document.id in by_this_engine else known.get(name, engine)
                lines.append(
                    {
                        "surat": letter_key(document.letter),
                        "nomor": document.letter.nomor,
                        "peran": str(copy.role),
                        "penerima": copy.recipient,
                        "berkas": name,
                        "versi": letter_version(store, document),
                        "sha256": store.written_sha(name),
                        "mesin": document.letter.berkas_ttd or by,
                        **_signatures(plan, document.letter.berkas_ttd),
                    }
                )
    ledger: dict[str, list[Any]] = {"rangkap": lines}
    if judged := [*_said_of_others(store, opinions), *_said(store, opinions)]:
        ledger["arsip"] = sorted(judged, key=lambda line: line["berkas"])
    elif not plan.letters:
        store.retire((LEDGER,), ())
        return Made()
    text = json.dumps(ledger, ensure_ascii=False, indent=1) + "\n"
    return _written(plan, LEDGER, text, store)


def _signatures(plan: Plan, path: str) -> dict[str, list[dict[str, str]]]:
    """Who signed a paper electronically, when, by whose word, and how it stands with that."""
    verdict = plan.loaded.judge.verdict(plan.loaded.root / path) if path else None
    if verdict is None:
        return {}
    return {
        "tanda_tangan": [
            {
                "penanda_tangan": each.signer,
                "waktu": each.time.isoformat() if each.time else "",
                "menurut": str(each.clock).removeprefix("menurut "),
                "keadaan": str(each.state),
            }
            for each in verdict.signatures
        ]
    }


def _said(store: Store, opinions: Iterable[tuple[str, Opinion]]) -> Iterator[dict[str, Any]]:
    """A line for each volume in which a validator did not know everything: who judged it."""
    for name, opinion in opinions:
        found: dict[str, Any] = {"berkas": name, "sha256": store.written_sha(name)}
        if opinion.looked_at:
            found["dinilai_docgen"] = list(opinion.looked_at)
        if opinion.asked:
            found["penilai_kedua"] = opinion.asked
            found["menurutnya"] = _in_words(opinion)
        yield found


def _in_words(opinion: Opinion) -> str | list[str]:
    if opinion.faults is None:
        return "tidak berpendapat"
    return list(opinion.faults) or "memenuhi PDF/A"


def _said_of_others(
    store: Store, opinions: Iterable[tuple[str, Opinion]]
) -> Iterator[dict[str, Any]]:
    """Lines of the ledger on disk about volumes that were not made now and are as they were."""
    new = {name for name, _opinion in opinions}
    with contextlib.suppress(OSError, ValueError, KeyError, TypeError):
        for line in read_json(store.path(LEDGER))["arsip"]:
            name = line["berkas"]
            is_there = name not in new and store.has(name)
            if is_there and store.written_sha(name) == line["sha256"]:
                yield line


def write_sums(plan: Plan, store: Store) -> Made:
    """``SHA256SUMS`` in the form that ``sha256sum --check`` reads, of what docgen wrote last,
    sorted; copies are in the ledger, which is in here.

    Of sets that were left out the lines stay as they were.
    """
    names = set(plan.summed)
    for bundle in plan.bundles:
        names.update(store.written_under(*bundle.prefixes))
    folder = PurePosixPath(SUMS).parent
    sums = {
        PurePosixPath(name).relative_to(folder).as_posix(): sha
        for name in names
        if store.has(name) and (sha := store.written_sha(name))
    }
    sums = _of_left_out(plan, store) | sums
    return _written(plan, SUMS, "".join(f"{sums[name]}  {name}\n" for name in sorted(sums)), store)


def _of_left_out(plan: Plan, store: Store) -> dict[str, str]:
    """The lines that ``SHA256SUMS`` has for files of the kinds of which a set was left out."""
    folders = tuple(f"{name.kind}/" for name in plan.loaded.left_out)
    if not folders or not store.has(SUMS):
        return {}
    lines = read_text(store.path(SUMS), MOST_RECORD).splitlines()
    pairs = (line.split("  ", 1)[::-1] for line in lines if "  " in line)
    root = PurePosixPath(SUMS).parent
    return {
        name: sha
        for name, sha in pairs
        if name.startswith(folders) and store.has((root / name).as_posix())
    }


def _written(plan: Plan, name: str, text: str, store: Store) -> Made:
    data = text.encode()
    planned = plan.files[name].saying(data)
    if store.reason(planned):
        store.put(planned, data)
    return made(store.commit())


def _engines(store: Store) -> dict[str, str]:
    """What made each file, by its name, as the ledger on disk says."""
    try:
        ledger = read_json(store.path(LEDGER))
        return {line["berkas"]: line["mesin"] for line in ledger["rangkap"]}
    except (OSError, ValueError, KeyError, TypeError):
        return {}
