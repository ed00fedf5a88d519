"""The pages of commands and exit codes, from the command line itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from docgen.cli import cli
from docgen.errors import DocgenError
from docs.make.tables import code, table

# What a clerk sees when a command ends so, and what to do; the meaning is that of the help.
NEXT = {
    0: "Tidak ada yang perlu dilakukan. Peringatan dan saran boleh dibaca.",
    1: "Perbaiki temuan bertanda GALAT, di berkas dan sel yang disebut, lalu jalankan lagi.",
    2: "Perbaiki ketikan perintahnya; pesannya menyebut kata yang salah dan yang mungkin dimaksud.",
    3: "Pasang program yang disebut (`docgen doctor` menyebut caranya). Word dan Excel sudah dibuat.",
    4: "Lihat berkas yang disebut: buka di Word atau Excel, simpan ulang, lalu jalankan lagi.",
    5: "Tutup berkas itu di Word atau Excel, atau periksa ruang dan izin foldernya; hasil yang "
    "diubah orang hanya ditimpa dengan --force.",
}
_HEADER = "# Perintah\n\nSemua perintah docgen, seperti `docgen PERINTAH --help` menyebutnya."


def leaves(group: click.Command, path: str = "docgen") -> Iterator[tuple[str, click.Command]]:
    """Every command that does something, in the order of the help."""
    if not isinstance(group, click.Group):
        yield path, group
        return
    for name, each in group.commands.items():
        yield from leaves(each, f"{path} {name}")


def commands_page() -> str:
    """``perintah.md``"""
    every = list(leaves(cli))
    index = table(
        ("perintah", "gunanya"), ((code(path), each.get_short_help_str()) for path, each in every)
    )
    return "\n\n".join([_HEADER, index, *(_command(path, each) for path, each in every)]) + "\n"


def exit_page() -> str:
    """``kode-keluar.md``"""
    used = {0, *(each.exit_code for each in _classes(DocgenError))}
    meant = dict(re.findall(r"(\d) ([^;.]+)", (cli.help or "").split("Kode keluar:")[1]))
    rows = [(code(str(n)), " ".join(meant[str(n)].split()), NEXT[n]) for n in sorted(used)]
    rows.append(
        (code("130"), "dihentikan dengan Ctrl-C", "Jalankan lagi; tidak ada yang setengah.")
    )
    text = table(("kode", "artinya", "yang dilakukan"), rows)
    return (
        "# Kode keluar\n\nSetiap perintah berakhir dengan sebuah angka, untuk program lain dan "
        f"skrip. Bila beberapa berlaku, yang terbesar yang dipakai.\n\n{text}\n"
    )


def _classes(kind: type[DocgenError]) -> Iterator[type[DocgenError]]:
    yield kind
    for each in kind.__subclasses__():
        yield from _classes(each)


def _command(path: str, command: click.Command) -> str:
    context = click.Context(command, info_name=path)
    usage = f"{path} {' '.join(command.collect_usage_pieces(context))}"
    usage = usage.replace("[OPTIONS]", "[PILIHAN]")
    paragraphs = [" ".join(each.split()) for each in (command.help or "").split("\n\n")]
    rows = []
    for option in command.params:
        if isinstance(option, click.Option) and not option.hidden:
            names = ", ".join([*option.opts, *option.secondary_opts])
            wanted = "" if option.is_flag or option.count else f" {_value(option)}"
            note = " Wajib." if option.required else ""
            rows.append((code(names + wanted), (option.help or "") + note))
    parts = [f"## {path}", code(usage), *paragraphs]
    if rows:
        parts.append(table(("pilihan", "gunanya"), rows))
    parts.append(f"{_example(command)}")
    return "\n\n".join(parts)


def _value(option: click.Option) -> str:
    if option.metavar:
        return option.metavar
    if isinstance(option.type, click.Choice):
        return "|".join(str(each) for each in option.type.choices)
    return "BILANGAN" if isinstance(option.type, click.IntRange | click.types.IntParamType) else (
        "BERKAS" if isinstance(option.type, click.Path) else "TEKS"
    )  # fmt: skip


def _example(command: click.Command) -> str:
    return f"Contoh: `{(command.epilog or '').removeprefix('Contoh:').strip()}`"
