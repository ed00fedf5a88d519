"""The pages of keys, from the schemas by which editors help and from their notes."""

from __future__ import annotations

import json
from typing import Any

from docgen.load.workspace import default_profile
from docgen.starter.notes import EACH, Schema, keys_of, note_of
from docgen.starter.schema import config_schema, profile_schema, sop_schema
from docs.make.tables import code, table

_KINDS = {
    "string": "teks", "integer": "bilangan", "number": "angka", "boolean": "true/false",
    "array": "daftar", "object": "tabel",
}  # fmt: skip
_LONG = 60
_NOTE = "`*` adalah nama yang dipilih kantor sendiri. Kunci bertanda **wajib** harus ada; yang lain boleh tidak ditulis."


def config_page() -> str:
    """``docgen-toml.md``"""
    return _page(
        "Kunci docgen.toml",
        "`docgen.toml` menyebut kantor-kantor dan apa saja yang dibuat. `docgen init` menulis yang "
        "pertama; semua jalur berkas dihitung dari foldernya. Contoh: `[letters.undangan]` lalu "
        "`template = \"templates/surat_dinas.docx\"` di tabel ini tertulis `letters.*.template`.",
        config_schema(), "docgen",
    )  # fmt: skip


def profile_page() -> str:
    """``profil.md``"""
    return _page(
        "Kunci profil",
        "`profil/NAMA.toml` memuat aturan yang berbeda menurut daerah atau tahun; yang tidak ditulis "
        "mengikuti bawaan (`docgen/load/profiles/default.toml`). `docgen.toml` memilihnya dengan `profil = \"NAMA\"`.",
        profile_schema(), "profil", default_profile().model_dump(mode="json"),
    )  # fmt: skip


def sop_page() -> str:
    """``spek-sop.md``"""
    return _page(
        "Kunci spesifikasi SOP",
        "Satu berkas satu SOP, YAML atau buku kerja Excel dengan kunci yang sama (`docgen form sop`). "
        "Setiap teks dicetak persis seperti ditulis.",
        sop_schema(), "sop",
    )  # fmt: skip


def _page(title: str, about: str, schema: Schema, kind: str, usual: Any = None) -> str:
    rows = []
    for key in keys_of(schema):
        needed = " **wajib**" if key.is_needed else ""
        default = _usual(usual, key.path) if usual else key.holds.get("default")
        rows.append(
            (code(key.name) + needed, note_of(kind, key.path),
             _kind(key.holds, schema["$defs"]), _shown(default))
        )  # fmt: skip
    heads = ("kunci", "gunanya", "isinya", "bawaan")
    return f"# {title}\n\n{about}\n\n{_NOTE}\n\n{table(heads, rows)}\n"


def _usual(values: Any, path: tuple[str, ...]) -> Any:
    for name in path:
        if name == EACH or not isinstance(values, dict):
            return None
        values = values.get(name)
    return values


def _kind(holds: Schema, named: Schema) -> str:
    """``teks``, ``1 atau 2``, ``teks atau daftar``"""
    if "$ref" in holds:
        return _kind(named[holds["$ref"].rpartition("/")[2]], named)
    if "enum" in holds:
        return " / ".join(code(str(each)) for each in holds["enum"])
    if "const" in holds:
        return code(str(holds["const"]))
    ways = [_kind(each, named) for each in holds.get("anyOf", ())]
    types = holds.get("type", ())
    ways += [_KINDS.get(each, "") for each in ([types] if isinstance(types, str) else types)]
    if "string" in types:  # 12.10 is a number for an editor, a text for docgen
        ways = ["teks"]
    least, most = holds.get("minimum"), holds.get("maximum")
    text = " atau ".join(dict.fromkeys(way for way in ways if way))
    if least is not None and most is not None:
        text += f" {least:g} sampai {most:g}"
    return text


def _shown(default: Any) -> str:
    if default in (None, "", []) or isinstance(default, dict):
        return ""
    text = json.dumps(default, ensure_ascii=False)
    return code(text) if len(text) <= _LONG else code(text[:_LONG]) + " …"
