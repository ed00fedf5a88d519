"""What tests of more than one folder share; it imports nothing of those folders.

* ``flowchart``: SOPs for the layout, and what makes a drawing sound.
* ``golden``: what was looked at once and is compared with from then on.
"""
