#!/usr/bin/env python3
"""Takes as long as LibreOffice does, and makes every PDF."""

import time

from fake_soffice import inputs, write_pdf

time.sleep(0.2)
for path in inputs():
    write_pdf(path)
    time.sleep(0.05)
