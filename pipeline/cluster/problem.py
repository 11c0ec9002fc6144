"""The cluster cannot be had, or is not fit."""

from __future__ import annotations


class ClusterProblem(Exception):
    """The run cannot go on with this cluster; the message says why, and what to do, in Chinese."""
