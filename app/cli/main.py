"""`sip`, the command line: one command per file, each importing what it needs when it is run."""

import sys

import typer

from app.cli import (
    audit,
    demo,
    digest,
    explain,
    gaps,
    issuers,
    keys,
    pace,
    registrations,
    retention,
    rules,
    service,
    simulation,
    statistics,
    sweep,
)
from app.domain.errors import CaseFileError, DomainError
from app.domain.printable import one_line

app = typer.Typer(
    help="Samordnad individuell planering: the service, and its tools for operators and rule authors.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    add_completion=False,
)
gaps.app.command()(explain.explain)
gaps.app.command()(sweep.sweep)
app.add_typer(gaps.app, name="gaps")
app.add_typer(rules.app, name="rules")
app.add_typer(statistics.app, name="statistics")
app.add_typer(registrations.actors, name="actors")
app.add_typer(issuers.issuers, name="issuers")
app.add_typer(registrations.clients, name="clients")
app.add_typer(audit.app, name="audit")
app.add_typer(keys.app, name="keys")
app.add_typer(retention.app, name="retention")
app.add_typer(digest.app, name="digest")
SERVICE = (service.serve, service.worker, service.migrate, service.register, pace.pace, service.openapi)
for command in (demo.demo, demo.sign_in, *SERVICE, simulation.simulate):
    app.command()(command)


def main() -> None:
    """Run the command; what the user can act on becomes a line on standard error for each problem, and exit code 1."""
    try:
        app()
    except DomainError as error:
        print(error if isinstance(error, CaseFileError) else one_line(str(error)), file=sys.stderr)
        sys.exit(1)
