"""``docgen sop diff`` and ``docgen sop impact``: what changed, and what follows from it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import click

from docgen.choices import EngineName
from docgen.cli.commands.build import force_option
from docgen.cli.commands.sops.sheets import (
    output_option,
    profile_option,
    rules_here,
    template_here,
    template_option,
)
from docgen.cli.engine import chosen_engine, engine_option
from docgen.cli.indonesian import command
from docgen.cli.screen import Screen, speaks, workspace_option
from docgen.errors import UsageError


@command(epilog="Contoh:  docgen sop diff lama.yaml baru.yaml --docx --html -o hasil")
@click.argument("old", metavar="LAMA")
@click.argument("new", metavar="BARU")
@click.option("--html", is_flag=True, help="Tulis BARU-perubahan.html: satu halaman yang mandiri.")
@click.option(
    "--docx",
    is_flag=True,
    help="Tulis BARU-matriks.docx dan BARU-redline.docx (lembar dengan perubahan terlacak).",
)
@click.option("--pdf", is_flag=True, help="Tulis kedua dokumen itu, juga sebagai PDF.")
@click.option("--alasan", default="", help="Isi kolom Alasan; biasanya dari «riwayat» BARU.")
@output_option
@template_option
@profile_option
@engine_option
@force_option
@speaks
def diff(
    old: str,
    new: str,
    html: bool,
    docx: bool,
    pdf: bool,
    alasan: str,
    folder: Path,
    template: Path | None,
    profil: str | None,
    engine: EngineName | None,
    force: bool,
    screen: Screen,
) -> int:
    """Bandingkan dua versi SOP: identitas, langkah, lajur, mutu baku dan jumlah waktu.

    LAMA dan BARU adalah berkas spesifikasi, atau SPEK@1: revisi 1 yang disimpan di
    riwayat/ di samping spesifikasi itu. Tanpa opsi berkas, perubahannya hanya ditampilkan.
    """
    from docgen.cli.running.sop_changes import show
    from docgen.pipeline.sops.versions import Output, compare_specs, write_difference
    from docgen.workspace.report import Report

    if alasan and not (docx or pdf):
        raise UsageError(
            "--alasan hanya untuk matriks perubahan", "Tambahkan --docx, atau hapus --alasan."
        )
    rules = rules_here(profil)
    report = Report(profile=rules.profile)
    difference = compare_specs((old, new), report)
    if html or docx or pdf:
        engine_here = chosen_engine(Path(), engine) if pdf else None
        output = Output(
            folder=folder, html=html, docx=docx or pdf, engine=engine_here, reason=alasan,
            force=force,
        )  # fmt: skip
        write_difference(difference, template or template_here(), rules, output, report)
    if not screen.json:
        show(difference)
    return screen.report(report)


@command(epilog='Contoh:  docgen sop impact "UU 5/2014"')
@click.argument("texts", nargs=-1, required=True, metavar="TEKS...")
@click.option(
    "--ganti",
    "instead",
    default="",
    metavar="TEKS",
    help="Penggantinya; tanpa opsi ini, peraturan yang dicabut diganti dengan penggantinya.",
)
@click.option("--apply", "is_applied", is_flag=True, help="Ubah spesifikasi SOP, setelah bertanya.")
@click.option("--ya", "is_agreed", is_flag=True, help="Dengan --apply: jangan bertanya.")
@workspace_option
@speaks
def impact(
    texts: tuple[str, ...],
    instead: str,
    is_applied: bool,
    is_agreed: bool,
    root: Path,
    screen: Screen,
) -> int:
    """Cari siapa yang menyebut peraturan, SOP, jabatan, nama atau NIP, dalam ejaan apa pun.

    Yang dicari: SOP, data surat, templat, profil dan pengaturan; juga SOP yang merujuk SOP itu.
    Di belakang peraturan yang dicabut tertulis penggantinya. --apply hanya mengubah
    spesifikasi SOP; komentar dan urutannya tetap. SOP yang sudah disahkan menjadi revisi
    berikutnya, dengan perubahan itu sebagai alasannya.
    """
    from docgen.cli.running.sop_impact import agrees, show
    from docgen.pipeline.sops.impact import apply_impact, find_impact
    from docgen.workspace.report import Report

    if instead and len(texts) > 1:
        raise UsageError("--ganti hanya untuk satu TEKS", "Jalankan sekali untuk setiap TEKS.")
    report = Report()
    found = find_impact(root, texts, instead, report)
    if not screen.json:
        show(found)
    if is_applied:
        apply_impact(
            root, found, lambda _edits: is_agreed or agrees(screen), report, dt.date.today()
        )
    return screen.report(report, root)
