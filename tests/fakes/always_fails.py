#!/usr/bin/env python3
"""A broken installation: never writes anything; notes each call."""

import os
from pathlib import Path

with Path(os.environ["FAKE_CALLS"]).open("a") as notes:
    notes.write("call\n")
