"""Inputs that would take the machine: made when a test asks for them, none is kept.

A kind of input is a function that makes a file or a node; a way says where docgen meets it. A case
is one of each.
"""
