"""From plain data to a model record, every fault of it as a finding in a clerk's words."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from docgen.findings import Finding, Result, Where, error
from docgen.model.writing.likeness import meant

R = TypeVar("R", bound=BaseModel)
Path = tuple[str | int, ...]
# Turns one path of keys into its place; ``Locate`` takes the keys themselves.
LocatePath = Callable[[Path], Where]

# Codes and sentences by pydantic's own error type (its stable identifiers).
_SENTENCES = {
    "missing": ("key-missing", "kunci wajib «{key}» belum ada; tambahkan"),
    "string_type": ("value-not-text", "«{key}» harus berupa teks"),
    "bool_parsing": (
        "value-not-bool",
        "«{key}» harus true atau false (di buku kerja: ya atau tidak), di sini {value!r}",
    ),
    "bool_type": ("value-not-bool", "«{key}» harus true atau false"),
    "too_short": ("value-empty", "«{key}» tidak boleh kosong"),
    "dict_type": ("value-not-mapping", "«{key}» harus berupa pasangan kunci: isi"),
    "model_type": ("value-not-mapping", "«{key}» harus berupa pasangan kunci: isi"),
    "tuple_type": ("value-not-list", "«{key}» harus berupa daftar"),
}
_CHOICES = {"literal_error", "enum"}


def validate(kind: type[R], data: Any, locate: LocatePath) -> Result[R]:
    """Build a record of ``kind``; ``locate`` turns a path of keys into a place in the file."""
    try:
        return Result(kind.model_validate(data))
    except ValidationError as problem:
        found = [
            _finding(kind, data, e, locate)
            for e in problem.errors(include_url=False)
            # A list whose items all failed counts as too short as well; its items say why. A text
            # of blanks only is too short in itself.
            if not (e["type"] == "too_short" and e["input"] and not isinstance(e["input"], str))
        ]
        return Result(None, tuple(dict.fromkeys(found)))


def _finding(kind: type[BaseModel], data: Any, problem: Any, locate: LocatePath) -> Finding:
    path = tuple(part for part in problem["loc"] if _is_in(data, problem["loc"], part))
    key = str(problem["loc"][-1]) if problem["loc"] else "isi berkas"
    # A key that is missing may have a place all the same: a row that waits for it.
    where = locate((*path, key) if problem["type"] == "missing" else path)
    if problem["type"] == "extra_forbidden":
        known = _known_keys(kind, problem["loc"][:-1])
        return error("key-unknown", where, f"kunci «{key}» tidak dikenal{meant(key, known)}")
    if problem["type"] == "missing" and isinstance(problem["loc"][-1], int):
        # An item of a list of fixed length, such as the two sides of a paper.
        holder = str(problem["loc"][-2])
        message = f"«{holder}» kurang lengkap, di sini {problem['input']!r}; tulis semua nilainya"
        return error("value-invalid", where, message)
    if problem["type"] == "missing" and where.cell:
        named = ".".join(str(part) for part in (*path, key))
        return error("key-missing", where, f"«{named}» wajib diisi, dan sel ini masih kosong")
    if problem["type"] in _CHOICES:
        expected = problem["ctx"]["expected"].replace(" or ", ", ")
        given = problem["input"]
        return error("value-unknown", where, f"«{key}»: {given!r} tidak dikenal; pilih {expected}")
    code, sentence = _SENTENCES.get(
        problem["type"], ("value-invalid", "«{key}» tidak dapat dipakai: {value!r}")
    )
    return error(code, where, sentence.format(key=key, value=problem["input"]))


def _is_in(data: Any, loc: Path, part: str | int) -> bool:
    """Whether ``part`` of a pydantic location is a key of the data (not a union's tag)."""
    for step in loc:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return False
        if step is part:
            return True
    return False


def _known_keys(kind: type[BaseModel], loc: Path) -> list[str]:
    """The keys that the record at ``loc`` knows, found by walking the models' fields."""
    current: Any = kind
    for part in loc:
        fields = getattr(current, "model_fields", {})
        annotation = fields[part].annotation if part in fields else current
        current = _record_in(annotation) or current
    names = getattr(current, "model_fields", {})
    return [field.alias or name for name, field in names.items()]


def _record_in(annotation: Any) -> type[BaseModel] | None:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return annotation
    for inner in getattr(annotation, "__args__", ()):
        if found := _record_in(inner):
            return found
    return None
