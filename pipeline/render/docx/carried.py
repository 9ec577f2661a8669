"""A record that travels in the file, in a custom XML part that word processors keep as it is."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree

if TYPE_CHECKING:
    from docx.document import Document as DocumentType

_NAMESPACE = "http://schemas.openxmlformats.org/officeDocument/2006/customXml"


def carry_record(document: DocumentType, record: bytes) -> None:
    """Put an XML record into the package, with the properties by which Word knows it."""
    package = document.part.package
    item = Part(PackURI("/customXml/item1.xml"), CONTENT_TYPE.XML, record, package)
    document.part.relate_to(item, RELATIONSHIP_TYPE.CUSTOM_XML)
    root = etree.Element(f"{{{_NAMESPACE}}}datastoreItem", nsmap={"ds": _NAMESPACE})
    name = str(uuid.uuid5(uuid.NAMESPACE_OID, record.decode("ascii"))).upper()
    root.set(f"{{{_NAMESPACE}}}itemID", f"{{{name}}}")
    etree.SubElement(root, f"{{{_NAMESPACE}}}schemaRefs")
    properties = Part(
        PackURI("/customXml/itemProps1.xml"),
        CONTENT_TYPE.OFC_CUSTOM_XML_PROPERTIES,
        etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True),
        package,
    )
    item.relate_to(properties, RELATIONSHIP_TYPE.CUSTOM_XML_PROPS)
