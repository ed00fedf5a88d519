"""The start that travels with the package: templates, sample specs and data."""

from __future__ import annotations

from pathlib import Path

import docgen

# In a wheel they stand inside the package, in a checkout beside it.
_PLACES = (Path(docgen.__file__).parent / "start", Path(docgen.__file__).parent.parent)


def shipped(name: str) -> Path:
    """The path of a shipped file such as ``templates/sop.docx``."""
    return next((place / name for place in _PLACES if (place / name).exists()), _PLACES[0] / name)
