"""The sample workspace, copied or built once; what lies in a folder; LibreOffice and its fakes."""

from __future__ import annotations

import atexit
import contextlib
import functools
import io
import os
import shutil
import tempfile
from pathlib import Path

import pytest

from docgen.cli import run
from docgen.convert import find_soffice

ROOT = Path(__file__).resolve().parents[2]
SAMPLE = ("docgen.toml", "templates", "sop_specs", "data")
FAKES = ROOT / "tests" / "fakes"


def copy_sample(folder: Path) -> Path:
    """The repository's own workspace in ``folder``, without what it built."""
    folder.mkdir(parents=True, exist_ok=True)
    for name in SAMPLE:
        source = ROOT / name
        if source.is_dir():
            ignored = shutil.ignore_patterns("make", "__pycache__")
            shutil.copytree(source, folder / name, ignore=ignored)
        else:
            shutil.copy(source, folder / name)
    return folder


def snapshot(folder: Path) -> dict[str, bytes]:
    """Every file under a folder with its bytes."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def soffice() -> Path:
    """The real LibreOffice; skips the test when there is none."""
    program = find_soffice(os.environ)
    if program is None:
        pytest.skip("LibreOffice is not installed")
    return program


@functools.cache
def built_sample() -> Path:
    """The sample workspace, built by the command line once for all tests; not to be changed."""
    soffice()
    temporary = Path(tempfile.mkdtemp(prefix="docgen-tests-"))
    atexit.register(shutil.rmtree, temporary, ignore_errors=True)
    folder = copy_sample(temporary / "contoh")
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        code = run(["build", "-q", "-C", str(folder)])
    assert code == 0
    return folder


def fake(name: str) -> Path:
    """The fake of that name for LibreOffice."""
    program = FAKES / f"{name}.py"
    program.chmod(0o755)  # a checkout may have lost the bit
    return program


def use_fake(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    """Let docgen take the fake for LibreOffice; its calls are written down in ``calls``."""
    monkeypatch.setenv("DOCGEN_SOFFICE", str(fake(name)))
    monkeypatch.setenv("FAKE_CALLS", str(tmp_path / "calls"))


def running(temporary: Path) -> list[str]:
    """Processes whose command line names the temporary folder."""
    found = []
    for path in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            command = path.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:  # ended in between
            continue
        if str(temporary) in command:
            found.append(command)
    return found
