"""Ends a process that reaches for the network or for a file that no reader has any business with.

Nothing that is caught in the process can hide it: the process ends with the code `CAUGHT`. Programs
that it starts are watched in the same way, and what they were started with is noted.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

CAUGHT = 97
SECRET = "not-for-readers"
"""Stands in the path of every file that must not be opened."""
LOG = "WATCH_LOG"
"""The variable that names the file in which programs are noted, a line of JSON each."""
_NAMES = ("socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "urllib.Request")
_ADDRESSES = ("socket.connect", "socket.bind", "socket.sendto", "socket.sendmsg")
_HERE = str(Path(__file__).parent)


def begin() -> None:
    """Watch this process, and those that it starts."""
    sys.addaudithook(_look)
    start = subprocess.Popen.__init__

    def watched(self: Any, command: list[str], *rest: Any, **more: Any) -> None:
        note = {"command": command, "variables": sorted(more.get("env") or {})}
        with Path(os.environ[LOG]).open("a", encoding="utf-8") as log:
            log.write(json.dumps(note) + "\n")
        program = command.index("-c") + 1
        watching = f"import sys; sys.path.insert(0, {_HERE!r}); import watch; watch.look(); "
        command = [*command[:program], watching + command[program], *command[program + 1 :]]
        start(self, command, *rest, **more)

    subprocess.Popen.__init__ = watched  # type: ignore[assignment]


def look() -> None:
    """Watch this process alone."""
    sys.addaudithook(_look)


def _look(event: str, arguments: tuple[Any, ...]) -> None:
    outside = event in _ADDRESSES and not isinstance(arguments[1], str | bytes)  # no file's name
    if event in _NAMES or outside or (event == "open" and SECRET in str(arguments[0])):
        os.write(2, f"{event} {arguments}\n".encode())
        os._exit(CAUGHT)
