"""A narrower check: only what lies under a path of the workspace, or the one document it is of."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from docgen.check.expectations import BundlePapers, Claims
from docgen.check.files import Files
from docgen.check.pdf.drawn import is_picture
from docgen.findings import Finding, Where, error


def is_under(name: str, scope: str) -> bool:
    """Whether a workspace path is ``scope`` or lies in it; "" is the whole workspace."""
    return not scope or name == scope or name.startswith(f"{scope}/")


def narrow(claims: Claims, scope: str) -> Claims:
    """The claims about what lies under ``scope``; a file of a letter stands for its letter."""
    letters = tuple(
        papers
        for papers in claims.letters
        if is_under(papers.folder, scope) or is_under(scope, papers.folder)
    )
    chosen = {papers.id for papers in letters}
    return replace(
        claims,
        letters=letters,
        papers=tuple(
            paper
            for paper in claims.papers
            if paper.id in chosen
            or any(is_under(name, scope) for name in (paper.office_file, paper.pdf, *paper.also))
        ),
        bundles=tuple(
            bundle
            for bundle in claims.bundles
            if is_under(bundle.pdf, scope) or is_of_bundle(scope, bundle)
        ),
        prints=tuple(prints for prints in claims.prints if is_under(prints.pdf, scope)),
        scope=scope,
    )


def is_of_bundle(name: str, bundle: BundlePapers) -> bool:
    """Whether a workspace path is a bundle, one of its volumes, or what is kept beside it."""
    return name.startswith(f"{bundle.pdf.removesuffix('.pdf')}.")


def unproven(files: Files, bundle: BundlePapers, claims: Claims) -> Iterator[Finding]:
    """Documents of a bundle that it cannot be held against, where nothing else checks them."""
    checked = {paper.pdf for paper in claims.papers}
    checked |= {papers.file_of(copy) for papers in claims.letters for copy in papers.copies}
    for member in bundle.members:
        # A file of other origin may be locked, and a picture is none to begin with.
        as_it_came = member.origin.is_outside or is_picture(member.pdf)
        is_there = files.has(member.pdf) if as_it_came else files.pdf(member.pdf) is not None
        if member.pdf not in checked and not is_there:
            message = (
                f"PDF «{member.title}» tidak ada atau rusak, jadi isinya dalam berkas arsip tidak "
                "dapat dibuktikan; jalankan docgen build"
            )
            yield error("bundle-source-missing", Where(member.pdf), message)
