"""Walking through the open names in a terminal, and keeping what a person decides.

Each decision is written at once, to `curation/names.yml` in its one form, so that a walk that breaks
off loses nothing.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from pipeline.normalize.candidates import described
from pipeline.normalize.curation import Curation, load_curation
from pipeline.normalize.decisions import FILE, canonical
from pipeline.normalize.entries import NameDecision
from pipeline.normalize.resolver import Candidate, resolve
from pipeline.open_names import OpenName
from pipeline.publish.atomic import write_whole

PLACE_HELP = "1-9 this one · a the first · s WORDS search · n none of these · l later · q stop"
PERSON_HELP = "1-9 same person · a the first · n nobody of these · l later · q stop"


class Stop(Exception):
    """The person wants to stop."""


@dataclass(slots=True)
class Walk:
    """A walk through open names. `ask` prompts and gives an answer, or raises EOFError; `say` shows
    a line; `by` and `today` are written into each decision."""

    folder: Path
    by: str
    today: datetime.date
    ask: Callable[[str], str]
    say: Callable[[str], None]
    made: list[NameDecision] = field(default_factory=list)

    def through(self, names: Sequence[OpenName]) -> None:
        """Ask about each name until all are settled or the person stops."""
        try:
            for number, name in enumerate(names, start=1):
                self.say(f"\n{number} of {len(names)}  {name.printed}  ({name.where or '?'})")
                for release_id, words in name.quotes:
                    self.say(f"    {release_id}: {words}")
                decision = self._place(name) if name.kind == "place" else self._person(name)
                if decision is not None:
                    self._keep(decision)
        except (Stop, EOFError):
            self.say("stopped")

    def _place(self, name: OpenName) -> NameDecision | None:
        curation = load_curation(self.folder)
        shown = list(resolve(name.printed, name.where, curation).candidates)
        while True:
            self._list([described(one, curation) for one in shown])
            command, words = self._command(PLACE_HELP)
            if command == "l":
                return None
            if command == "s":
                shown = self._found(words, name.where, curation)
            elif command == "n" and shown:
                ruled_out = tuple(one.place_id for one in shown)
                return self._decision(name, not_=ruled_out, country=name.where)
            elif (number := _number(command, len(shown))) is not None:
                return self._decision(
                    name,
                    means=shown[number].place_id,
                    country=shown[number].country_iso2 if name.where is None else name.where,
                )
            else:
                self.say(f"? {PLACE_HELP}")

    def _found(self, words: str, where: str | None, curation: Curation) -> list[Candidate]:
        """What a search finds, in the country if it has anything of the kind, else anywhere."""
        here = resolve(words, where, curation).candidates
        return list(here or resolve(words, None, curation).candidates)

    def _person(self, name: OpenName) -> NameDecision | None:
        while True:
            self._list(name.others)
            command, _ = self._command(PERSON_HELP)
            if command == "l":
                return None
            if command == "n" and name.others:
                return self._decision(name, not_=name.others, place=name.where)
            number = _number(command, len(name.others))
            if number is not None:
                return self._decision(name, means=name.others[number], place=name.where)
            self.say(f"? {PERSON_HELP}")

    def _list(self, lines: Sequence[str]) -> None:
        for number, line in enumerate(lines, start=1):
            self.say(f"  {number}  {line}")
        if not lines:
            self.say("  no candidate")

    def _command(self, prompt: str) -> tuple[str, str]:
        command, _, words = self.ask(f"{prompt}\n> ").strip().partition(" ")
        if command == "q":
            raise Stop
        return command, words.strip()

    def _decision(self, name: OpenName, **what: object) -> NameDecision:
        reason = self.ask("why? ").strip()
        while not reason:
            reason = self.ask("a word on why, for whoever reads it later: ").strip()
        return NameDecision.model_validate(
            {
                "kind": name.kind,
                "printed": name.printed,
                "reason": reason,
                "by": self.by,
                "date": self.today,
                **{"not" if field == "not_" else field: value for field, value in what.items()},
            }
        )

    def _keep(self, decision: NameDecision) -> None:
        write_decisions(self.folder, [*load_curation(self.folder).names, decision])
        self.made.append(decision)


def write_decisions(folder: Path, decisions: Sequence[NameDecision]) -> None:
    """Write the decisions in their one form, whole or not at all."""
    write_whole(folder / FILE, canonical(decisions).encode("utf-8"))


def _number(command: str, count: int) -> int | None:
    """The index that a command chooses: `a` the first, `2` the second."""
    chosen = 1 if command == "a" else int(command) if command.isascii() and command.isdigit() else 0
    return chosen - 1 if 1 <= chosen <= count else None
