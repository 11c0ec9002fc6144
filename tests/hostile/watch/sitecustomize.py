"""Put first on Python's path, this writes down what a process and its children should not do.

HOSTILE_WATCH is the file to write to, HOSTILE_MAY the folders that may be written in,
HOSTILE_SECRET a file that nobody may open. Connections by network, writes elsewhere and programs
other than Python, LibreOffice and those that inflate RAR are told, one a line.
"""

# ruff: noqa: PTH100, PTH112, PTH119 - pathlib is not to be loaded into every process for this
from __future__ import annotations

import os
import sys

_WRITES = os.O_WRONLY | os.O_RDWR | os.O_CREAT
_LOOKUPS = frozenset({"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr"})
_PATHS = {
    "os.mkdir": 1, "os.rename": 2, "os.remove": 1, "os.rmdir": 1, "os.link": 2, "os.symlink": 2,
    "os.truncate": 1, "os.chmod": 1,
}  # fmt: skip
"""Events whose first so many arguments are paths that are changed."""
_STARTS = frozenset({"subprocess.Popen", "os.exec", "os.posix_spawn", "os.system"})
_PROGRAMS = frozenset(
    {"soffice", "soffice.bin", "libreoffice", os.path.basename(sys.executable)}
    | {"unrar", "unar", "7z", "7zz", "bsdtar"}
)
_log = os.environ.get("HOSTILE_WATCH", "")
_may = tuple(filter(None, os.environ.get("HOSTILE_MAY", "").split(os.pathsep)))
_secret = os.environ.get("HOSTILE_SECRET", "")


def _complaint(event: str, arguments: tuple[object, ...]) -> str:
    """What is wrong with an event; empty if nothing."""
    if event == "open":
        return _of_opening(arguments)
    if event in _LOOKUPS:
        return repr(arguments)
    if event in {"socket.connect", "socket.sendto"}:
        return repr(arguments[1]) if isinstance(arguments[1], tuple) else ""
    if event in _STARTS:
        program = os.path.basename(os.fsdecode(_as_path(arguments[0])))
        return "" if program in _PROGRAMS or program.startswith("python") else repr(arguments[:2])
    for path in arguments[: _PATHS.get(event, 0)]:
        if not (_is_allowed(path) or _is_beside(arguments) or _is_there(event, path)):
            return repr(path)
    return ""


def _is_beside(arguments: tuple[object, ...]) -> bool:
    """Whether the path counts from a folder that is open: whose opening was seen."""
    return isinstance(arguments[-1], int) and arguments[-1] >= 0


def _is_there(event: str, path: object) -> bool:
    """Whether a folder is to be made that stands already."""
    return event == "os.mkdir" and os.path.isdir(_as_path(path))


def _of_opening(arguments: tuple[object, ...]) -> str:
    path, _, flags = arguments
    if isinstance(path, int):
        return ""
    if _secret and os.fsdecode(_as_path(path)) == _secret:
        return "the secret file"
    if isinstance(flags, int) and flags & _WRITES and not _is_allowed(path):
        return repr(path)
    return ""


def _is_allowed(path: object) -> bool:
    if isinstance(path, int):
        return True
    place = os.path.abspath(os.fsdecode(_as_path(path)))
    return place == os.devnull or any(
        place == folder or place.startswith(folder + os.sep) for folder in _may
    )


def _as_path(path: object) -> str | bytes:
    return path if isinstance(path, str | bytes) else os.fspath(path)  # type: ignore[call-overload]


def _tell(event: str, arguments: tuple[object, ...]) -> None:
    complaint = _complaint(event, arguments)
    if not complaint:
        return
    log = os.open(_log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
    os.write(log, f"{event}: {complaint}\n".encode("utf-8", "replace"))
    os.close(log)


if _log:
    _may = (*_may, _log.rpartition(os.sep)[0])
    sys.addaudithook(_tell)
