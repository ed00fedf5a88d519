#!/usr/bin/env python3
"""Hangs at the bad file, deaf to SIGTERM, with a child; notes the ids of both."""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

from fake_soffice import inputs, is_bad, write_pdf

for path in inputs():
    if is_bad(path):
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
        with Path(os.environ["FAKE_PIDS"]).open("a") as notes:
            notes.write(f"{os.getpid()}\n{child.pid}\n")
        time.sleep(600)
    write_pdf(path)
