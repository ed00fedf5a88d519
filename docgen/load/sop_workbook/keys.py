"""Which keys of a spec stand where in its workbook, taken from the model itself.

A key that is new in ``Sop`` or ``Step`` has its place here without another word. Only what a sheet
shows as a table of its own, lanes and steps, is named.
"""

from __future__ import annotations

import types
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from docgen.load.tables.cells import column_name
from docgen.load.text.yaml_text import KeyPath
from docgen.model.sop import EXIT_KEYS, Exit, Sop, Step, Symbol
from docgen.model.sop_identity import LABELS, TextList

IDENTITY, LANES, STEPS = "identitas", "pelaksana", "langkah"
SHEETS = (IDENTITY, LANES, STEPS)
KEY, VALUE, NAME, GROUP = "kunci", "isi", "nama", "kelompok"
GROUPS = "kelompok_pelaksana"
COLUMNS: Mapping[str, tuple[str, ...]] = {IDENTITY: (KEY, VALUE), LANES: (KEY, NAME, GROUP)}
# Which of the two dates the identity sheet prints: what YAML says by the keys that are there.
PRINTED = ("tanggal", "dicetak")
APPROVED, EFFECTIVE = "pengesahan", "efektif"
EXITS = ("ya", "tidak")
LABEL = "label"
YES, NO = "ya", "tidak"
# Keys whose texts count sign by sign: a cell that made a number of one is an error.
_CODES = frozenset({"nomor", "nip", "klasifikasi", "menggantikan", "sha256"})
_DAYS = frozenset({"tanggal", "diajukan"})
# Keys of mappings whose own keys are known.
_KNOWN: Mapping[KeyPath, tuple[str, ...]] = {("tata_letak", "label"): tuple(LABELS)}
_FIRST = ("id", "uraian", "pelaksana", "simbol", "kelengkapan", "waktu", "output", "keterangan")


class Kind(StrEnum):
    """What the cell of a key takes."""

    TEXT = "teks"
    DAY = "tanggal"
    NUMBER = "angka"
    YES_NO = "ya atau tidak"
    YES_NO_OR_TEXT = "ya, tidak, atau teks"
    CHOICE = "pilihan"
    LINES = "daftar"
    RECORDS = "daftar pasangan"


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """A key of the identity sheet: a row, or for a list the first of its rows.

    ``parts`` are the keys of each item of a list of records; a list that ``is_styled`` has its
    style beside it.
    """

    path: KeyPath
    kind: Kind
    choices: tuple[str, ...] = ()
    is_needed: bool = False
    parts: tuple[str, ...] = ()
    is_styled: bool = False

    @property
    def place(self) -> KeyPath:
        """Where its value stands in the data of a spec."""
        return (*self.path, "isi") if self.is_styled else self.path

    @property
    def dotted(self) -> str:
        """Its name in the column of keys: ``instansi.pemerintah``."""
        return ".".join(map(str, self.path))

    @property
    def is_list(self) -> bool:
        """Whether it may have several rows."""
        return self.kind in (Kind.LINES, Kind.RECORDS)

    @property
    def is_code(self) -> bool:
        """Whether every sign of it counts."""
        return self.path[-1] in _CODES


def identity_fields() -> tuple[Field, ...]:
    """The keys of the sheet *identitas* in the order of the model."""
    found = []
    for field in _fields(Sop, (), is_needed=True):
        if field.path[0] not in (LANES, GROUPS, STEPS):
            found.append(field)
            if field.path == ("tanggal", EFFECTIVE):
                choices = (APPROVED, EFFECTIVE)
                found.append(Field(path=PRINTED, kind=Kind.CHOICE, choices=choices))
    return tuple(found)


def step_columns() -> tuple[str, ...]:
    """The columns of the sheet *langkah*: keys of a step, and what else an exit has."""
    keys = [key for key in Step.model_fields if key not in _FIRST]
    more = [key for key in Exit.model_fields if key != "ke"]
    assert more == [LABEL] and len(EXIT_KEYS) == 2
    columns = [*_FIRST]
    for key in keys:
        columns += [key, label_column(key)] if key in EXITS else [key]
    return tuple(columns)


def label_column(exit_: str) -> str:
    """The column of the words on an exit."""
    return f"{exit_}_{LABEL}"


def choices_of(key: str) -> tuple[str, ...]:
    """What a column of *langkah* has to choose from."""
    if key == "simbol":
        return tuple(Symbol)
    if key == "gabung":
        return tuple(get_args(get_args(_bare(Step.model_fields[key].annotation))[0]))
    return ()


def names() -> dict[str, Field]:
    """Fields by their names as they are compared: ``instansi_pemerintah``."""
    return {column_name(field.dotted): field for field in identity_fields()}


def _fields(model: type[BaseModel], path: KeyPath, *, is_needed: bool) -> Iterator[Field]:
    for key, about in model.model_fields.items():
        place = (*path, key)
        needed = is_needed and about.is_required()
        yield from _field(_bare(about.annotation), place, is_needed=needed)


def _field(kind: Any, path: KeyPath, *, is_needed: bool) -> Iterator[Field]:
    if kind is TextList:
        yield Field(path=path, kind=Kind.LINES, is_needed=is_needed, is_styled=True)
        yield from _field(
            TextList.model_fields["gaya"].annotation, (*path, "gaya"), is_needed=False
        )
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        yield from _fields(kind, path, is_needed=is_needed)
    elif get_origin(kind) is tuple:
        item = _bare(get_args(kind)[0])
        is_record = isinstance(item, type) and issubclass(item, BaseModel)
        parts = tuple(item.model_fields) if is_record else ()
        yield Field(path=path, kind=Kind.RECORDS if is_record else Kind.LINES, parts=parts)
    elif get_origin(kind) is dict:
        for key in _KNOWN.get(path, ()):
            yield Field(path=(*path, key), kind=Kind.TEXT)
    elif path[0] not in (LANES, GROUPS, STEPS):
        yield _single(kind, path, is_needed=is_needed)


def _single(kind: Any, path: KeyPath, *, is_needed: bool) -> Field:
    choices: tuple[str, ...] = ()
    said = Kind.TEXT
    if get_origin(kind) is Literal:
        said, choices = Kind.CHOICE, get_args(kind)
    elif isinstance(kind, type) and issubclass(kind, StrEnum):
        said, choices = Kind.CHOICE, tuple(kind)
    elif kind is bool:
        said = Kind.YES_NO
    elif kind in (int, float):
        said = Kind.NUMBER
    elif kind == bool | str:
        said = Kind.YES_NO_OR_TEXT
    elif _DAYS & set(path) and not str(path[-1]).startswith(LABEL):
        said = Kind.DAY
    return Field(path=path, kind=said, choices=choices, is_needed=is_needed)


def _bare(kind: Any) -> Any:
    """A type without what pydantic does to its values, and without None."""
    if get_origin(kind) is Annotated:
        return _bare(get_args(kind)[0])
    if get_origin(kind) in (Union, types.UnionType):
        inner = [_bare(each) for each in get_args(kind) if each is not type(None)]
        return inner[0] if len(inner) == 1 else kind
    return kind
