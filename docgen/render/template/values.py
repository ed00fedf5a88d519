"""What a context may hold beside text, numbers, lists and dicts.

Such a value puts itself into the letter that is being made: the *place*, which each render sets
for itself, so that threads do not see each other's.
"""

from __future__ import annotations

import hashlib
from abc import ABC, abstractmethod
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field

from docx.image.exceptions import (
    InvalidImageStreamError,
    UnexpectedEndOfFileError,
    UnrecognizedImageError,
)

LOGO_HEIGHT_MM = 20
# What python-docx raises for a picture that it cannot measure.
IMAGE_ERRORS = (InvalidImageStreamError, UnexpectedEndOfFileError, UnrecognizedImageError)

# Reads a file of the workspace by its path; raises OSError.
FileReader = Callable[[str], bytes]


@dataclass(slots=True)
class Place(ABC):
    """The letter that is being made, as far as its values need it.

    Of the part that is being filled: ``has_signs`` when a value brought signs that docxtpl gives a
    meaning, ``has_markup`` when one brought markup of which nobody knows whether it is whole.
    ``read_files`` are the files that the letter takes in, by path, with their SHA-256.
    """

    reader: FileReader | None
    has_signs: bool = field(default=False, kw_only=True)
    has_markup: bool = field(default=False, kw_only=True)
    read_files: dict[str, str] = field(default_factory=dict, kw_only=True)

    def read(self, path: str) -> bytes:
        """A file of the workspace. Raises OSError."""
        if self.reader is None:
            raise FileNotFoundError(path)
        data = self.reader(path)
        self.read_files[path] = hashlib.sha256(data).hexdigest()
        return data

    @abstractmethod
    def draw(self, image: Image) -> str:
        """The XML of a picture, in a run of its own. Raises IMAGE_ERRORS."""

    @abstractmethod
    def insert(self, document: Subdocument) -> str:
        """The XML of another document's text."""


_place: ContextVar[Place] = ContextVar("_place")


@contextmanager
def at(place: Place) -> Iterator[None]:
    """Within: values put themselves into this letter."""
    token = _place.set(place)
    try:
        yield
    finally:
        _place.reset(token)


def place() -> Place:
    """The letter that is being made."""
    return _place.get()


@dataclass(frozen=True, slots=True)
class Image:
    """A picture for a placeholder: PNG or JPEG bytes and its height on the page in mm."""

    data: bytes
    height_mm: float = LOGO_HEIGHT_MM

    def __html__(self) -> str:
        return place().draw(self)

    def __str__(self) -> str:
        return place().draw(self)


@dataclass(frozen=True, slots=True)
class Subdocument:
    """The bytes of another .docx whose text stands where the placeholder stood."""

    data: bytes

    def __html__(self) -> str:
        return place().insert(self)

    def __str__(self) -> str:
        return place().insert(self)
