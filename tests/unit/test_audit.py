"""What is made of the answers about known vulnerabilities: silence is no good news."""

from __future__ import annotations

from typing import Any

import pytest

from scripts.audit import CLEAN, UNKNOWN, VULNERABLE, verdict

SOUND: dict[str, Any] = {"name": "sound", "version": "1.0", "vulns": []}
SKIPPED: dict[str, Any] = {"name": "skipped", "skip_reason": "not found on PyPI"}
VULNERABILITY = {"id": "PYSEC-2026-1", "fix_versions": ["1.1"], "aliases": [], "description": "x"}
HARMFUL: dict[str, Any] = {"name": "harmful", "version": "1.0", "vulns": [VULNERABILITY]}


@pytest.mark.parametrize(
    ("libraries", "code", "said"),
    [
        ([SOUND, SOUND], CLEAN, ["1 looked up, none known to be vulnerable"]),
        (
            [SOUND, HARMFUL],
            VULNERABLE,
            ["harmful 1.0: PYSEC-2026-1, mended in 1.1; run make lock"],
        ),
        (
            [SOUND, SKIPPED],
            UNKNOWN,
            ["not looked up, as the Python Package Index gave no answer: 1 (skipped)"],
        ),
        (
            [HARMFUL, SKIPPED],
            VULNERABLE,
            [
                "harmful 1.0: PYSEC-2026-1, mended in 1.1; run make lock",
                "not looked up, as the Python Package Index gave no answer: 1 (skipped)",
            ],
        ),
    ],
)
def test_what_is_known_decides_how_the_look_up_ends(
    libraries: list[dict[str, Any]], code: int, said: list[str]
) -> None:
    assert verdict(libraries) == (code, said)


def test_no_library_at_all_is_not_clean() -> None:
    assert verdict([])[0] == UNKNOWN
