"""The page of a code on the screen."""

from __future__ import annotations

import textwrap
from typing import Any

from docgen.check.report.explained import Explained

_WIDTH = 88


def page(found: Explained) -> str:
    """Title, severity, cause, example, way out."""
    parts = [found.code, f"Sebab: {found.title}.", f"Tingkat: {found.levels}{_weighed(found)}"]
    if found.messages:
        parts.append("Contoh pesannya (… diisi menurut berkasnya):")
        parts += [_item(message) for message in found.messages]
    parts += ["Jalan keluar:", _item(found.advice)]
    if found.follows:
        parts.append(
            f"Sering mengikuti temuan lain; perbaiki itu dahulu: {', '.join(found.follows)}"
        )
    return "\n".join(parts)


def plain(found: Explained) -> dict[str, Any]:
    """The same for other programs."""
    return {
        "kode": found.code,
        "judul": found.title,
        "tingkat": [str(each) for each in found.severities],
        "pesan": list(found.messages),
        "jalan_keluar": found.advice,
        "dapat_diatur": found.is_weighable,
        "mengikuti": list(found.follows),
    }


def _weighed(found: Explained) -> str:
    if not found.is_weighable:
        return " (harus diperbaiki)"
    return f' (dapat diatur di profil: [tingkat] {found.code} = "hint", "warning" atau "error")'


def _item(text: str) -> str:
    return textwrap.fill(text, _WIDTH, initial_indent="  - ", subsequent_indent="    ")
