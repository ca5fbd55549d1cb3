"""Whether the records of a run say what an independent computation says.

usage: compare.py FIGURES.json RECORDS.jsonl

Compares what FIGURES has under `journeys` with what the records say, figure by figure, and exits 1 where they differ.
`customers` under a journey is how many customers entered it at least once; a step's name under `moved`, how often
instances moved there.
"""

import json
import sys
from collections import Counter, defaultdict


def tally(path):
    """By journey: a counter of everything that the figures may ask for."""
    found = defaultdict(Counter)
    customers = defaultdict(set)
    with open(path, encoding="utf-8") as file:
        for line in file:
            record = json.loads(line)
            journey, kind = record.get("journey"), record["kind"]
            if kind == "entered":
                customers[journey].add(record["customer"])
            if kind in ("entered", "reached", "completed", "missed"):
                found[journey][kind,] += 1
            elif kind == "left":
                found[journey]["left", record["reason"]] += 1
            elif kind == "moved":
                found[journey]["moved", record["step"]] += 1
    for journey, seen in customers.items():
        ended = sum(n for (kind, *_), n in found[journey].items() if kind in ("reached", "completed", "left"))
        found[journey]["customers",] = len(seen)
        found[journey]["under way",] = found[journey]["entered",] - ended
    return found


def flat(figures):
    """`{"left": {"limit": 3}, "reached": 4}` as `("left", "limit"): 3` and `("reached",): 4`."""
    for name, figure in figures.items():
        if isinstance(figure, dict):
            yield from (((name, inner), number) for inner, number in figure.items())
        else:
            yield (name,), figure


def main(figures_path, records_path):
    with open(figures_path, encoding="utf-8") as file:
        journeys = json.load(file)["journeys"]
    found = tally(records_path)
    differences = compared = 0
    for journey, figures in journeys.items():
        expected = dict(flat(figures))
        # A reason that the computation doesn't know is a difference too.
        if "left" in figures:
            expected = {key: 0 for key in found[journey] if key[0] == "left"} | expected
        for key, number in expected.items():
            compared += 1
            actual = found[journey][key]
            if actual != number:
                differences += 1
                print(f"{journey}: {' '.join(key)}: {number} computed, {actual} in the records")
    print(f"{compared} figures compared, {differences} differ")
    return 1 if differences else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
