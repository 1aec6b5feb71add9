"""What the command line understands, what it says to a slip, and how it shows itself."""

from __future__ import annotations

import json
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline import cli, terminal
from pipeline.arguments import EXAMPLES, build_parser, parse
from pipeline.completion import completions, script
from pipeline.publish.stage import publish
from pipeline.terminal import coloured
from tests.publish_example import example

Capture = pytest.CaptureFixture[str]
ROOT = Path(__file__).parents[2]
_, COMMANDS = build_parser()


def test_help_waits_for_no_library() -> None:
    heavy = {"numpy", "opencc", "pandas", "pyarrow", "pydantic", "pypinyin", "ruamel", "tqdm"}
    code = (
        "import sys; from pipeline import cli, completion; completion.build_parser();"
        "print(*sys.modules)"
    )
    told = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=True)
    loaded = set(told.stdout.decode().split())
    assert "pipeline.cli" in loaded
    assert not loaded & heavy


def test_every_command_of_the_parser_does_something() -> None:
    assert cli.COMMANDS.keys() == COMMANDS.keys()


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_shows_examples_that_can_be_typed(name: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stop:
        parse([name, "--help"])
    assert stop.value.code == 0
    told = capsys.readouterr().out
    for typed, _ in COMMANDS[name].examples:
        assert f"  python -m pipeline {typed}" in told
        words = shlex.split(typed.partition(" <")[0])
        assert parse(words).command == name


def test_the_examples_of_all_commands_can_be_typed(capsys: Capture) -> None:
    for typed, _ in EXAMPLES[:-1]:
        assert parse(shlex.split(typed)).command in COMMANDS
    with pytest.raises(SystemExit) as stop:
        parse(["--help"])
    assert stop.value.code == 0
    assert "python -m pipeline curate  " in capsys.readouterr().out


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_can_be_quiet_or_tell_more(name: str) -> None:
    options = {name for action in COMMANDS[name].arguments for name in action.option_strings}
    assert {"--help", "--quiet", "--verbose"} <= options


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("extact", "no command 'extact'; did you mean 'extract'?"),
        ("dif old new", "no command 'dif'; did you mean 'diff'?"),
        ("check --jsn", "'--jsn' is not understood; did you mean '--json'?"),
        ("extract --dryrun", "'--dryrun' is not understood; did you mean '--dry-run'?"),
        ("extract --jbos=2", "'--jbos=2' is not understood; did you mean '--jobs'?"),
    ],
)
def test_a_slip_is_answered_with_what_was_meant(typed: str, meant: str, capsys: Capture) -> None:
    with pytest.raises(SystemExit) as stop:
        parse(typed.split())
    assert stop.value.code == 2
    assert meant in capsys.readouterr().err


def test_a_word_like_no_command_gets_no_guess(capsys: Capture) -> None:
    with pytest.raises(SystemExit):
        parse(["zzz"])
    assert "there is no command 'zzz'\n" in capsys.readouterr().err


def test_a_mistyped_folder_is_answered_with_the_one_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    publish(example(), tmp_path / "normalized")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["check", "normalised"]) == 2
    assert "no folder normalised; did you mean 'normalized'?" in capsys.readouterr().err


def test_a_mistyped_table_is_answered_with_the_row_of_the_right_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    publish(example(), tmp_path / "normalized")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["explain", "place:cz-vysocina-region"]) == 2
    assert "Did you mean places:cz-vysocina-region" in capsys.readouterr().err


def test_quiet_checks_say_only_what_is_wrong(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    publish(example(), tmp_path / "normalized")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["check", "--quiet"]) == 0
    assert capsys.readouterr() == ("", "")
    (tmp_path / "normalized" / "croissant.json").unlink()
    assert cli.main(["check", "--quiet"]) == 1
    told = capsys.readouterr()
    assert told.err == ""
    assert told.out.startswith("croissant.json: the file is missing.")


def test_open_names_are_listed_for_a_program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: Capture
) -> None:
    publish(example(), tmp_path / "normalized")
    (tmp_path / "curation").symlink_to(ROOT / "curation")
    monkeypatch.chdir(tmp_path)
    assert cli.main(["curate", "--list"]) == 0
    listed = [line.split("\t")[1] for line in capsys.readouterr().out.splitlines()]
    assert cli.main(["curate", "--list", "--json"]) == 0
    assert [name["printed"] for name in json.loads(capsys.readouterr().out)] == listed


@pytest.mark.parametrize(
    ("terminal_there", "environment", "expected"),
    [
        (True, {}, "\x1b[1;31merror\x1b[0m"),
        (True, {"NO_COLOR": ""}, "\x1b[1;31merror\x1b[0m"),
        (True, {"NO_COLOR": "1"}, "error"),
        (True, {"TERM": "dumb"}, "error"),
        (False, {}, "error"),
    ],
)
def test_colour_is_for_terminals_where_nobody_objects(
    terminal_there: bool,
    environment: dict[str, str],
    expected: str,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("NO_COLOR", raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stderr, "isatty", lambda: terminal_there)
    assert coloured("error", "error") == expected
    assert terminal.shows_colours(sys.stderr) is (expected != "error")


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["ex"], ["extract", "explain"]),
        (["--v"], ["--version"]),
        (["extract", "--dr"], ["--dry-run"]),
        (["check", "--"], ["--help", "--json", "--verbose", "--quiet", "--raw"]),
        (["completion", ""], ["bash", "zsh", "fish"]),
        (["extract", "--raw", ""], []),  # the shell knows folders
        (["explain", ""], []),
        (["nothing", "--"], []),
    ],
)
def test_completion_knows_commands_and_options(words: list[str], expected: list[str]) -> None:
    assert completions(words) == expected


def test_without_a_letter_every_command_is_offered_and_no_option() -> None:
    assert completions([""]) == list(COMMANDS)


def test_bash_completes_after_the_interpreter_that_printed_the_script() -> None:
    program = (
        f'eval "$({shlex.quote(sys.executable)} -m pipeline completion bash)"\n'
        f"COMP_WORDS=({shlex.quote(sys.executable)} -m pipeline extract --dry); COMP_CWORD=4\n"
        "_summit_press; printf '%s\\n' \"${COMPREPLY[@]}\"; complete -p | grep -c summit\n"
        f"COMP_WORDS=({shlex.quote(sys.executable)} -m venv --cl); COMP_CWORD=3; COMPREPLY=()\n"
        "_summit_press; echo ${#COMPREPLY[@]}\n"
    )
    told = subprocess.run(
        ["/bin/bash", "-c", program], cwd=ROOT, capture_output=True, check=False, text=True
    )
    assert told.stdout.split() == ["--dry-run", "1", "0"]


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_other_shells_are_told_to_ask_the_same_interpreter(shell: str) -> None:
    told = script(shell, ".venv/bin/python")
    assert "-m pipeline completion" in told
    assert told.splitlines()[-1] in (
        "compdef _summit_press .venv/bin/python",
        "complete -c python -a '(__summit_press)'",
    )


def test_completion_without_a_shell_is_wrong_usage(capsys: Capture) -> None:
    assert cli.main(["completion"]) == 2
    assert "bash, zsh or fish" in capsys.readouterr().err
