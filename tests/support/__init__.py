"""What tests of more than one folder share; it imports nothing of those folders.

* ``office``: any small office's workspace, written to the disk from a few lines of data.
* ``small_office``: the office of most tests, which builds in a second without LibreOffice.
* ``workspaces``: the sample, copied or built once; what lies in a folder; LibreOffice and fakes.
* ``workbooks``, ``documents``, ``pdfs``, ``hostile_pdfs``: files, and what stands in them.
* ``letters``, ``hard_letters``: letters as data and as office files, and the lines they have.
* ``reports``: the result of a check made by hand, for its page.
* ``flowchart``: SOPs for the layout, and what makes a drawing sound.
* ``golden``: what was looked at once and is compared with from then on.
"""
