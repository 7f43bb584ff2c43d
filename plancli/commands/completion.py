"""plancli completion: a script that completes commands and options."""

from __future__ import annotations

import click

from plancli.messages import debug_option


@click.command(short_help="A script that completes commands.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@debug_option
def completion(shell: str, debug: bool) -> None:
    """A script that completes commands.

    \b
      echo 'eval "$(plancli completion bash)"' >> ~/.bashrc
      echo 'eval "$(plancli completion zsh)"' >> ~/.zshrc
      plancli completion fish > ~/.config/fish/completions/plancli.fish
    """
    from click.shell_completion import get_completion_class

    from plancli.errors import OutputError
    from plancli.output import Output

    completer = get_completion_class(shell)
    if completer is None:
        raise OutputError(f"this version of click completes no {shell}")
    root = click.get_current_context().find_root()
    with Output(None) as output:
        output.write(completer(root.command, {}, "plancli", "_PLANCLI_COMPLETE").source() + "\n")
