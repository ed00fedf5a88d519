"""The command ``docgen``. Today's date and the environment are read here and nowhere below."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Mapping
from types import MappingProxyType

import click

from docgen import __version__
from docgen.cli.commands.build import build, bundle
from docgen.cli.commands.check import check
from docgen.cli.commands.doctor import doctor
from docgen.cli.commands.files import convert
from docgen.cli.commands.form import form
from docgen.cli.commands.register import register
from docgen.cli.commands.sets import disposisi, letters, recap
from docgen.cli.commands.sop import sop
from docgen.cli.commands.sop_changes import diff, impact
from docgen.cli.commands.sop_life import approve, due, list_sops, revise, withdraw
from docgen.cli.commands.template import template
from docgen.cli.indonesian import group
from docgen.cli.screen import Screen
from docgen.cli.usage import in_words
from docgen.errors import (
    ConversionError,
    DocgenError,
    FindingsError,
    MissingProgramError,
    OutputError,
    UsageError,
)
from docgen.model.writing.os_reasons import os_reason
from docgen.outside.files import NotAFileError, TooLargeError
from docgen.workspace.store.os_errors import unwritable

# What ``--json`` calls the errors that stop a command.
CODES: Mapping[type[DocgenError], str] = MappingProxyType(
    {
        DocgenError: "stopped",
        UsageError: "usage",
        MissingProgramError: "program-missing",
        ConversionError: "conversion-failed",
        OutputError: "output-unwritable",
    }
)


@group(
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    epilog="Contoh:  docgen build",
)
@click.version_option(__version__, prog_name="docgen", message="%(prog)s %(version)s")
def cli() -> None:
    """Buat SOP, surat, lembar disposisi dan rekap SKP; jadikan PDF; satukan; periksa rangkapnya.

    Kode keluar: 0 beres; 1 ada temuan galat; 2 perintah salah; 3 program belum terpasang;
    4 ada berkas yang gagal menjadi PDF; 5 hasil tidak dapat ditulis.
    """


COMMANDS = (
    form, build, sop, letters, disposisi, recap, register, template, convert, bundle, check, doctor,
)  # fmt: skip
for command in (approve, revise, withdraw, diff, impact, list_sops, due):
    sop.add_command(command)
for command in COMMANDS:
    cli.add_command(command)


def run(arguments: list[str]) -> int:
    """Run one command: the one place that turns errors into words and exit codes."""
    Screen.use(Screen(json="--json" in arguments))  # until the command makes its own
    try:
        result = cli.main(arguments, prog_name="docgen", standalone_mode=False)
        return int(result or 0)
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        return _say("stopped", "dihentikan", "", 130)
    except click.ClickException as problem:
        message, advice = in_words(problem)
        return _say("usage", message, advice, UsageError.exit_code)
    except FindingsError as problem:
        Screen.current().fail(problem)
        return problem.exit_code
    except DocgenError as problem:
        return _say(CODES[type(problem)], problem.message, problem.advice, problem.exit_code)
    except KeyboardInterrupt:
        return _say("stopped", "dihentikan; yang sudah ditulis utuh", "", 130)
    except BrokenPipeError:
        sys.stderr.close()
        return 0
    except (TooLargeError, NotAFileError) as problem:  # what was read, not what is written
        advice = "Ganti atau pindahkan berkas itu, lalu jalankan lagi."
        return _say("file-unreadable", f"{problem.filename}: {os_reason(problem)}", advice, 1)
    except (MemoryError, RecursionError):
        advice = "Bagi berkas yang besar atau yang isinya bersarang dalam, lalu jalankan lagi."
        return _say("stopped", "masukan ini memerlukan terlalu banyak memori", advice, 1)
    except OSError as problem:
        words = unwritable(problem)
        return _say(CODES[type(words)], words.message, words.advice, words.exit_code)
    except Exception as problem:  # a fault of docgen itself: say so, show it only when asked
        if Screen.current().verbose:
            traceback.print_exc()
        return _say(
            "internal",
            f"kesalahan di dalam docgen: {type(problem).__name__}: {problem}",
            "Jalankan lagi dengan -v dan kirimkan keluarannya kepada pengelola docgen.",
            1,
        )


def _say(code: str, message: str, advice: str, exit_code: int) -> int:
    Screen.current().stop(code, message, advice, exit_code)
    return exit_code
