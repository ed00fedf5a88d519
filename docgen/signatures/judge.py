"""Files judged one after another, in a child with limits; the same content only once."""

from __future__ import annotations

import hashlib
import io
import re
import sys
import types
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

import pikepdf
from pikepdf import Dictionary, Pdf, String

from docgen.guard import guarded
from docgen.limits import MOST_VOLUME, PDF, Stopped
from docgen.outside.files import read_bytes, sha256_of
from docgen.signatures.byte_range import is_blank
from docgen.signatures.fields import SignatureField, signature_fields
from docgen.signatures.verdict import Signature, State, Verdict
from docgen.signatures.whole import whole_signature

_RANGE = b"/ByteRange"
_END = b"%%EOF"
# How a signature begins that stands in a file: a sequence in hexadecimal (X.690, 8.9).
_CONTENTS = re.compile(rb"/Contents\s*<30[0-9A-Fa-f]{60}")
# So many older states of a file are looked into for a signature that is gone.
_MOST_STATES = 50


class Judge:
    """Judges files by certificates (DER) that are trusted; keeps what it found by content."""

    def __init__(self, trusted: Sequence[bytes] = ()) -> None:
        self.trusted = tuple(trusted)
        self._found: dict[str, Verdict | None] = {}
        self._shas: dict[Path, str] = {}
        self._ahead: Iterator[tuple[Path, tuple[str, Verdict | None] | Stopped]] = iter(())
        self._waiting: set[Path] = set()

    @property
    def parts(self) -> dict[str, str]:
        """What lists are made from that tell what this judge found, by name; nothing where nobody
        is trusted."""
        digest = hashlib.sha256(b"".join(sorted(self.trusted))).hexdigest()
        return {"sertifikat": digest} if self.trusted else {}

    def begin(self, paths: Sequence[Path]) -> None:
        """Start on these files, in this order, while the caller goes on with other work."""
        every = [path for path in dict.fromkeys(paths) if path not in self._shas]
        self._waiting = set(every)
        self._ahead = guarded(self._work, every, PDF)

    def verdict(self, path: Path) -> Verdict | None:
        """What is known of the signatures of a file; None for one without, or that is no PDF."""
        while path in self._waiting:
            self._take(*next(self._ahead))
        if path not in self._shas:
            sha = _sha256(path)
            if sha in self._found:
                self._shas[path] = sha
            else:
                for done, result in guarded(self._work, [path], PDF):
                    self._take(done, result)
        return self._found[self._shas[path]]

    def content(self, path: Path) -> str:
        """What tells the content of a judged file from that of others: its SHA-256."""
        return self._shas[path]

    def _take(self, path: Path, result: tuple[str, Verdict | None] | Stopped) -> None:
        if isinstance(result, Stopped):
            result = f"{path}", Verdict((_stopped(result),))
        sha, verdict = result
        self._waiting.discard(path)
        self._shas[path] = sha
        self._found[sha] = verdict

    def _work(self, path: Path) -> tuple[str, Verdict | None]:
        sha = _sha256(path)
        if sha and sha not in self._found:
            self._found[sha] = verdict_of(read_bytes(path, MOST_VOLUME), self.trusted)
        return sha, self._found.get(sha)


def _sha256(path: Path) -> str:
    try:
        return sha256_of(path, MOST_VOLUME)
    except OSError:
        return ""


def verdict_of(data: bytes, trusted: Sequence[bytes]) -> Verdict | None:
    """The signatures of a file; None for one without, or that is no PDF.

    A signature in a field that the form does not list is read by nobody, and one that an older
    state of the file had is gone: both are told of.
    """
    try:
        with pikepdf.open(io.BytesIO(data), inherit_page_attributes=False) as pdf:
            fields = list(signature_fields(pdf))
            values = list(_values(fields))
            whole = whole_signature(pdf, fields, data)
            is_torn = not values and _is_torn(pdf, data)
    except pikepdf.PasswordError:
        return _unknown(data, State.UNJUDGED, "terkunci dengan kata sandi")
    except pikepdf.PdfError:
        return _unknown(data, State.UNREADABLE, "berkasnya rusak atau terpotong")
    if not values:
        if _RANGE in data and any(map(_has_signature, _older(data))):
            return _one(State.CHANGED, "tanda tangannya dihapus dari berkas")
        return _one(State.UNREADABLE, "berkasnya rusak atau terpotong") if is_torn else None
    _leave_out_network()
    from docgen.signatures.judging import judge_signatures, judge_whole, unreadable

    if whole:
        return Verdict((judge_whole(data, whole, trusted),))
    signatures, read = judge_signatures(data, trusted)
    if read and any(value not in read for value in values):
        signatures.append(unreadable("ada yang tidak terdaftar di formulir PDF-nya"))
    return Verdict(tuple(signatures) or (unreadable("tidak terdaftar di formulir PDF-nya"),))


def _values(fields: Iterable[SignatureField]) -> Iterator[bytes]:
    """The ``/Contents`` of each value, empty where there is none."""
    for field in fields:
        if isinstance(field.value, Dictionary):
            contents = field.value.get("/Contents")
            yield bytes(contents) if isinstance(contents, String) else b""


def _is_torn(pdf: Pdf, data: bytes) -> bool:
    """Whether a signature stands in a damaged file to which nothing leads any more."""
    rights = pdf.Root.get("/Perms")
    if isinstance(rights, Dictionary) and {"/UR", "/UR3"} & rights.keys():
        return False
    is_damaged = pdf.get_warnings() or not is_blank(data[data.rfind(_END) + len(_END) :])
    return bool(is_damaged and (_RANGE in data or _CONTENTS.search(data)))


def _has_signature(data: bytes) -> bool:
    try:
        with pikepdf.open(io.BytesIO(data), inherit_page_attributes=False) as pdf:
            return any(not is_blank(value) for value in _values(signature_fields(pdf)))
    except (pikepdf.PdfError, pikepdf.PasswordError):
        return False


def _older(data: bytes) -> Iterator[bytes]:
    """The file as it was before each of its last updates."""
    end = data.rfind(_END)
    for _state in range(_MOST_STATES):
        end = data.rfind(_END, 0, max(end, 0))
        if end < 0:
            return
        yield data[: end + len(_END)]


def _unknown(data: bytes, state: State, detail: str) -> Verdict | None:
    return _one(state, detail) if _RANGE in data else None


def _one(state: State, detail: str) -> Verdict:
    return Verdict((Signature(state=state, detail=detail),))


def _stopped(stopped: Stopped) -> Signature:
    detail = f"menilainya memakan terlalu banyak {stopped.why}"
    if stopped.why == "rusak":
        detail = "menilainya membuat program berhenti"
    return Signature(state=State.UNREADABLE, detail=detail)


def _leave_out_network() -> None:
    """Keep pyHanko from loading its client for the web, which no judgement needs.

    Loading it takes longer than judging a hundred letters, and what is not there asks nobody.
    """
    if "aiohttp" not in sys.modules:
        sys.modules["aiohttp"] = _Nothing("aiohttp")


class _Nothing(types.ModuleType):
    """A module whose names stand for nothing."""

    def __getattr__(self, name: str) -> type:
        if name.startswith("__"):
            raise AttributeError(name)
        return type(name, (), {})
