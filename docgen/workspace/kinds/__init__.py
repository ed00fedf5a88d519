"""The kinds of documents, one file each: all that is special to a kind is said there.

A new kind is a module with a :class:`~docgen.workspace.kinds.base.Kind` and a line in ``KINDS``.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from docgen.model.workspace import Workspace, workspace_model
from docgen.workspace.kinds.base import Kind
from docgen.workspace.kinds.disposition import DISPOSITION
from docgen.workspace.kinds.label import LABEL
from docgen.workspace.kinds.letter import LETTER
from docgen.workspace.kinds.recap import RECAP
from docgen.workspace.kinds.sop import SOP

# In the order of the pipeline, of the logs, and of the bundles.
KINDS: tuple[Kind[Any, Any], ...] = (SOP, LETTER, DISPOSITION, RECAP, LABEL)


def kind_of(key: str) -> Kind[Any, Any]:
    """The kind whose sets stand in the tables ``[KEY.NAME]``."""
    return next(kind for kind in KINDS if kind.key == key)


def config_model() -> type[Workspace]:
    """What ``docgen.toml`` may say: the tables of every kind, and what all workspaces have."""
    return _config_model(KINDS)


@cache
def _config_model(kinds: tuple[Kind[Any, Any], ...]) -> type[Workspace]:
    return workspace_model({kind.key: kind.declared for kind in kinds})
