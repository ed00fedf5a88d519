"""``docgen init``: a workspace to begin with."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import click

from docgen.choices import LETTER_SIZES, PAPERS_OF_OFFICES
from docgen.cli.indonesian import command
from docgen.cli.numbers import on_terminal
from docgen.cli.screen import Screen, speaks
from docgen.errors import UsageError


def _papers(
    _context: click.Context, _option: click.Parameter, text: str | None
) -> tuple[str, ...] | None:
    from docgen.cli.running.first_steps import papers_of

    return None if text is None else papers_of(text)


@command(epilog='Contoh:  docgen init kantor --baku --kantor "Dinas Sosial"')
@click.argument("root", metavar="FOLDER", type=click.Path(path_type=Path))
@click.option("--pemerintah", help="Baris pertama kop, misalnya Pemerintah Kota Madiun.")
@click.option("--kantor", help="Nama kantor di kop.")
@click.option("--alamat", help="Alamat di kop.")
@click.option("--kontak", help="Telepon dan pos-el di kop.")
@click.option("--kota", help="Kota di depan tanggal surat.")
@click.option("--kode", help="Kode kantor di nomor surat.")
@click.option(
    "--logo",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Logo di kop: berkas PNG atau JPEG.",
)
@click.option("--kertas", type=click.Choice(LETTER_SIZES), help="Kertas surat dan SOP.")
@click.option("--pola", help="Pola nomor surat, misalnya {klasifikasi}/{urut}/{unit}/{tahun}.")
@click.option(
    "--naskah",
    metavar=",".join(PAPERS_OF_OFFICES),
    callback=_papers,
    help="Naskah yang dibuat; beberapa dipisahkan koma.",
)
@click.option("--baku", "usual", is_flag=True, help="Jangan bertanya; yang tidak disebut baku.")
@click.option("--contoh", "sample", is_flag=True, help="Salin kantor contoh yang lengkap.")
@speaks
def init(root: Path, usual: bool, sample: bool, screen: Screen, **given: Any) -> int:
    """Buat ruang kerja baru yang langsung dapat dibangun, dengan formulir untuk diisi.

    Yang tidak disebut akan ditanyakan. Di ruang kerja yang sudah ada, yang belum ada ditambahkan
    dan tidak ada yang ditimpa.
    """
    from docgen.cli.running.first_steps import answered, tell
    from docgen.pipeline.init import complete, stands, start, start_sample

    told = [f"--{name}" for name, value in given.items() if value is not None]
    there = stands(root)
    today = dt.date.today()
    if sample:
        if told:
            raise UsageError(f"{told[0]} tidak berlaku bersama --contoh", "Hapus salah satunya.")
        return tell(root, start_sample(root), screen)
    if there:
        if others := [name for name in told if name not in ("--naskah", "--kertas")]:
            raise UsageError(
                f"{root} sudah punya docgen.toml, jadi {others[0]} tidak dipakai",
                "Ubah isinya di docgen.toml itu.",
            )
        return tell(root, complete(root, given["naskah"] or (), given["kertas"], today), screen)
    asks = not usual and len(told) < len(given)
    if asks and not on_terminal():
        raise UsageError(
            "tidak ada yang dapat ditanya di sini",
            "Pakai --baku untuk jawaban baku, dan sebutkan yang lain sebagai pilihan.",
        )
    answers = answered(given, asks=asks)
    return tell(root, start(root, answers, today), screen)
