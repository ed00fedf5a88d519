"""The buku ekspedisi of a workspace. What people wrote into it outlives every build."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from docgen.errors import FindingsError
from docgen.findings import Result, Where, error
from docgen.load.tables.read import Row, Table, column_name, read_table
from docgen.model.copies import Role
from docgen.render.lists import expedition as lists
from docgen.render.lists.expedition import Delivery, expedition_table
from docgen.render.workbook.table import render_table
from docgen.workspace.delivery.made import Made, made
from docgen.workspace.loaded import TABLE_LOOK
from docgen.workspace.output_paths import BARE_EXPEDITION, EXPEDITION
from docgen.workspace.plan.plan import Plan
from docgen.workspace.store.sealed import read_sealed, write_sealed
from docgen.workspace.store.store import Store

_COLUMNS = tuple(column_name(column.head) for column in lists.EXPEDITION)
_SERIAL, NUMBER, SUBJECT, ROLE, RECIPIENT, RECEIVED_BY, RECEIVED_ON, FILE, SHA = _COLUMNS
_DAMAGED = "tidak dapat dibaca"
_MORE_COLUMNS = "mendapat kolom yang tidak dikenal"
# What a line is known by.
Key = tuple[str, str, str]


def write_expedition(plan: Plan, store: Store, *, force: bool) -> Made:
    """``output/ekspedisi.xlsx``: a line for each copy that goes to somebody; findings beside it.

    Who received a copy, and lines that were added for other papers, stay. Only with ``force`` is a
    file written over that was changed in other ways. Without any letters, one in which nothing is
    written is taken away.

    Findings: output-changed; those of ``render_table``.
    """
    loaded, planned = plan.loaded, plan.files[EXPEDITION]
    if not store.reason(planned) or not (plan.letters or store.has(EXPEDITION)):
        return Made()
    written = _written_by_hand(store, force=force)
    if written.value is None:
        return made((), written.findings)
    if not plan.letters and not written.value:
        store.retire((EXPEDITION,), ())
        return Made()
    office = loaded.workspace.office_of(None)
    lines = _with(list(_deliveries(plan, store)), written.value)
    table = expedition_table(lines, office.kop, loaded.logo(office))
    try:
        store.put(planned, render_table(table, loaded.table_look(), TABLE_LOOK))
    except FindingsError as problem:
        return made((), problem.findings)
    done = made(store.commit())
    if not written.value:
        write_sealed(store.path(BARE_EXPEDITION), {"sha256": store.written_sha(EXPEDITION)})
    return done


def _deliveries(plan: Plan, store: Store) -> Iterator[Delivery]:
    for document in plan.documents:
        for copy in document.copies:
            file = document.copy_file(copy)
            if copy.role is not Role.ARSIP and store.has(file):
                yield Delivery(
                    number=document.number,
                    subject=document.description,
                    role=f"{copy.role} {copy.number}",
                    recipient=copy.recipient,
                    file=copy.file_name,
                    sha256=store.written_sha(file),
                )


def _written_by_hand(store: Store, *, force: bool) -> Result[dict[Key, Delivery]]:
    """The lines of the present file with an entry, and those that docgen did not write."""
    path = store.path(EXPEDITION)
    if not path.is_file():
        return Result({})
    bare = read_sealed(store.path(BARE_EXPEDITION)) if store.trusts else None
    if bare == {"sha256": store.sha256(EXPEDITION)}:
        return Result({})  # it is as it was written, and then nobody had written into it
    table = read_table(
        path, None, shown_as=EXPEDITION, required=(FILE, RECIPIENT), known=_COLUMNS
    ).value
    if table is not None and not _adds_columns(table):
        return Result(
            {
                _key(line): line
                for line in map(_line, table.rows)
                if line.received_by or line.received_on or not line.file
            }
        )
    if force or not store.changed_by_hand([EXPEDITION]):
        return Result({})
    message = (
        f"buku ekspedisi ini {_DAMAGED if table is None else _MORE_COLUMNS}, jadi tidak "
        "diperbarui; simpan dengan nama lain lalu hapus berkas ini, atau pakai --force untuk "
        "menimpanya"
    )
    return Result(None, (error("output-changed", Where(EXPEDITION), message),))


def _adds_columns(table: Table) -> bool:
    """Whether anything stands in a column that docgen does not fill."""
    others = [column for column in table.columns if column not in _COLUMNS]
    return any(row.text(column) for row in table.rows for column in others)


def _line(row: Row) -> Delivery:
    return Delivery(
        number=row.text(NUMBER),
        subject=row.text(SUBJECT),
        role=row.text(ROLE),
        recipient=row.text(RECIPIENT),
        file=row.text(FILE),
        sha256=row.text(SHA),
        received_by=row.text(RECEIVED_BY),
        received_on=row.text(RECEIVED_ON),
    )


def _key(line: Delivery) -> Key:
    return (line.number, line.recipient, line.file)


def _with(deliveries: Sequence[Delivery], written: Mapping[Key, Delivery]) -> list[Delivery]:
    """The deliveries with what was written at them; then lines that no delivery stands for."""
    left = dict(written)
    lines = []
    for delivery in deliveries:
        line = left.pop(_key(delivery), delivery)
        lines.append(replace(delivery, received_by=line.received_by, received_on=line.received_on))
    return [*lines, *left.values()]
