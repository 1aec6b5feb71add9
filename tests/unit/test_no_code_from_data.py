"""No call in the package makes code, an object or a command of what it is given.

Modules that open connections or unpickle are kept out by a contract in `pyproject.toml`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from pipeline.ingest import source
from pipeline.normalize import core_yaml
from tests.conftest import ROOT

NEVER = {
    *("eval", "exec", "compile", "__import__", "breakpoint", "runpy.run_path", "code.interact"),
    *("os.system", "os.popen", "os.startfile", "os.fork", "pty.spawn", "webbrowser.open"),
    *("yaml.full_load", "yaml.unsafe_load", "yaml.load_all", "yaml.full_load_all", "yaml.Loader"),
    *(
        "yaml.UnsafeLoader",
        "yaml.FullLoader",
        "pd.read_pickle",
        "pd.eval",
        "np.load",
        "np.fromfile",
    ),
    *("logging.config", "shutil.unpack_archive", "xml.etree", "lxml.etree", "xml.dom", "xml.sax"),
}
ONLY = {
    "subprocess.Popen": {"ingest/sandbox.py"},
    "importlib.import_module": {"ingest/child.py"},
    "yaml.load": {"normalize/core_yaml.py"},
    "ctypes.CDLL": {"ingest/child.py", "publish/atomic.py"},
}
"""Calls that one module needs, and how it bounds them is tested elsewhere."""
_STARTS = ("subprocess.", "os.exec", "os.spawn", "os.posix_spawn", "asyncio.create_subprocess")
_NO_PROGRAM = {"subprocess.PIPE", "subprocess.DEVNULL", "subprocess.TimeoutExpired"}
_UNPACKS = {"read_pickle", "to_pickle", "extractall", "allow_pickle=", "shell="}
"""Methods and arguments that no call may use, whatever they are called on."""


def _name(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        return f"{_name(node.value)}.{node.attr}"
    return node.id if isinstance(node, ast.Name) else ""


def offences(module: str, text: str) -> Iterator[str]:
    """What a module says that none may, each with its line."""
    for node in ast.walk(ast.parse(text)):
        names: list[str] = []
        if isinstance(node, ast.Name | ast.Attribute):
            names = [_name(node)]
        elif isinstance(node, ast.ImportFrom):
            names = [f"{node.module}", *(f"{node.module}.{alias.name}" for alias in node.names)]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        elif isinstance(node, ast.keyword):
            names = [f"{node.arg}="]
        for name in names:
            wrong = name in NEVER or name.rsplit(".", 1)[-1] in _UNPACKS
            starts = name.startswith(_STARTS) and name not in _NO_PROGRAM and name not in ONLY
            if wrong or starts or module not in ONLY.get(name, {module}):
                yield f"{module} line {getattr(node, 'lineno', 0)}: {name}"


@pytest.mark.slow
def test_no_module_makes_code_of_data() -> None:
    package = ROOT / "pipeline"
    modules = sorted(package.rglob("*.py"))
    assert len(modules) > 200
    found = [
        offence
        for path in modules
        for offence in offences(path.relative_to(package).as_posix(), path.read_text("utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize(
    "text",
    [
        "eval(words)",
        "exec(words)",
        "import os\nos.system(words)",
        "from os import system",
        "import subprocess\nsubprocess.run(words)",
        "from subprocess import run",
        "run(words, shell=True)",
        "yaml.load(words)",
        "yaml.unsafe_load(words)",
        "np.load(path, allow_pickle=True)",
        "archive.extractall(folder)",
        "importlib.import_module(words)",
        "frame.to_pickle(path)",
        "from xml.etree import ElementTree",
    ],
)
def test_what_would_is_found(text: str) -> None:
    assert [*offences("extract/prose.py", text)]


def test_the_loader_of_curation_makes_no_objects() -> None:
    assert issubclass(core_yaml._CoreLoader, yaml.SafeLoader | yaml.CSafeLoader)


def test_readers_are_named_by_the_package_and_not_by_a_file() -> None:
    tree = ast.parse(Path(source.__file__).read_text("utf-8"))
    calls = [n for n in ast.walk(tree) if isinstance(n, ast.Call) and _name(n.func) == "_apart"]
    assert len(calls) == 4
    assert all(isinstance(call.args[0], ast.Constant) for call in calls)
