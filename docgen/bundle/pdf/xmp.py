"""The XMP packet of a copy or a bundle: its title, and docgen's own properties.

PDF/A allows properties of one's own when an extension schema in the same packet describes them
(ISO 19005-2, 6.6.2.3). Specimen::

    <rdf:Description rdf:about="" xmlns:docgen="https://docgen.invalid/ns/1.0/">
      <docgen:letter>undangan-001</docgen:letter>
      <docgen:role>tembusan</docgen:role>
    </rdf:Description>
"""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree
from pikepdf import Name, Pdf, PdfError, Stream

from docgen.outside.xml import parse_xml

NAMESPACE = "https://docgen.invalid/ns/1.0/"
# The four properties of a copy and what the extension schema says of them.
PROPERTIES = {
    "letter": "Identifier of the letter",
    "role": "Role of the copy: asli, tembusan or arsip",
    "recipient": "Who gets the copy",
    "version": "Version of docgen that made the copy",
}

# Flavours of PDF/A: without files inside, and with any file inside (ISO 19005-3).
PLAIN, WITH_FILES = "2b", "3b"

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
X = "adobe:ns:meta/"
DC = "http://purl.org/dc/elements/1.1/"
PDFA_ID = "http://www.aiim.org/pdfa/ns/id/"
EXTENSION = "http://www.aiim.org/pdfa/ns/extension/"
SCHEMA = "http://www.aiim.org/pdfa/ns/schema#"
PROPERTY = "http://www.aiim.org/pdfa/ns/property#"
_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_BEGIN = '<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>\n'.encode()
_END = b'\n<?xpacket end="w"?>'


def read_packet(pdf: Pdf) -> etree._Element:
    """The ``x:xmpmeta`` of a PDF; a new, empty one when it has none that can be read."""
    try:
        root = parse_xml(stored_packet(pdf), blanks=False)
    except etree.XMLSyntaxError:
        root = None
    if root is not None and root.find(_tag(RDF, "RDF")) is not None:
        return root
    root = etree.Element(_tag(X, "xmpmeta"), nsmap={"x": X})
    etree.SubElement(root, _tag(RDF, "RDF"), nsmap={"rdf": RDF})
    return root


def stored_packet(pdf: Pdf) -> bytes:
    """The packet as a PDF holds it, empty when there is none that can be read."""
    metadata = pdf.Root.get("/Metadata")
    try:
        return metadata.read_bytes() if isinstance(metadata, Stream) else b""
    except PdfError:
        return b""


def archival_packet() -> etree._Element:
    """A packet that says PDF/A-2b and nothing else (ISO 19005-2, 6.6.4)."""
    root = etree.Element(_tag(X, "xmpmeta"), nsmap={"x": X})
    etree.SubElement(root, _tag(RDF, "RDF"), nsmap={"rdf": RDF})
    description = _description(root, "pdfaid", PDFA_ID)
    _child(description, PDFA_ID, "part").text = "2"
    _child(description, PDFA_ID, "conformance").text = "B"
    return root


def part_of(root: etree._Element) -> str:
    """The part of ISO 19005 that the packet claims, "" for none."""
    return next((part.text or "" for part in root.iter(_tag(PDFA_ID, "part"))), "")


def declare(pdf: Pdf, flavour: str) -> None:
    """Let the packet say which flavour of PDF/A the file is."""
    root = read_packet(pdf)
    for part in root.iter(_tag(PDFA_ID, "part")):
        part.text = flavour[0]
    write_packet(pdf, root)


def packet_of(root: etree._Element) -> bytes:
    """The packet as it stands in a file."""
    return _BEGIN + etree.tostring(root, encoding="utf-8", pretty_print=True).strip() + _END


def write_packet(pdf: Pdf, root: etree._Element) -> None:
    """Store the packet, readable without decompression."""
    data = packet_of(root)
    pdf.Root.Metadata = pdf.make_stream(data, Type=Name.Metadata, Subtype=Name.XML)


def set_title(root: etree._Element, title: str) -> None:
    """Make ``dc:title`` say ``title`` and nothing else."""
    for old in list(root.iter(_tag(DC, "title"))):
        _remove(old)
    entry = etree.SubElement(_description(root, "dc", DC), _tag(DC, "title"))
    item = _child(_child(entry, RDF, "Alt"), RDF, "li")
    item.set(_LANG, "x-default")
    item.text = _legible(title)


def described(root: etree._Element) -> dict[str, etree._Element]:
    """Describe docgen's properties by an extension schema; the element of each, to :func:`fill`."""
    remove_properties(root)
    _describe(root)
    description = _description(root, "docgen", NAMESPACE)
    return {name: _child(description, NAMESPACE, name) for name in PROPERTIES}


def fill(properties: Mapping[str, etree._Element], values: Mapping[str, str]) -> None:
    """Let the properties say these values, in place of earlier ones."""
    for name, element in properties.items():
        element.text = _legible(values[name])


def remove_properties(root: etree._Element) -> None:
    """Take docgen's properties and their description out again; others stay."""
    for item in list(root.iter(f"{{{NAMESPACE}}}*")):
        _remove(item)
    for uri in list(root.iter(_tag(SCHEMA, "namespaceURI"))):
        schema = uri.getparent()
        if uri.text == NAMESPACE and schema is not None:
            _remove(schema)
    for bag in list(root.iter(_tag(RDF, "Bag"))):
        if not len(bag):
            _remove(bag)
    for schemas in list(root.iter(_tag(EXTENSION, "schemas"))):
        if not len(schemas):
            _remove(schemas)
    for description in list(root.iter(_tag(RDF, "Description"))):
        if not len(description) and set(description.attrib) <= {_tag(RDF, "about")}:
            _remove(description)


def described_properties(root: etree._Element) -> frozenset[str]:
    """All property names in ``{namespace}name`` form that extension schemas describe."""
    found = set()
    for bag in root.iter(_tag(EXTENSION, "schemas")):
        for schema in bag.iterfind(f"{_tag(RDF, 'Bag')}/{_tag(RDF, 'li')}"):
            uri = schema.findtext(_tag(SCHEMA, "namespaceURI"), "")
            for name in schema.iter(_tag(PROPERTY, "name")):
                found.add(_tag(uri, name.text or ""))
    return frozenset(found)


def own_properties(root: etree._Element) -> frozenset[str]:
    """The names of docgen's properties that the packet uses, in ``{namespace}name`` form."""
    tags = (item.tag for item in root.iter() if isinstance(item.tag, str))
    return frozenset(tag for tag in tags if tag.startswith(f"{{{NAMESPACE}}}"))


def _describe(root: etree._Element) -> None:
    schemas = root.find(f".//{_tag(EXTENSION, 'schemas')}")
    if schemas is None:
        description = _description(
            root, "pdfaExtension", EXTENSION, pdfaSchema=SCHEMA, pdfaProperty=PROPERTY
        )
        schemas = _child(description, EXTENSION, "schemas")
    bag = schemas.find(_tag(RDF, "Bag"))
    schema = _structure(_child(schemas, RDF, "Bag") if bag is None else bag)
    _child(schema, SCHEMA, "schema").text = "docgen"
    _child(schema, SCHEMA, "namespaceURI").text = NAMESPACE
    _child(schema, SCHEMA, "prefix").text = "docgen"
    names = _child(_child(schema, SCHEMA, "property"), RDF, "Seq")
    for name, meaning in PROPERTIES.items():
        entry = _structure(names)
        _child(entry, PROPERTY, "name").text = name
        _child(entry, PROPERTY, "valueType").text = "Text"
        _child(entry, PROPERTY, "category").text = "external"
        _child(entry, PROPERTY, "description").text = meaning


def _description(root: etree._Element, prefix: str, uri: str, **more: str) -> etree._Element:
    rdf = root.find(_tag(RDF, "RDF"))
    assert rdf is not None  # read_packet saw to it
    nsmap = {"rdf": RDF, prefix: uri, **more}
    description = etree.SubElement(rdf, _tag(RDF, "Description"), nsmap=nsmap)
    description.set(_tag(RDF, "about"), "")
    return description


def _remove(item: etree._Element) -> None:
    parent = item.getparent()
    assert parent is not None  # the root itself is never removed
    parent.remove(item)


def _legible(text: str) -> str:
    """The text without what XML cannot hold: control characters become spaces."""
    return "".join(char if char.isprintable() else " " for char in text)


def _structure(array: etree._Element) -> etree._Element:
    item = _child(array, RDF, "li")
    item.set(_tag(RDF, "parseType"), "Resource")
    return item


def _child(parent: etree._Element, uri: str, name: str) -> etree._Element:
    return etree.SubElement(parent, _tag(uri, name))


def _tag(uri: str, name: str) -> str:
    return f"{{{uri}}}{name}"
