"""LibreOffice's settings for files that nobody vouches for: nothing runs, nothing is fetched.

A profile is made for each start and thrown away: what one file may have done to it never meets
another, and two starts at once never meet at all.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

if TYPE_CHECKING:
    from pathlib import Path

_COMMON = "/org.openoffice.Office.Common"
_SECURITY = f"{_COMMON}/Security/Scripting"
_PROXY = "/org.openoffice.Inet/Settings"
_NOWHERE = "127.0.0.1"
_DISCARD = "9"  # a port at which nobody listens

# Names and meanings: LibreOffice's officecfg/registry/schema.
SETTINGS = (
    (_SECURITY, "MacroSecurityLevel", "3"),  # only from trusted places, of which there are none
    (_SECURITY, "DisableMacrosExecution", "true"),
    (_SECURITY, "DisablePythonRuntime", "true"),
    (_SECURITY, "DisableActiveContent", "true"),
    (_SECURITY, "DisableOLEAutomation", "true"),
    (_SECURITY, "BlockUntrustedRefererLinks", "true"),
    (_SECURITY, "CheckDocumentEvents", "true"),
    ("/org.openoffice.Office.Writer/Content/Update", "Link", "0"),  # never
    ("/org.openoffice.Office.Calc/Content/Update", "Link", "2"),  # never
    # What stood in the file when it was saved is what its author saw: nothing is to be calculated
    # anew (1: never), where LibreOffice lets itself be told so.
    ("/org.openoffice.Office.Calc/Formula/Load", "ODFRecalcMode", "1"),
    ("/org.openoffice.Office.Calc/Formula/Load", "OOXMLRecalcMode", "1"),
    # All that goes by the network would go to a proxy that does not exist.
    (_PROXY, "ooInetProxyType", "2"),
    (_PROXY, "ooInetHTTPProxyName", _NOWHERE),
    (_PROXY, "ooInetHTTPProxyPort", _DISCARD),
    (_PROXY, "ooInetHTTPSProxyName", _NOWHERE),
    (_PROXY, "ooInetHTTPSProxyPort", _DISCARD),
    (_PROXY, "ooInetFTPProxyName", _NOWHERE),
    (_PROXY, "ooInetFTPProxyPort", _DISCARD),
    (_PROXY, "ooInetNoProxy", ""),
    (f"{_COMMON}/Misc", "FirstRun", "false"),
    (f"{_COMMON}/Misc", "CrashReport", "false"),
    (f"{_COMMON}/Save/Document", "CreateBackup", "false"),
    ("/org.openoffice.Office.Recovery/AutoSave", "Enabled", "false"),
    ("/org.openoffice.Office.Java/VirtualMachine", "Enable", "false"),
    ("/org.openoffice.Setup/L10N", "ooSetupSystemLocale", "zh-CN"),
)


def make_profile(folder: Path) -> None:
    """Write a profile with these settings into a new folder."""
    user = folder / "user"
    user.mkdir(parents=True)
    items = "".join(_item(*setting) for setting in SETTINGS)
    (user / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<oor:items xmlns:oor="http://openoffice.org/2001/registry">'
        f"{items}</oor:items>\n",
        encoding="utf-8",
    )


def _item(path: str, name: str, value: str) -> str:
    return (
        f'<item oor:path="{path}"><prop oor:name="{name}" oor:op="fuse">'
        f"<value>{escape(value)}</value></prop></item>"
    )
