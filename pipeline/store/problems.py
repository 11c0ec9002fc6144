"""What is wrong with a store: every message is a Chinese sentence that says what to do."""

from __future__ import annotations


class StoreProblem(ValueError):
    """The store cannot be used; nothing in it was changed.

    StoreProblem
    ├── ForeignStore   it is a file or database of some other program, or damaged
    ├── NewerStore     a newer kaoping has written it
    ├── BusyStore      another run goes on in it for longer than one waits
    └── NotStored      what is asked for is not in it
    """


class ForeignStore(StoreProblem):
    """It is a file or database of some other program, or damaged."""


class NewerStore(StoreProblem):
    """A newer kaoping has written it."""


class BusyStore(StoreProblem):
    """Another run goes on in it for longer than one waits."""


class NotStored(StoreProblem):
    """What is asked for is not in it."""
