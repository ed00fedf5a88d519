"""What a letter is made from: of its template all, of its row only what the template reads."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from docgen import __version__
from docgen.errors import FindingsError
from docgen.findings import Where
from docgen.pipeline.output import digest
from docgen.render.template import Image, Template


class Reading:
    """Hashes of what the letters of one template are made from.

    A column that the template does not name may change without the letter being made again.
    """

    def __init__(self, template: Template) -> None:
        self._template = template
        self._fixed = digest(__version__, template.data)
        try:
            self._names = sorted(template.placeholders())
            self._reads_files = template.reads_files()
        except FindingsError:
            # The template cannot be read, which is a finding of the preflight.
            self._names, self._reads_files = [], False

    def digest(self, context: Mapping[str, Any], row: Where) -> str:
        """The hash for one context; with it, that of the files that filters put in.

        A file that is not there is a finding when the letter is made.
        """
        read = {name: context.get(name) for name in self._names}
        files: Mapping[str, str] = {}
        if self._reads_files:
            try:
                files = self._template.files_read(context)
            except FindingsError:
                files = {"": str(row)}
        return digest(self._fixed, json.dumps([read, files], default=_plain))


def _plain(value: object) -> object:
    if isinstance(value, Image):
        return [_sha256(value.data), value.height_mm]
    return str(value)


@lru_cache(maxsize=64)
def _sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()
