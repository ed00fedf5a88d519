"""``docgen schema``: the JSON Schema of what people write by hand."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from types import MappingProxyType

from docgen.forms.papers import Settings
from docgen.starter.schema import (
    Schema,
    config_schema,
    letters_schema,
    profile_schema,
    sop_schema,
)

_BY_NAME: Mapping[str, Callable[[Settings], Schema]] = MappingProxyType(
    {
        "docgen": lambda _settings: config_schema(),
        "sop": lambda _settings: sop_schema(),
        "surat": letters_schema,
        "profil": lambda _settings: profile_schema(),
    }
)


def schema_text(name: str, settings: Settings) -> str:
    """A schema by its name (``choices.SCHEMAS``), as the text of its file."""
    return json.dumps(_BY_NAME[name](settings), ensure_ascii=False, indent=1) + "\n"
