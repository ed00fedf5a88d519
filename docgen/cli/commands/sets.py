"""``docgen letters|disposisi|recap render``: the office files of some sets, without PDFs."""

from __future__ import annotations

from pathlib import Path

import click

from docgen.choices import LAST_OFFICE_STAGE
from docgen.cli import indonesian
from docgen.cli.commands.build import dry_option, force_option, run_build
from docgen.cli.indonesian import Group
from docgen.cli.numbers import yes_option
from docgen.cli.screen import Screen, speaks, workspace_option
from docgen.model.set_name import within


def _sets(group: str, what: str, files: str, example: str) -> Group:
    """A group with the one command *render* for the sets ``[group.NAME]``."""

    example_line = f"Contoh:  docgen {group} render {example}"

    @indonesian.group(name=group, help=f"{what} dari docgen.toml.", epilog=example_line)
    def commands() -> None: ...

    @commands.command(name="render", epilog=example_line)
    @click.argument("names", nargs=-1, metavar="[NAMA]...")
    @workspace_option
    @force_option
    @dry_option
    @yes_option
    @speaks
    def render(
        names: tuple[str, ...], root: Path, force: bool, dry_run: bool, yes: bool, screen: Screen
    ) -> int:
        patterns = tuple(within(group, name) for name in names)
        return run_build(
            screen,
            root,
            patterns or (f"{group}.*",),
            force=force,
            dry_run=dry_run,
            yes=yes,
            last_stage=LAST_OFFICE_STAGE,
        )

    render.help = f"Buat {files} untuk [{group}.NAMA]; tanpa NAMA, untuk semuanya."
    return commands


letters = _sets("letters", "Surat-surat", ".docx surat, satu baris satu surat,", "permintaan")
disposisi = _sets("disposisi", "Lembar disposisi", ".docx lembar disposisi", "masuk")
recap = _sets("recap", "Rekap SKP", ".xlsx rekap SKP", "skp-2024")
