"""A browser that opens a page of ours, does something on it, and tells what it then shows."""

from __future__ import annotations

import html
import re
import shutil
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

BROWSER = shutil.which("chromium") or shutil.which("chromium-browser")

_POLICY = re.compile('<meta http-equiv="Content-Security-Policy"[^>]*>')
_PATIENCE = 60  # seconds; it takes two
_TOLD = re.compile('<pre id="told">(.*?)</pre>', re.DOTALL)
_STEPS = """<pre id="told"></pre><script>
const form = document.getElementById("filter");
const wait = () => new Promise((done) => setTimeout(done, 300));
const told = (line) => { document.getElementById("told").textContent += line + "\\n"; };
const shown = () => {
  const units = [...document.querySelectorAll(".unit")].filter((unit) => !unit.hidden);
  const items = units.map((unit) => unit.querySelectorAll(".problems > li:not([hidden])").length);
  return units.map((unit, at) => unit.id + ":" + items[at]).join(" ");
};
const enter = async (field, text) => {
  form.elements[field].value = text;
  form.dispatchEvent(new Event("input"));
  await wait();
};
(async () => { STEPS })();
</script></body>"""


def told_by(page: str, steps: str, folder: Path) -> list[str]:
    """The lines that these steps (JavaScript) tell of the page; `folder` holds it meanwhile.

    The page's policy would forbid the steps, and is left out.
    """
    file = folder / "page.html"
    text = _POLICY.sub("", page).replace("</body>", _STEPS.replace("STEPS", steps))
    file.write_text(text, encoding="utf-8")
    found = _TOLD.search(_run(folder, "--dump-dom", file.as_uri()))
    return html.unescape(found[1]).splitlines() if found else []


def printed_by(page: str, folder: Path) -> Path:
    """The page as the browser prints it: a PDF."""
    file = folder / "page.html"
    file.write_text(page, encoding="utf-8")
    printed = folder / "page.pdf"
    _run(folder, "--no-pdf-header-footer", f"--print-to-pdf={printed}", file.as_uri())
    return printed


def _run(folder: Path, *arguments: str) -> str:
    settings = ("--headless", "--no-sandbox", "--disable-gpu", f"--user-data-dir={folder / 'own'}")
    command = [BROWSER or "", *settings, "--virtual-time-budget=20000", *arguments]
    done = subprocess.run(command, capture_output=True, timeout=_PATIENCE, check=True)
    return done.stdout.decode()
