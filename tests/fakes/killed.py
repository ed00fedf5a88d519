#!/usr/bin/env python3
"""Is killed for good half-way through its first call, as by a machine without memory."""

import os
import signal
from pathlib import Path

from fake_soffice import inputs, write_pdf

for number, path in enumerate(inputs()):
    seen = Path(os.environ["FAKE_SEEN"])
    if number == 2 and not seen.exists():
        write_pdf(path, whole=False)
        seen.touch()
        os.kill(os.getpid(), signal.SIGKILL)
    write_pdf(path)
