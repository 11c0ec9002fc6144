"""The command `kaoping`. What a command needs is imported when it is called: the start is quick."""

from __future__ import annotations

import signal
import sys

import typer

from .commands import diff, doctor, export, notices, run, scheme, show, tables
from .usage import Group

app = typer.Typer(
    name="kaoping",
    cls=Group,
    help="读取、修正、核对并汇总绩效管理目标考评表。",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
app.command("run", help=run.HELP)(run.run_command)
app.command("show", help=show.HELP)(show.show_command)
app.command("tables", help=tables.HELP)(tables.tables_command)
app.command("export", help=export.HELP)(export.export_command)
app.command("notices", help=notices.HELP)(notices.notices_command)
app.command("diff", help=diff.HELP)(diff.diff_command)
app.add_typer(scheme.app, name="scheme")
app.command("doctor", help=doctor.HELP)(doctor.doctor_command)


def main() -> None:
    """What the command calls."""
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # ends children as Ctrl-C does
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")  # a console that lacks a character shows ?
    app()
