#!/usr/bin/env python3
"""Exits with 81 on a new profile, as LibreOffice does, and works the second time."""

import sys
from pathlib import Path
from urllib.parse import unquote, urlparse

from fake_soffice import inputs, write_pdf

option = next(word for word in sys.argv if word.startswith("-env:UserInstallation="))
mark = Path(unquote(urlparse(option.partition("=")[2]).path)) / "seen"
if not mark.exists():
    mark.touch()
    sys.exit(81)
for path in inputs():
    write_pdf(path)
