"""What the body of a loop over a list reads, in expressions that native code runs and nobody can interrupt.

`map(rows, rows)` copies the whole list for every row of it: eight kilobytes of facts became three gigabytes. So a
body reads its own row (`#`) and constants, and of other facts so few that the longest list costs seconds at worst.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

# Facts beside the row that a body may name: `some(papers, # == wanted)`. Of `map`, whose result is kept, none.
MOST_FACTS = 2
# Functions that make a list of whatever they are given, anew for each row.
MAKERS = ("keys", "values")


def too_much_in_a_body(
    words: Sequence[tuple[str, str]], loops: Collection[str], silent: Collection[str]
) -> bool:
    """True when the body of a loop reads more than it may. `words` are (kind, text), names of kind `name`."""
    texts = [text for _kind, text in words]
    for at, (kind, loop) in enumerate(words):
        if kind != "name" or loop not in loops or texts[at + 1 : at + 2] != ["("]:
            continue
        body = _body(words, at + 2)
        names = [one for one in body if words[one][0] == "name" and texts[one - 1] != "."]
        calls = {texts[one] for one in names if texts[one + 1 : one + 2] == ["("]}
        facts = [
            one
            for one in names
            if texts[one] not in silent
            and texts[one + 1 : one + 2] != ["("]
            and not (texts[one + 1 : one + 2] == [":"] and texts[one - 1] in ("{", ","))
        ]
        if calls & set(MAKERS) or len(facts) > (0 if loop == "map" else MOST_FACTS):
            return True
    return False


def _body(words: Sequence[tuple[str, str]], at: int) -> range:
    """The places of the second argument of a call whose first argument begins at `at`."""
    depth, begins = 0, len(words)
    for place in range(at, len(words)):
        kind, text = words[place]
        if kind in ("string", "text"):
            continue
        if text in ("(", "[", "{"):
            depth += 1
        elif text in (")", "]", "}"):
            depth -= 1
        elif text == "," and depth == 0 and begins == len(words):
            begins = place + 1
        if depth < 0:
            return range(begins, place)
    return range(begins, len(words))
