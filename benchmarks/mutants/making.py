"""The mutants of a file: each a function of it with one thing changed, by the operators of mutmut.

mutmut leaves functions alone that carry a decorator. Here decorators are taken off first: a mutant is
put in place by its code alone (`trial`), below whatever wraps the function.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator, Sequence
from pathlib import Path

import libcst as cst
from libcst.metadata import (
    CodeRange,
    MetadataWrapper,
    ParentNodeProvider,
    PositionProvider,
    WhitespaceInclusivePositionProvider,
)
from mutmut.mutation.file_mutation import Mutation, MutationVisitor
from mutmut.mutation.mutators import mutation_operators
from mutmut.mutation.pragma_handling import IgnoredCode

from benchmarks.mutants.mutant import Mutant


def mutants_of(path: Path) -> list[Mutant]:
    """All mutants of a file, in the order of mutmut. `path` is relative to the repository."""
    source = _undecorated(path.read_text("utf-8"))
    wrapper = MetadataWrapper(cst.parse_module(source), unsafe_skip_copy=True)
    visitor = MutationVisitor(mutation_operators, IgnoredCode(set(), set(), set()))
    wrapper.visit(visitor)
    module = _Module(path.as_posix(), wrapper, source.splitlines(keepends=True))
    return [
        module.mutant(mutation, mutation.contained_by_top_level_function)
        for mutation in visitor.mutations
        if isinstance(mutation.contained_by_top_level_function, cst.FunctionDef)
    ]


def _undecorated(source: str) -> str:
    """The source with empty lines where decorators of functions stand."""
    lines = source.splitlines(keepends=True)
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            for decorator in node.decorator_list:
                last = decorator.end_lineno or decorator.lineno
                lines[decorator.lineno - 1 : last] = ["\n"] * (last - decorator.lineno + 1)
    return "".join(lines)


class _Module:
    """A file, and where its nodes stand."""

    def __init__(self, path: str, wrapper: MetadataWrapper, lines: list[str]) -> None:
        self._path = path
        self._module = wrapper.module
        self._lines = lines
        self._parents = wrapper.resolve(ParentNodeProvider)
        self._starts = wrapper.resolve(PositionProvider)
        self._ranges = wrapper.resolve(WhitespaceInclusivePositionProvider)

    def mutant(self, mutation: Mutation, function: cst.FunctionDef) -> Mutant:
        """The mutant that a mutation makes of a function."""
        around = list(self._around(mutation.original_node))
        start = next(self._starts[node] for node in around if node in self._starts).start
        first, last = self._statement(around)
        owner = next((node.name.value for node in around if isinstance(node, cst.ClassDef)), None)
        head = f"class {owner}:\n" if owner else ""
        span = self._ranges[function]
        was = "".join(self._lines[span.start.line - 1 : span.end.line])
        code = self._spliced(mutation, span)
        return Mutant(
            path=self._path,
            function=f"{owner}.{function.name.value}" if owner else function.name.value,
            line=start.line,
            first=first,
            last=last,
            was=head + was,
            code=head + code,
        )

    def _around(self, node: cst.CSTNode) -> Iterator[cst.CSTNode]:
        """A node and what it stands in, from the inside."""
        inner: cst.CSTNode | None = node
        while inner is not None:
            yield inner
            inner = self._parents.get(inner)

    def _statement(self, around: Sequence[cst.CSTNode]) -> tuple[int, int]:
        """The lines of the statement, of one with a body those of its head. A default of a
        parameter belongs to its whole function."""
        for node in around:
            if isinstance(node, cst.SimpleStatementLine | cst.FunctionDef):
                return self._starts[node].start.line, self._starts[node].end.line
            body = getattr(node, "body", None)
            if isinstance(body, cst.BaseSuite):
                first = self._starts[node].start.line
                return first, max(first, self._starts[body].start.line - 1)
        raise ValueError("a node outside of any statement")

    def _spliced(self, mutation: Mutation, function: CodeRange) -> str:
        """The lines of a function with the changed piece in the place of the old one."""
        at = self._ranges[mutation.original_node]
        start, end = at.start, at.end
        piece = self._module.code_for_node(mutation.mutated_node)
        above = self._lines[function.start.line - 1 : start.line - 1]
        below = self._lines[end.line : function.end.line]
        before = self._lines[start.line - 1][: start.column]
        after = self._lines[end.line - 1][end.column :]
        return "".join([*above, before, piece, after, *below])
