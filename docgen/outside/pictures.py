"""How large a picture says it is, before anybody unpacks it."""

from __future__ import annotations

import io
import warnings

from PIL import Image

from docgen.findings import Finding, Where, error
from docgen.limits import MOST_PIXELS


def too_large(data: bytes, where: Where) -> Finding | None:
    """image-too-large: more points than any scan has, or texts that unpack to gigabytes."""
    words = _words(data)
    if not words:
        return None
    message = f"gambar ini terlalu besar: {words}. Simpan lebih kecil, atau pindai ulang 300 dpi."
    return error("image-too-large", where, message)


def _words(data: bytes) -> str:
    most = f"paling banyak {MOST_PIXELS // 1_000_000} juta titik"
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of large pictures, which scans are
            with Image.open(io.BytesIO(data)) as image:
                wide, high = image.size
    except Image.DecompressionBombError:
        return most
    except ValueError as problem:
        return "teks di dalamnya" if "chunk" in str(problem).lower() else ""
    except (OSError, SyntaxError, EOFError):
        return ""  # no picture, or a damaged one: told of by whoever needs it
    return f"{wide} x {high} titik, {most}" if wide * high > MOST_PIXELS else ""
