"""Which of several patterns a text may match: all their guards asked at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import chain

from cleaner.detectors.guards import Guard, lets_pass
from cleaner.detectors.literals import Automaton

#: Fewer literals are looked for one by one in less time than it takes to start the automaton.
_MANY = 24
#: The automaton is made for the next text after so many: whoever checks one file never needs it.
_PATIENCE = 8


class Sieve:
    """The guards of a rule's patterns.

    Some rules have dozens of patterns, of which a text may match one or none. Their literals are
    found in one go; a guard lets a text pass where each of its clauses has one there.
    """

    def __init__(self, guards: Sequence[Guard]) -> None:
        self._guards = guards
        self._many = sum(map(len, chain.from_iterable(guards))) >= _MANY
        self._texts = 0

    def open(self, folded: str) -> list[int]:
        """The numbers of the guards that let a folded text pass."""
        if not self._many or self._texts < _PATIENCE:
            self._texts += 1
            return [n for n, guard in enumerate(self._guards) if lets_pass(guard, folded)]
        automaton, asked_by = self._machine
        seen = 0
        for literal, _, _ in automaton.find(folded):
            seen |= automaton.takers[literal]
        return [n for n, asked in enumerate(asked_by) if asked & seen == asked]

    @cached_property
    def _machine(self) -> tuple[Automaton[int], list[int]]:
        """What finds the literals, with the clauses that each fulfils, and those of each guard.

        Clauses are bits.
        """
        clauses = dict.fromkeys(chain.from_iterable(self._guards))
        bits = {clause: 1 << number for number, clause in enumerate(clauses)}
        fulfilled: dict[str, int] = {}
        for clause, bit in bits.items():
            for literal in clause:
                fulfilled[literal] = fulfilled.get(literal, 0) | bit
        asked_by = [sum(bits[clause] for clause in set(guard)) for guard in self._guards]
        return Automaton(fulfilled), asked_by
