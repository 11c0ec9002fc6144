"""A run on many machines: its tasks are done by the workers of a Dask cluster.

`connected(address)` gives an executor for `batch.call_all`. `edition` tells whether a machine would
come to the same results, `parcel` how files get there, `errand` what a worker does, `under_way`
what becomes of a task whose worker is lost. Dask itself is imported only here within, and only when
a cluster is asked for.
"""

from __future__ import annotations

from .connection import connected
from .executor import Cluster
from .problem import ClusterProblem

__all__ = ["Cluster", "ClusterProblem", "connected"]
