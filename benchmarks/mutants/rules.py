"""Which mutants are no fair question: no release could tell them from the code as it is.

The rules are about kinds of code, never about a single mutant; `benchmarks/README.md` tells them.
"""

from __future__ import annotations

import ast
from functools import lru_cache

_ENCODINGS = frozenset({"ascii", "utf-8", "utf-32-le"})


def is_fair(was: str, code: str) -> bool:
    """Whether a function differs before and after in more than what no release can show: what an
    exception says, an `assert`, the `strict=` of `zip`, the type of a `cast`, `UTF-8` for `utf-8`."""
    return _shown(was) != _shown(code)


@lru_cache(maxsize=2)
def _shown(code: str) -> str:
    return ast.dump(_Shown().visit(ast.parse(code)))


class _Shown(ast.NodeTransformer):
    """Takes out of a tree what does nothing in a program that works."""

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        match node.exc:
            case ast.Call(func=func):
                node.exc = func
        return node

    def visit_Assert(self, node: ast.Assert) -> None:
        """An assertion is for faults of the program."""

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if isinstance(node.value, str) and node.value.lower() in _ENCODINGS:
            node.value = node.value.lower()
        return node

    def visit_Call(self, node: ast.Call) -> ast.AST:
        self.generic_visit(node)
        match node:
            case ast.Call(func=ast.Name("cast"), args=[_, value]):
                return value
            case ast.Call(func=ast.Name("zip")):
                node.keywords = [one for one in node.keywords if one.arg != "strict"]
        return node
