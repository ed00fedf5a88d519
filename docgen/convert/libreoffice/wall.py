"""A wall around LibreOffice: it sees its input, its profile and the fonts, and no network.

A document from outside may name any file of this machine, or any address. What docgen finds of
that it refuses before (:mod:`~docgen.convert.unseen.outside`); the wall is for what it does not
know. Linux builds one from namespaces (namespaces(7)) where it lets an ordinary user make them:
bubblewrap gives LibreOffice a file system of its own, unshare of util-linux takes only the network
away. Elsewhere there is none, and ``docgen doctor`` says so.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from docgen.convert.fonts.installed import font_files

# What any program needs. Of /etc only what says where libraries and fonts are.
_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")
_READ = (
    "/etc/fonts", "/etc/libreoffice", "/etc/ld.so.cache", "/etc/alternatives", "/etc/localtime",
    "/var/lib/libreoffice", "/var/cache/fontconfig",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Wall:
    """One kind of wall: its name, what it keeps away, the command that builds it.

    Behind one that ``hides_files`` only those are there that are named.
    """

    name: str
    keeps: str
    command: tuple[str, ...] = ()
    hides_files: bool = False

    def around(
        self,
        command: Sequence[str | Path],
        *,
        program: Path,
        readable: Iterable[Path] = (),
        writable: Iterable[Path] = (),
    ) -> tuple[str | Path, ...]:
        """The command behind the wall; ``program`` with its folders, and what else it may see."""
        if not self.hides_files:
            return (*self.command, *command)
        installed = program.resolve().parent.parent
        shown = [installed, *_font_folders(), *readable]
        return (
            *self.command,
            *(part for path in shown for part in _mount("--ro-bind-try", path)),
            *(part for path in writable for part in _mount("--bind", path)),
            "--",
            *command,
        )


NO_WALL = Wall("", "")


def walls() -> Iterator[Wall]:
    """The walls that this system may have, the strictest first; none is certain until tried.

    The last is none, and only has the program ended with docgen.
    """
    if (found := shutil.which("bwrap")) is not None:
        yield Wall("bubblewrap", "berkas lain dan jaringan", _bubblewrap(found), hides_files=True)
    if (found := shutil.which("unshare")) is not None:
        # As the same user, who has no rights outside and none of root's inside.
        command = (found, "--user", "--map-current-user", "--net", *_ending_with_docgen())
        yield Wall("unshare", "jaringan", command)
    yield Wall("", "", _ending_with_docgen())


def _ending_with_docgen() -> tuple[str, ...]:
    """What has the program ended when docgen is killed (prctl(2), PR_SET_PDEATHSIG)."""
    found = shutil.which("setpriv")
    return () if found is None else (found, "--pdeathsig", "KILL", "--")


def _bubblewrap(program: str) -> tuple[str, ...]:
    parts = [program, "--unshare-all", "--die-with-parent", "--proc", "/proc", "--dev", "/dev"]
    parts += ["--tmpfs", "/tmp"]
    for name in _SYSTEM:
        path = Path(name)
        if path.is_symlink():
            parts += ["--symlink", str(path.readlink()), name]
        elif path.is_dir():
            parts += ["--ro-bind", name, name]
    for name in _READ:
        parts += ["--ro-bind-try", name, name]
    return tuple(parts)


def _mount(option: str, path: Path) -> tuple[str, str, str]:
    place = str(path.absolute())
    return option, place, place


def _font_folders() -> tuple[Path, ...]:
    """Where fontconfig has fonts beside the usual places."""
    folders = {Path(file).parent for file in font_files() if file.startswith("/")}
    return tuple(sorted(each for each in folders if each.parts[1] != "usr"))
