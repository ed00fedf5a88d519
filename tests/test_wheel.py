"""Installed as a wheel in an empty folder, by an ordinary user: begun, built, used as a library."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import pytest

from docgen.load.shipped import shipped

ROOT = Path(__file__).resolve().parent.parent
# Who runs it where the tests run as root.
USER = "nobody"
pytestmark = pytest.mark.full


@pytest.fixture(scope="module")
def place() -> Iterator[Path]:
    """A folder that another user may enter, with a blank in its name."""
    folder = Path(tempfile.mkdtemp(prefix="pasang docgen-"))
    folder.chmod(0o755)
    yield folder
    for path in folder.rglob("*"):
        if path.is_dir() and not path.is_symlink():
            path.chmod(0o755)
    shutil.rmtree(folder)


@pytest.fixture(scope="module")
def program(place: Path) -> Path:
    """The command, in an environment of its own with all that the wheel asks for."""
    wheels, own = place / "dist", place / "lingkungan"
    building = ["wheel", "--no-deps", "--no-build-isolation", "--wheel-dir", wheels, ROOT]
    run([sys.executable, "-m", "pip", "--quiet", *building])
    run([_everyones(), "-m", "venv", own])
    scripts = own / ("Scripts" if os.name == "nt" else "bin")
    installing = [scripts / "python", "-m", "pip", "--quiet", "install", *wheels.glob("*.whl")]
    done = subprocess.run(list(map(str, installing)), capture_output=True, text=True)
    if done.returncode and "No matching distribution" in done.stderr + done.stdout:
        pytest.skip("no index of packages can be reached")
    assert done.returncode == 0, done.stderr
    return scripts / "docgen"


def _everyones() -> str:
    """A Python that other users may run too: one in the home of root is nobody else's."""
    for each in (sys.executable, "/usr/bin/python3"):
        real = Path(each).resolve()
        if all(folder.stat().st_mode & 0o001 for folder in (real, *real.parents)):
            version = subprocess.run([each, "--version"], capture_output=True, text=True).stdout
            if tuple(map(int, version.split()[1].split(".")[:2])) >= (3, 11):
                return each
    pytest.skip("no Python that an ordinary user may run")


def run(words: Sequence[Any], **how: Any) -> subprocess.CompletedProcess[str]:
    done = subprocess.run(list(map(str, words)), capture_output=True, text=True, **how)
    assert done.returncode in (0, 3), done.stderr  # 3: no LibreOffice here
    return done


def as_user(folder: Path, home: Path) -> dict[str, Any]:
    """An ordinary user with a home that nobody can write to, outside of the repository."""
    home.mkdir(mode=0o555)
    folder.mkdir()
    named = {"PATH", "LANG", "SYSTEMROOT", "TEMP", "TMP", "DOCGEN_SOFFICE"}
    environ = {key: text for key, text in os.environ.items() if key in named}
    how: dict[str, Any] = {"cwd": folder, "env": {**environ, "HOME": str(home)}}
    if hasattr(os, "getuid") and os.getuid() == 0:
        shutil.chown(folder, USER)
        how |= {"user": USER, "group": "nogroup", "extra_groups": []}
    return how


def test_begun_and_built_outside_the_repository(place: Path, program: Path) -> None:
    folder, home = place / "kantor kami", place / "rumah"
    how = as_user(folder, home)
    run([program, "--version"], **how)
    run([program, "init", "x", "--baku"], **how)
    run([program, "build"], **{**how, "cwd": folder / "x"})
    assert list((folder / "x/output").rglob("*.docx"))
    run([program, "init", "contoh", "--contoh"], **how)
    run([program, "build", "-C", "contoh", "letters.*"], **how)
    run([program, "template", "list"], **how)
    run([program, "template", "new", "nota-dinas", "-o", "nota kami.docx"], **how)
    run([program, "template", "preview", "nota kami.docx", "-o", "lihat.docx"], **how)
    assert (folder / "lihat.docx").is_file()
    assert list(home.iterdir()) == []
    assert not list(folder.rglob("*.sementara"))


def test_used_as_a_library(place: Path, program: Path) -> None:
    how = as_user(place / "program lain", place / "rumah lain")
    shutil.copyfile(shipped("templates/surat_dinas.docx"), place / "program lain/surat.docx")
    words = (
        "import docgen; office = dict(pemerintah='P', nama='N', kota='K');"
        "row = dict(id='a', tujuan='Camat', hal='h', pembuka='p', isi='i', penutup='t');"
        "print(len(docgen.render_letter('surat.docx', row, office=office)))"
    )
    assert int(run([program.with_name("python"), "-c", words], **how).stdout) > 5_000


def test_the_wheel_holds_what_type_checkers_and_a_start_need(place: Path, program: Path) -> None:
    (wheel,) = (place / "dist").glob("*.whl")
    names = set(zipfile.ZipFile(wheel).namelist())
    assert {"docgen/py.typed", "docgen/__init__.pyi", "docgen/templates/told.toml"} <= names
    assert any(name.startswith("docgen/start/templates/") for name in names)
    assert not any(name.startswith(("tests/", "benchmarks/")) for name in names)
