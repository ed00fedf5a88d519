"""The plan: everything that the workspace must hold, worked out once as data.

:func:`~docgen.workspace.plan.plan.make_plan` is the place to start. Building, retiring, the
ledger, the lists, the bundle, the bag and the check all read it.
"""
