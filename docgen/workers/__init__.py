"""Who works on what is handed out: processes of this machine, or a cluster of many machines.

:mod:`~docgen.workers.protocol` says what they have in common, ``concurrent.futures.Executor`` in
shape; :mod:`~docgen.workers.here` are the processes, :mod:`~docgen.workers.cluster` is Dask
distributed. :mod:`~docgen.workers.ahead` hands out items in portions, gives the results in any
order, and sees to it that nothing is lost with who worked on it.
"""
