"""What pages share: their look, their templates, and the policy that lets nothing be loaded.

It opens by double click from a USB stick, prints, fits a telephone and works without JavaScript.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Sequence
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined


def stylesheet() -> str:
    """The look that all pages share."""
    return part_of("docgen.webpage", "style.css")


def part_of(package: str, name: str) -> str:
    """A file of a package as it goes into its page."""
    return (resources.files(package) / name).read_text(encoding="utf-8")


def environment(package: str) -> Environment:
    """Templates of a package, in which everything is escaped and nothing undefined."""
    return Environment(
        loader=PackageLoader(package, ""),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def policy(styles: Sequence[str], scripts: Sequence[str]) -> str:
    """The Content-Security-Policy: these very styles and scripts, and pictures within the page."""
    return "; ".join(
        (
            "default-src 'none'",
            f"style-src {' '.join(map(_source, styles))}",
            f"script-src {' '.join(map(_source, scripts)) or _NONE}",
            "img-src data:",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


_NONE = "'none'"


def _source(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"
