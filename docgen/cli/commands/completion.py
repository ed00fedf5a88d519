"""``docgen completion``: what a shell needs to complete the words of docgen."""

from __future__ import annotations

import click

from docgen.cli.indonesian import command
from docgen.cli.screen import Screen, speaks

SHELLS = ("bash", "zsh", "fish")
_VARIABLE = "_DOCGEN_COMPLETE"


@command(epilog="Contoh:  docgen completion bash")
@click.argument("shell", metavar="SHELL", type=click.Choice(SHELLS))
@speaks
def completion(shell: str, screen: Screen) -> int:
    """Cetak skrip agar shell melengkapi perintah docgen dengan tombol Tab.

    Simpan sekali: docgen completion bash >> ~/.bashrc, lalu buka terminal baru. Untuk zsh:
    ~/.zshrc; untuk fish: ~/.config/fish/completions/docgen.fish.
    """
    from click.shell_completion import get_completion_class

    del screen  # what is printed is for a program
    found = get_completion_class(shell)
    assert found is not None  # click knows all three
    context = click.get_current_context().find_root()
    script = found(context.command, {}, "docgen", _VARIABLE)
    # Its own source() would start the shell, only to ask how old it is.
    click.echo(script.source_template % script.source_vars())
    return 0
