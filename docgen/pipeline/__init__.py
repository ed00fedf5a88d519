"""The order of things, and nothing else: a screen for each command.

:mod:`~docgen.pipeline.build` is the place to start: all seven stages. :mod:`~docgen.pipeline.check`
is the seventh alone, :mod:`~docgen.pipeline.standalone` what needs no workspace,
:mod:`~docgen.pipeline.register` the agenda books, :mod:`~docgen.pipeline.templates` a template
against its data.
"""
