"""The XML floor: speaks the schema's words (ECMA-376) and no domain words."""
