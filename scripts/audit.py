"""Look up the locked libraries among the known vulnerabilities that the Python Package Index lists.

    .venv-audit/bin/python scripts/audit.py requirements*.lock

Ends with 0 where none is known, 1 where any is, 3 where some library could not be looked up: what
nobody answered for is not taken for safe.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

CLEAN, VULNERABLE, UNKNOWN = 0, 1, 3


def main(locks: Sequence[str]) -> int:
    """Look up the libraries of these locks, and say what is known of them."""
    with tempfile.TemporaryDirectory() as folder:
        told = Path(folder) / "told.json"
        command = [
            *(sys.executable, "-m", "pip_audit", "--disable-pip", "--require-hashes"),
            *("--progress-spinner", "off", "--format", "json", "--output", str(told)),
            *(part for lock in locks for part in ("--requirement", lock)),
        ]
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
        if not told.is_file():
            why = (done.stderr.strip().splitlines() or ["no reason was given"])[-1]
            print(f"nothing could be looked up: {why}")
            print("the service must be in reach; nothing is known of any library")
            return UNKNOWN
        libraries = json.loads(told.read_bytes())["dependencies"]
    code, lines = verdict(libraries)
    print("\n".join(lines))
    return code


def verdict(libraries: Sequence[Mapping[str, Any]]) -> tuple[int, list[str]]:
    """The exit code and the lines for libraries as pip-audit reports them."""
    unknown = sorted({one["name"] for one in libraries if "skip_reason" in one})
    lines = [*_vulnerable(libraries)]
    if unknown:
        shown = ", ".join(unknown[:5]) + (" ..." if len(unknown) > 5 else "")
        lines.append(
            f"not looked up, as the Python Package Index gave no answer: {len(unknown)} ({shown})"
        )
    elif not lines:
        looked_up = len({one["name"] for one in libraries})
        lines.append(f"{looked_up} looked up, none known to be vulnerable")
    if any("vulns" in one and one["vulns"] for one in libraries):
        return VULNERABLE, lines
    return UNKNOWN if unknown or not libraries else CLEAN, lines


def _vulnerable(libraries: Sequence[Mapping[str, Any]]) -> Iterator[str]:
    for one in libraries:
        for known in one.get("vulns", ()):
            mended = ", ".join(known["fix_versions"]) or "no version yet"
            yield f"{one['name']} {one['version']}: {known['id']}, mended in {mended}; run make lock"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
