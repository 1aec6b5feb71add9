"""Completion for bash, zsh and fish: a short function in each, which asks this module.

The function is tied to the interpreter as it was called (`.venv/bin/python`), and acts only where
`-m pipeline` follows it.
"""

from __future__ import annotations

import argparse
import shlex
from collections.abc import Mapping, Sequence
from pathlib import PurePath
from types import MappingProxyType

from pipeline.arguments import build_parser

_SCRIPTS: Mapping[str, str] = MappingProxyType(
    {
        "bash": """\
_summit_press() {
    [[ $COMP_CWORD -ge 3 && ${COMP_WORDS[1]} == -m && ${COMP_WORDS[2]} == pipeline ]] || return
    mapfile -t COMPREPLY < <("${COMP_WORDS[0]}" -m pipeline completion \\
        --for "${COMP_WORDS[@]:3:COMP_CWORD-2}" 2>/dev/null)
}
complete -o bashdefault -o default -F _summit_press PYTHON
""",
        "zsh": """\
_summit_press() {
    if (( CURRENT < 4 )) || [[ $words[2] != -m || $words[3] != pipeline ]]; then
        _default
        return
    fi
    local -a found
    found=(${(f)"$($words[1] -m pipeline completion \\
        --for "${(@)words[4,CURRENT]}" 2>/dev/null)"})
    if (( $#found )); then compadd -a found; else _files; fi
}
compdef _summit_press PYTHON
""",
        "fish": """\
function __summit_press
    set -l words (commandline -opc)
    test (count $words) -ge 3; and test "$words[2]" = -m; and test "$words[3]" = pipeline
    or return
    $words[1] -m pipeline completion --for $words[4..-1] (commandline -ct | string collect -a) \\
        2>/dev/null
end
complete -c NAME -a '(__summit_press)'
""",
    }
)


def script(shell: str, python: str) -> str:
    """The lines for a shell to read; `python` is the interpreter as a person types it."""
    name = shlex.quote(PurePath(python).name)
    return _SCRIPTS[shell].replace("PYTHON", shlex.quote(python)).replace("NAME", name)


def completions(words: Sequence[str]) -> list[str]:
    """What may stand instead of the last of the words, those that follow `-m pipeline`.

    Nothing where a file or a name of one's own belongs: the shell completes files itself.
    """
    parser, commands = build_parser()
    *before, current = words or [""]
    if not before:
        return _beginning(current, [*commands, *_options(parser.arguments)])
    command = commands.get(before[0])
    if command is None:
        return []
    if current.startswith("-"):
        return _beginning(current, _options(command.arguments))
    if len(before) > 1 and _takes_a_value(before[-1], command.arguments):
        return []
    positional = (one for one in command.arguments if not one.option_strings and one.choices)
    return _beginning(current, [str(word) for one in positional for word in one.choices or ()])


def _beginning(typed: str, words: Sequence[str]) -> list[str]:
    if not typed:
        words = [word for word in words if not word.startswith("-")]
    return [word for word in words if word.startswith(typed)]


def _options(arguments: Sequence[argparse.Action]) -> list[str]:
    shown = (one for one in arguments if one.help != argparse.SUPPRESS)
    return [name for one in shown for name in one.option_strings if name.startswith("--")]


def _takes_a_value(option: str, arguments: Sequence[argparse.Action]) -> bool:
    return any(option in one.option_strings and one.nargs != 0 for one in arguments)
