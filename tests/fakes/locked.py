#!/usr/bin/env python3
"""Finds a lock in its profile, as of a LibreOffice that was killed, and gives up; once."""

import os
import sys
from pathlib import Path
from urllib.parse import unquote, urlparse

from fake_soffice import inputs, write_pdf

option = next(word for word in sys.argv if word.startswith("-env:UserInstallation="))
lock = Path(unquote(urlparse(option.partition("=")[2]).path)) / ".lock"
seen = Path(os.environ["FAKE_SEEN"])
if inputs() and not seen.exists():
    seen.touch()
    lock.touch()
if lock.exists():
    sys.exit(1)
for path in inputs():
    write_pdf(path)
