"""SOPs for the layout tests, and what makes a drawing of one sound.

* ``sops``: plain and random SOPs, and their drawings.
* ``lines``: how lines lie to symbols and to each other.
* ``soundness``: all that a sound drawing keeps to, in one assertion.
"""
