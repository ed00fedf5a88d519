"""The profile."""

from docgen.model.workspace import Profile as Profile
