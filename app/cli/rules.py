"""`sip rules`: the rules as pages to read, and the terms by which they count."""

from pathlib import Path
from typing import Annotated

import typer

from app.cli import terms
from app.domain.errors import FieldError

app = typer.Typer(help="The rules as pages to read, and the terms by which they count.", no_args_is_help=True)
for command in (terms.diff, terms.adopt, terms.terms):
    app.command()(command)


@app.command()
def handbook(
    out: Annotated[Path, typer.Option(help="The folder to write it in.")],
) -> None:
    """Write the handbook: a page per rule in Swedish and in English, its examples as pictures, and an index.

    Example: sip rules handbook --out docs/reference/rules
    """
    from app.bootstrap.handbook import handbook as handbook_of

    if out.exists() and not out.is_dir():
        raise FieldError("out", f"{out} is a file; name a folder")
    pages = handbook_of().pages()
    for name, text in pages.items():
        page = out / name
        page.parent.mkdir(parents=True, exist_ok=True)
        page.write_text(text, encoding="utf-8")
    typer.echo(f"{len(pages)} files in {out}")
