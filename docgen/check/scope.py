"""A narrower check: only what lies under a path of the workspace, or the one document it is of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from docgen.check.expectations import Expectations, ExpectedBundle
from docgen.check.files import Files
from docgen.check.pdf.drawn import is_picture
from docgen.findings import Finding, Where, error


def is_under(name: str, scope: str) -> bool:
    """Whether a workspace path is ``scope`` or lies in it; "" is the whole workspace."""
    return not scope or name == scope or name.startswith(f"{scope}/")


def narrow(expected: Expectations, scope: str) -> Expectations:
    """What is expected under ``scope``; a file of a letter stands for its letter."""
    letters = tuple(
        each
        for each in expected.letters
        if is_under(each.folder, scope) or is_under(scope, each.folder)
    )
    chosen = {each.id for each in letters}
    return replace(
        expected,
        letters=letters,
        documents=tuple(
            document
            for document in expected.documents
            if document.id in chosen
            or any(
                is_under(name, scope)
                for name in (document.office_file, document.pdf, *document.also)
            )
        ),
        bundles=tuple(
            bundle
            for bundle in expected.bundles
            if is_under(bundle.pdf, scope) or is_of_bundle(scope, bundle)
        ),
        prints=tuple(prints for prints in expected.prints if is_under(prints.pdf, scope)),
        scope=scope,
    )


def is_of_bundle(name: str, bundle: ExpectedBundle) -> bool:
    """Whether a workspace path is a bundle, one of its volumes, or what is kept beside it."""
    return name.startswith(f"{bundle.pdf.removesuffix('.pdf')}.")


def unverifiable(files: Files, bundle: ExpectedBundle, expected: Expectations) -> Iterator[Finding]:
    """Documents of a bundle that it cannot be held against, where nothing else checks them."""
    checked = {document.pdf for document in expected.documents}
    checked |= {each.file_of(copy) for each in expected.letters for copy in each.copies}
    for part in bundle.parts:
        # A file of other origin may be locked, and a picture is none to begin with.
        as_it_came = part.origin.is_outside or is_picture(part.pdf)
        is_there = files.has(part.pdf) if as_it_came else files.pdf(part.pdf) is not None
        if part.pdf not in checked and not is_there:
            message = (
                f"PDF «{part.title}» tidak ada atau rusak, jadi isinya dalam berkas arsip tidak "
                "dapat dibuktikan; jalankan docgen build"
            )
            yield error("bundle-source-missing", Where(part.pdf), message)
