#!/usr/bin/env python3
"""Is killed at the bad file, half-way through the call."""

import os
import signal

from fake_soffice import inputs, is_bad, write_pdf

for path in inputs():
    if is_bad(path):
        os.kill(os.getpid(), signal.SIGSEGV)
    write_pdf(path)
