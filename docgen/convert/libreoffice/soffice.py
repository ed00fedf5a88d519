"""LibreOffice as a program: where it is, how it is called, how it is stopped.

This is the only module that knows the program. What it guards against was measured on 7.4.7:

- the ``soffice`` wrapper silently stops at some 250 inputs and may hang when it is killed, so
  ``soffice.bin`` itself is called, with at most ``MOST_INPUTS`` files;
- a brand-new profile makes it exit with 81 once and ask to be started again, unless the profile
  says which build it is of;
- a file can hang it, so a call without a new PDF for too long is killed with its whole group;
- exit code 0 means nothing: only the files that were written count.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import threading
import time
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path

from docgen.convert.fonts.fontconfig import with_home
from docgen.convert.jobs import Kind
from docgen.convert.libreoffice.places import BINARY
from docgen.convert.libreoffice.processes import Processes
from docgen.convert.libreoffice.wall import NO_WALL, Wall, walls
from docgen.limits import MEGABYTE
from docgen.outside.files import read_text
from docgen.temporary import working_folder

MOST_INPUTS = 100
RESTART_CODE = 81
# An office PC under load needs a few seconds for a long SOP; a hang is far beyond this.
SECONDS_A_FILE = 60.0
# Seconds more than a file's own limit until the first PDF of a call: a cold start on a busy PC.
START_SECONDS = 60.0
POLL_SECONDS = 0.02

# PDF/A-2b; tags and bookmarks are what a screen reader and a long SOP need.
_EXPORT = {
    "SelectPdfVersion": {"type": "long", "value": "2"},
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    "ExportBookmarks": {"type": "boolean", "value": "true"},
    "ExportFormFields": {"type": "boolean", "value": "false"},
    # Comments are for the office; as notes they would reach every reader.
    "ExportNotes": {"type": "boolean", "value": "false"},
    # Where the letters of a joined document begin.
    "ExportBookmarksToPDFDestination": {"type": "boolean", "value": "true"},
}
# For what is cut up afterwards, or only compared: PDF 1.7 without tags. They would be lost anyway,
# and take a tenth of the export and six sevenths of a joined file; with PDF/A there always are any.
_BARE = {
    "SelectPdfVersion": {"type": "long", "value": "17"},
    "UseTaggedPDF": {"type": "boolean", "value": "false"},
    "ExportBookmarks": {"type": "boolean", "value": "false"},
}
# Its own default for photographs, 1-100; with options of any kind LibreOffice takes 80.
JPEG_QUALITY = 90
OPTIONS = ("--headless", "--invisible", "--norestore", "--nolockcheck", "--nodefault", "--nologo")

# LibreOffice asks for large blocks and gives them back all the time, and each is zeroed anew by the
# kernel: half of its start and a quarter of a letter. Kept instead, in large pages, and all in one
# place, as it hardly uses threads; small blocks in lists where the next is at hand, which spares a
# fifteenth (glibc's mallopt(3) and ld.so tunables; others ignore them). A process lives for one
# call only. But for each part of a package it sets 1 MB aside, of which it uses a little: those are
# mapped one by one, and little is asked for in advance, as large pages are zeroed whole. That takes
# 160 MB instead of 300 for 40 letters, and where memory is fresh a quarter of the time.
MEMORY = {
    "MALLOC_MMAP_THRESHOLD_": str(1_000_000),
    "MALLOC_TRIM_THRESHOLD_": str((1 << 31) - 1),
    "MALLOC_TOP_PAD_": str(8 << 20),
    "MALLOC_ARENA_MAX": "1",
    "GLIBC_TUNABLES": (
        "glibc.malloc.hugetlb=1:glibc.malloc.tcache_count=20000:glibc.malloc.tcache_max=8192"
    ),
}

# The line of the file ``versionrc`` beside the program.
_BUILD = "buildid="

_ASKING = threading.Lock()

# (path, property, value): Indonesian numbers and dates; no macros; nothing fetched from outside,
# the proxy being a port of this machine where nothing listens.
SETTINGS = (
    ("Setup/L10N", "ooSetupSystemLocale", "id-ID"),
    ("Office.Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Office.Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Office.Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Office.Common/Misc", "FirstRun", "false"),
    # In a profile of an older version the drawing of pictures is tested at each start: 1 s of CPU.
    ("Setup/Product", "ooSetupLastVersion", "999.9"),
    ("Office.Common/Misc", "CrashReport", "false"),
    ("Inet/Settings", "ooInetProxyType", "2"),
    ("Inet/Settings", "ooInetHTTPProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPProxyPort", "9"),
    ("Inet/Settings", "ooInetHTTPSProxyName", "127.0.0.1"),
    ("Inet/Settings", "ooInetHTTPSProxyPort", "9"),
)


def state_of(soffice: Path) -> str:
    """Size and time of the program, and of the file that says its build."""
    files = (soffice, soffice.resolve().with_name("versionrc"))
    states = ((str(path), path.stat()) for path in files if path.is_file())
    return " ".join(f"{name} {about.st_size} {about.st_mtime_ns}" for name, about in states)


def version(soffice: Path) -> str:
    """What ``--version`` says, e.g. ``LibreOffice 7.4.7.2``; empty when it does not answer."""
    return _opened(soffice)[0]


def wall_around(soffice: Path) -> Wall:
    """The strictest wall behind which the program answers."""
    return _opened(soffice)[1]


def _opened(soffice: Path) -> tuple[str, Wall]:
    """The version and the wall; the program is asked once, as long as it is the same."""
    try:
        state = soffice.stat()
    except OSError:
        return "", NO_WALL
    with _ASKING:
        return _ask(soffice, state.st_mtime_ns)


@cache
def _ask(soffice: Path, _changed: int) -> tuple[str, Wall]:
    with working_folder(small=True) as folder:
        profile = make_profile(soffice, folder / "profile")
        command = (soffice, _profile_option(profile), "--version")
        for wall in walls():
            try:
                answer = subprocess.run(
                    wall.around(command, program=soffice, writable=(profile,)),
                    capture_output=True,
                    text=True,
                    timeout=START_SECONDS,
                    stdin=subprocess.DEVNULL,
                    env=_environment(soffice, profile, profile),
                ).stdout.split()
            except subprocess.TimeoutExpired:
                break
            except (OSError, subprocess.SubprocessError):
                continue
            if answer:
                return " ".join(answer[:2]), wall
    return "", NO_WALL


def make_profile(soffice: Path, folder: Path) -> Path:
    """A private, new profile with docgen's settings in ``folder``, replacing an older one."""
    shutil.rmtree(folder, ignore_errors=True)
    user = folder / "user"
    (user / "extensions").mkdir(parents=True)
    # For which build the cache of extensions is. Of another it clears that, and exits with 81.
    if build := _build_of(soffice):
        (user / "extensions" / "buildid").write_text(build, encoding="utf-8")
    items = "".join(
        f'<item oor:path="/org.openoffice.{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{value}</value></prop></item>\n"
        for path, name, value in SETTINGS
    )
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">\n'
        f"{items}</oor:items>\n",
        encoding="utf-8",
    )
    return folder


def _build_of(soffice: Path) -> str:
    """The build that the program says it is, e.g. ``40(Build:2)``; "" where it does not."""
    try:
        lines = read_text(soffice.resolve().with_name("versionrc"), MEGABYTE).splitlines()
    except (OSError, UnicodeDecodeError):
        return ""
    return next((line[len(_BUILD) :] for line in lines if line.startswith(_BUILD)), "")


def export_options(jpeg_quality: int = JPEG_QUALITY, *, bare: bool = False) -> str:
    """What the PDFs are to be like, as LibreOffice's command line takes it: PDF/A-2b, or ``bare``
    pages to be cut up or compared."""
    quality = {"Quality": {"type": "long", "value": str(jpeg_quality)}}
    options = {**_EXPORT, **quality, **(_BARE if bare else {})}
    return json.dumps(options, separators=(",", ":"))


def convert(
    soffice: Path,
    sources: Sequence[Path],
    kind: Kind,
    folder: Path,
    profile: Path,
    processes: Processes,
    seconds_a_file: float,
    on_progress: Callable[[], None],
    jpeg_quality: int = JPEG_QUALITY,
    *,
    bare: bool = False,
) -> bool:
    """Convert ``sources`` (at most 100, of one kind) into ``folder``; False when time ran out.

    ``on_progress`` is called again and again once there is a file, which may not be whole yet.
    What was written is for the caller to look at; neither True nor an exit code promises
    anything. Raises OSError when the program cannot be started.
    """
    filter_name = f"pdf:{kind.value}:{export_options(jpeg_quality, bare=bare)}"
    return export(
        soffice, sources, filter_name, folder, profile, processes, seconds_a_file, on_progress
    )


def export(
    soffice: Path,
    sources: Sequence[Path],
    filter_name: str,
    folder: Path,
    profile: Path,
    processes: Processes,
    seconds_a_file: float,
    on_progress: Callable[[], None],
) -> bool:
    """The same into files of any kind that LibreOffice writes: ``docx:MS Word 2007 XML``.

    Its own temporary files stand beside ``folder``.
    """
    command: tuple[str | Path, ...] = (
        soffice, _profile_option(profile), *OPTIONS,
        "--convert-to", filter_name, "--outdir", folder, *sources,
    )  # fmt: skip
    scratch = folder.with_name(f"{folder.name}-sementara")
    scratch.mkdir(exist_ok=True)
    walled = wall_around(soffice).around(
        command,
        program=soffice,
        readable=sorted({source.parent for source in sources}),
        writable=(folder, profile, scratch),
    )
    for _attempt in range(3):
        with processes.run(walled, _environment(soffice, profile, scratch)) as pid:
            code = _watch(pid, folder, seconds_a_file, on_progress)
        if code != RESTART_CODE:
            break
    return code is not None


def _watch(
    pid: int, folder: Path, seconds_a_file: float, on_progress: Callable[[], None]
) -> int | None:
    """The exit code, or None when no new file came for ``seconds_a_file``.

    The process is left unreaped, so that the id of its group stays ours until it is killed.
    """
    written = 0
    limit = time.monotonic() + START_SECONDS + seconds_a_file
    while time.monotonic() < limit:
        if (code := _ended(pid)) is not None:
            return code
        time.sleep(POLL_SECONDS)
        before, written = written, len(os.listdir(folder))  # noqa: PTH208 (50 times a second)
        if written:
            on_progress()
        if written != before:
            limit = time.monotonic() + seconds_a_file
    return None


def _ended(pid: int) -> int | None:
    """The exit code, negative for a signal; None while it runs. Leaves the process unreaped."""
    ended = os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT | os.WNOHANG)
    if ended is None:
        return None
    return ended.si_status if ended.si_code == os.CLD_EXITED else -ended.si_status


def _profile_option(profile: Path) -> str:
    return f"-env:UserInstallation={profile.absolute().as_uri()}"


def _environment(soffice: Path, profile: Path, scratch: Path) -> dict[str, str]:
    """The caller's variables, but with a fixed language and time zone, and temporary files, which
    may be large, in ``scratch``.

    LibreOffice leaves temporary folders behind when it is killed, and after its first start. And
    it asks GnuPG for itself five times at each start, a tenth of it, unless there is none; its
    wrapper, a script, needs the usual programs.
    """
    fixed = {
        "TMPDIR": str(scratch), "LC_ALL": "C.UTF-8", "TZ": "UTC", "SAL_USE_VCLPLUGIN": "svp",
    }  # fmt: skip
    if soffice.name == BINARY:
        fixed["PATH"] = str(soffice.parent)
    return {**MEMORY, **with_home(os.environ, str(profile)), **fixed}
