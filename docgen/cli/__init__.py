"""The command ``docgen``. Today's date and the environment are read here and nowhere below."""

from __future__ import annotations

import sys
import traceback

import click

from docgen import __version__
from docgen.cli.build import build, bundle, check
from docgen.cli.doctor import doctor
from docgen.cli.files import convert
from docgen.cli.screen import Screen
from docgen.cli.sets import disposisi, letters, recap
from docgen.cli.sop import sop
from docgen.errors import DocgenError, FindingsError, UsageError


class Ordered(click.Group):
    """A group that lists its commands in the order of the pipeline, not of the alphabet."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The commands as they were added."""
        del ctx  # what click passes along
        return list(self.commands)


@click.group(
    cls=Ordered,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Contoh:  docgen build",
)
@click.version_option(__version__, prog_name="docgen", message="%(prog)s %(version)s")
def cli() -> None:
    """Buat SOP, surat, lembar disposisi dan rekap SKP; jadikan PDF; satukan; periksa rangkapnya.

    Kode keluar: 0 beres; 1 ada temuan galat; 2 perintah salah; 3 program belum terpasang;
    4 ada berkas yang gagal menjadi PDF; 5 hasil tidak dapat ditulis.
    """


for command in (build, sop, letters, disposisi, recap, convert, bundle, check, doctor):
    cli.add_command(command)


def main() -> None:
    """Run the command line: the one place that turns errors into words and exit codes."""
    sys.exit(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run one command; returns the exit code."""
    try:
        result = cli.main(arguments, prog_name="docgen", standalone_mode=False)
        return int(result or 0)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        return _say("dihentikan", "", 130)
    except click.ClickException as problem:
        problem.show()
        return UsageError.exit_code
    except FindingsError as problem:
        Screen.current().fail(problem)
        return problem.exit_code
    except DocgenError as problem:
        return _say(problem.message, problem.advice, problem.exit_code)
    except KeyboardInterrupt:
        return _say("dihentikan; yang sudah ditulis utuh", "", 130)
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except Exception as problem:  # a fault of docgen itself: say so, show it only when asked
        if Screen.current().verbose:
            traceback.print_exc()
        return _say(
            f"kesalahan di dalam docgen: {type(problem).__name__}: {problem}",
            "Jalankan lagi dengan -v dan kirimkan keluarannya kepada pengelola docgen.",
            1,
        )


def _say(message: str, advice: str, code: int) -> int:
    click.echo(f"docgen: {message}", err=True)
    if advice:
        click.echo(f"  {advice}", err=True)
    return code
