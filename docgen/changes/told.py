"""A patch in the words of an office: part, what stood there, what stands there now."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from docgen.changes.patch import Change, Patch, What
from docgen.changes.plain import LANES, STEPS, Path, is_route, leaves
from docgen.model.alignment import Piece, word_changes
from docgen.model.life.content import is_content
from docgen.model.sop import Sop, Symbol
from docgen.model.sop_identity import LABELS

IDENTITY, ACTORS, FLOW, UNSEEN = "Identitas", "Pelaksana", "Langkah", "Tampilan dan catatan"
GROUPS = (IDENTITY, ACTORS, FLOW, UNSEEN)
ABSENT = ""

TITLES: Mapping[Path, str] = {
    ("nomor",): "Nomor SOP",
    ("nama",): "Nama SOP",
    ("instansi", "pemerintah"): "Pemerintah",
    ("instansi", "nama"): "Instansi",
    ("instansi", "unit"): "Unit",
    ("instansi", "logo"): "Logo",
    ("halaman_judul",): "Halaman judul",
    ("tanggal", "pembuatan"): "Tanggal Pembuatan",
    ("tanggal", "revisi"): "Tanggal Revisi",
    ("tanggal", "dicetak"): "Tanggal yang dicetak",
    ("disahkan_oleh", "jabatan"): "Disahkan oleh, jabatan",
    ("disahkan_oleh", "nama"): "Disahkan oleh, nama",
    ("disahkan_oleh", "pangkat"): "Disahkan oleh, pangkat",
    ("disahkan_oleh", "nip"): "Disahkan oleh, NIP",
    ("disahkan_oleh", "cara_ttd"): "Disahkan oleh, cara tanda tangan",
    ("disahkan_oleh", "tautan"): "Disahkan oleh, tautan kode QR",
    ("penutup", "kalimat"): "Penutup, kalimat",
    ("penutup", "jabatan"): "Penutup, jabatan",
    ("penutup", "nama"): "Penutup, nama",
    ("penutup", "pangkat"): "Penutup, pangkat",
    ("penutup", "nip"): "Penutup, NIP",
    ("penutup", "cara_ttd"): "Penutup, cara tanda tangan",
    ("penutup", "tautan"): "Penutup, tautan kode QR",
    ("tata_letak", "arah"): "Arah kertas",
    ("tata_letak", "keterangan"): "Kolom keterangan",
    ("tata_letak", "total_waktu"): "Total waktu",
    ("tata_letak", "hari_adalah"): "Arti «hari»",
    (*LANES, "kunci"): "kunci",
    (*LANES, "judul"): "judul",
    (*STEPS, "simbol"): "simbol",
    (*STEPS, "teks"): "teks simbol",
    (*STEPS, "ke"): "tujuan",
    (*STEPS, "ya"): "jalan «ya»",
    (*STEPS, "tidak"): "jalan «tidak»",
    (*STEPS, "tanda"): "tanda",
    (*STEPS, "gabung"): "sel yang digabung",
}
# What changes with every revision: the history tells of revisions, it is none of their changes.
HISTORY: tuple[Path, ...] = (("riwayat",), ("tata_letak", "riwayat"))
# Of a step that was added or removed: what its line says besides what is done.
STEP_PARTS = ("kelengkapan", "waktu", "output", "keterangan")


@dataclass(frozen=True, slots=True)
class Line:
    """A change in words. ``old`` and ``new`` are "" where nothing stood or stands.

    ``alike`` says that both are the same text in two wordings, to be shown word by word.
    """

    change: Change
    group: str
    place: str
    old: str
    new: str

    @property
    def alike(self) -> bool:
        """Whether the words of both are worth comparing."""
        return self.change.what is What.CHANGED and bool(self.old and self.new)

    def pieces(self) -> tuple[Piece, ...]:
        """Both texts as one, word by word; the old one first where they have no word in common."""
        if self.alike:
            return word_changes(self.old, self.new)
        texts = Piece("old", self.old), Piece("new", self.new)
        return tuple(piece for piece in texts if piece.text)

    def sides(self) -> tuple[list[Piece], list[Piece]]:
        """Old and new words, told apart from those that both have."""
        pieces = self.pieces()
        return [p for p in pieces if p.side != "new"], [p for p in pieces if p.side != "old"]


def told(patch: Patch, old: Sop, new: Sop) -> tuple[Line, ...]:
    """The changes by groups, in the order of the sheet."""
    lines = [_line(change, old, new) for change in patch.changes]
    paths = [change.path for change in patch.changes]
    return tuple(
        sorted(
            lines,
            key=lambda line: (GROUPS.index(line.group), *_order(line.change, paths)),
        )
    )


def total_times(old: Sop, new: Sop) -> tuple[str, str]:
    """The total time of both versions, as their sheets print it, else as it is computed."""
    first, second = ((sop.total_text() or str(sop.computed_total())).upper() for sop in (old, new))
    return first, second


def is_printed(change: Change) -> bool:
    """Whether a change is one of the words of the sheet."""
    return is_content(change.path) and not any(change.path[: len(each)] == each for each in HISTORY)


def _order(change: Change, paths: Sequence[Path]) -> tuple[int, int, int]:
    """By place in the new version; what was removed stands where it was."""
    place = (change.to if change.to is not None else change.at) or 0
    if change.path[:1] in (LANES, STEPS):
        return 0, place, 0 if change.path in (LANES, STEPS) else 1
    return paths.index(change.path), place, 0


def _line(change: Change, old: Sop, new: Sop) -> Line:
    if change.path[:1] == STEPS:
        group, place = FLOW, _step_place(change, new)
    elif change.path[:1] == LANES:
        group, place = ACTORS, _lane_place(change, old, new)
    else:
        group, place = IDENTITY, _field_place(change, new)
    if not is_printed(change):
        group = UNSEEN
    if change.what is What.MOVED:
        before, after = _moved(change, new)
    else:
        before, after = _text(change, change.old, old), _text(change, change.new, new)
    return Line(change, group, place, before, after)


def _moved(change: Change, new: Sop) -> tuple[str, str]:
    at, to = change.at or 0, change.to or 0
    if change.path == STEPS:
        words = new.langkah[to].uraian
        return f"langkah {at + 1}: {words}", f"langkah {to + 1}: {words}"
    if change.path == LANES:
        title = " ".join(list(new.pelaksana.values())[to].split())
        return f"lajur ke-{at + 1}: {title}", f"lajur ke-{to + 1}: {title}"
    words = _plain_text(_value(new, change.path)[to])
    return f"butir {at + 1}: {words}", f"butir {to + 1}: {words}"


def _value(sop: Sop, path: Path) -> Any:
    value: Any = sop.model_dump(mode="json")
    for key in path:
        value = value[key]
    return value


def _field_place(change: Change, new: Sop) -> str:
    path = change.path[:-1] if change.path[-1] == "isi" and change.at != change.to else change.path
    path = path[:-1] if path[-1] in ("isi", "gaya") and len(path) > 1 else path
    title = _title(path, new)
    if change.path[-1] == "gaya":
        return f"{title}, cara mencetak"
    number = change.to if change.to is not None else change.at
    return title if number is None else f"{title}, butir {number + 1}"


def _title(path: Path, new: Sop) -> str:
    if path == ("tanggal", "efektif"):
        return new.tanggal.label_efektif
    if path == ("tanggal", "pengesahan"):
        return new.tanggal.label_pengesahan
    if len(path) == 1 and path[0] in LABELS:
        return new.label(path[0])
    if path[:2] == ("tata_letak", "label"):
        return f"Judul «{LABELS.get(path[-1], path[-1])}»"
    return TITLES.get(path) or ", ".join(path).replace("_", " ")


def _lane_place(change: Change, old: Sop, new: Sop) -> str:
    sop, at = (new, change.to) if change.to is not None else (old, change.at)
    title = " ".join(list(sop.pelaksana.values())[at or 0].split())
    return f"lajur «{title}»" + (f", {TITLES[change.path]}" if len(change.path) > 1 else "")


def _step_place(change: Change, new: Sop) -> str:
    at, to = change.at, change.to
    if to is None:
        place = f"langkah {(at or 0) + 1} (semula)"
    elif at is None or at == to or change.path == STEPS:
        place = f"langkah {to + 1}"
    else:
        place = f"langkah {to + 1} (semula {at + 1})"
    keys = change.path[1:]
    if not keys:
        return place
    named = TITLES.get((*STEPS, keys[0]))
    title = named or (new.label(keys[0]) if keys[0] in LABELS else keys[0].replace("_", " "))
    lanes = [" ".join(new.pelaksana[key].split()) for key in keys[1:] if key in new.pelaksana]
    words = [title, *(f"«{lane}»" for lane in lanes)]
    if keys[-1] == "label":
        words.append("tulisannya")
    return f"{place}, {' '.join(words)}"


def _text(change: Change, value: Any, sop: Sop) -> str:
    """A value as people read it: targets as numbers of steps, lanes by their titles."""
    if value is None:
        return ABSENT
    if change.path == STEPS:
        return "\n".join(_step_words(value, sop))
    if change.path == LANES:
        return str(value[1])
    if change.path[:1] == STEPS and is_route(change.path[1:]):
        return ", ".join(_step_number(target, sop) for target in _each(value))
    if change.path == (*STEPS, *LANES):
        return ", ".join(" ".join(sop.pelaksana.get(key, key).split()) for key in _each(value))
    return _plain_text(value)


def _plain_text(value: Any) -> str:
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    if isinstance(value, Mapping):
        return " · ".join(_plain_text(each) for each in value.values())
    if isinstance(value, list):
        return ", ".join(map(_plain_text, value))
    return str(value)


def _each(value: Any) -> Sequence[str]:
    return value if isinstance(value, list) else [value]


def _step_number(target: str, sop: Sop) -> str:
    numbers = [n for n, step in enumerate(sop.langkah, 1) if step.id == target]
    return f"langkah {numbers[0]}" if numbers else target


def _step_words(step: Mapping[str, Any], sop: Sop) -> Iterator[str]:
    yield str(step["uraian"])
    lanes = ", ".join(" ".join(sop.pelaksana.get(key, key).split()) for key in step["pelaksana"])
    yield f"{sop.label('pelaksana')}: {lanes}"
    if step.get("simbol") not in (None, Symbol.PROSES):
        yield f"{TITLES[*STEPS, 'simbol']}: {step['simbol']}"
    for path, value in leaves(step).items():
        if is_route(path):
            title = TITLES[*STEPS, path[0]]
            yield f"{title}: {', '.join(_step_number(target, sop) for target in _each(value))}"
    for key in STEP_PARTS:
        if step.get(key):
            yield f"{sop.label(key)}: {step[key]}"
