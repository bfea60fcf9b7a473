"""Which of several patterns a text may match: all their guards asked at once."""

from __future__ import annotations

from collections.abc import Sequence

from cleaner.detectors.guards import Guard, lets_pass
from cleaner.detectors.literals import Automaton

#: Fewer literals are looked for one by one in less time than it takes to start the automaton.
_MANY = 24


class Sieve:
    """The guards of a rule's patterns.

    Some rules have dozens of patterns, of which a text may match one or none. Their literals are
    found in one go; a guard lets a text pass where each of its clauses has one there.
    """

    def __init__(self, guards: Sequence[Guard]) -> None:
        self._guards = guards
        clauses = [clause for guard in guards for clause in guard]
        numbers = {clause: number for number, clause in enumerate(dict.fromkeys(clauses))}
        # The clauses that a literal fulfils, and those that a guard asks for, as bits.
        fulfilled: dict[str, int] = {}
        for clause, number in numbers.items():
            # Sorted, because the order of sets differs from run to run.
            for literal in sorted(clause):
                fulfilled[literal] = fulfilled.get(literal, 0) | 1 << number
        self._asked = [sum(1 << numbers[clause] for clause in set(guard)) for guard in guards]
        self._automaton = Automaton(fulfilled) if len(fulfilled) >= _MANY else None

    def open(self, folded: str) -> list[int]:
        """The numbers of the guards that let a folded text pass."""
        if self._automaton is None:
            return [n for n, guard in enumerate(self._guards) if lets_pass(guard, folded)]
        seen = 0
        for literal, _, _ in self._automaton.find(folded):
            seen |= self._automaton.takers[literal]
        return [n for n, asked in enumerate(self._asked) if asked & seen == asked]
