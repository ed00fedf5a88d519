"""Elements of Office's XML by their local names: the same are in other namespaces elsewhere."""

from __future__ import annotations

from lxml import etree


def local(element: etree._Element) -> str:
    """The name of an element without its namespace; "" for comments."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def first(element: etree._Element | None, path: str) -> etree._Element | None:
    """The first element at a path of local names."""
    if element is None:
        return None
    found: etree._Element | None = element.find("/".join(f"{{*}}{p}" for p in path.split("/")))
    return found


def number(element: etree._Element | None, name: str, default: int = 0) -> int:
    """A number of an attribute; ``default`` for none, and for what is none."""
    try:
        return int(float(element.get(name, default))) if element is not None else default
    except (ValueError, OverflowError):
        return default
