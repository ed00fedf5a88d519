"""The one place that turns errors into words and exit codes."""

from __future__ import annotations

import sys
import traceback
from collections.abc import Callable, Mapping
from types import MappingProxyType

import click

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

STOPPED = 130  # the exit code of what was stopped by Ctrl-C

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


def told(work: Callable[[], int]) -> int:
    """Do the work of a command; what stops it is told. Returns the exit code."""
    try:
        return work()
    except click.exceptions.Exit as stop:
        return stop.exit_code
    except click.Abort:
        return _say("stopped", "dihentikan", "", STOPPED)
    except click.ClickException as problem:
        message, advice = in_words(problem)
        return _say("usage", message, advice, UsageError.exit_code)
    except FindingsError as problem:
        Screen.current().fail(problem)
        return problem.exit_code
    except DocgenError as problem:
        return _say(CODES[type(problem)], problem.message, problem.advice, problem.exit_code)
    except KeyboardInterrupt:
        return _say("stopped", "dihentikan; yang sudah ditulis utuh", "", STOPPED)
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
