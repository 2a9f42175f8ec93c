"""Exceptions of the package."""
from __future__ import annotations

from typing import Iterable, NamedTuple, Optional


class Problem(NamedTuple):
    """One mistake: where it is, and what to do."""

    where: str  # "file:line:column", or the word that was given; may be empty
    pointer: str  # JSON pointer, or empty
    what: str

    def __str__(self) -> str:
        return f"{self.where}: {self.what}" if self.where else self.what


class Error(Exception):
    """A mistake in a scenario, a name or a value: all that were found, as the program says them."""

    problems: list[Problem]  # each with its place

    def __init__(self, problems: Iterable[tuple[str, str, str]] | str) -> None:
        if isinstance(problems, str):
            problems = [("", "", problems)]
        self.problems = [Problem(*problem) for problem in problems]
        super().__init__("\n".join(map(str, self.problems)))


class PolicyError(Error):
    """A policy raised, or answered what no policy may answer."""

    policy: str  # its name
    request: Optional[int]  # the first that it was asked about; None: about none
    replication: Optional[int]

    def __init__(self, what: str, policy: str, request: Optional[int] = None,
                 replication: Optional[int] = None) -> None:
        super().__init__(what)
        self.policy = policy
        self.request = request
        self.replication = replication
