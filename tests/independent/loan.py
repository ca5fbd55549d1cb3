"""What `baton run examples/loan` must find in the bank's loan applications, computed from the event log alone.

usage: loan.py bpic2012.csv.gz

Prints JSON: for each journey how often it was entered, reached its goal, left (by reason) and is still under way when
the log ends. A deadline that lies behind the last event of the log has not come; an event at the very instant of a
deadline is in time.
"""

import csv
import gzip
import json
import sys
from collections import Counter, defaultdict
from datetime import datetime, timedelta

ANSWERED = {"O_SENT_BACK", "O_CANCELLED", "A_APPROVED", "A_DECLINED", "A_CANCELLED"}
DECIDED = {"A_DECLINED": "declined", "A_CANCELLED": "cancelled"}


def days(number):
    return timedelta(days=number)


def read(path):
    """The events of each application, in order: (time, name)."""
    applications = defaultdict(list)
    with gzip.open(path, "rt", encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            at = datetime.fromisoformat(row["time:timestamp"])
            applications[row["case:concept:name"]].append((at, row["concept:name"]))
    return applications


def silences(events, begins, ends, wait, last):
    """The instants at which `wait` is over since an event `begins`, with no other such and none of `ends` in between."""
    for place, (at, name) in enumerate(events):
        if name != begins:
            continue
        deadline = at + wait
        following = (t for t, other in events[place + 1 :] if other in ends or other == begins)
        if deadline <= last and next(following, deadline + days(1)) > deadline:
            yield deadline


def outcome(events, entered, goal, exits, limit, last):
    """How a run that began at `entered` ends: by the first event that ends it, or by its limit."""
    for at, name in events:
        if entered < at <= entered + limit:
            if name == goal:
                return "reached"
            if name in exits:
                return exits[name]
    return "limit" if entered + limit <= last else "under way"


def main(path):
    applications = read(path)
    last = max(at for events in applications.values() for at, _ in events)
    ends = {journey: Counter() for journey in ("application", "completion", "offer_followup")}
    with_offer = unanswered = loans = 0
    for events in applications.values():
        names = [name for _, name in events]
        loans += names.count("A_ACTIVATED")
        with_offer += "O_SENT" in names

        # The application: from the row that says it is in. No other row of it has an earlier time.
        received = names.index("A_PARTLYSUBMITTED")
        rest = events[received + 1 :]
        decision = next((name for _, name in rest if name in DECIDED or name == "A_APPROVED"), None)
        ends["application"]["reached" if decision == "A_APPROVED" else DECIDED.get(decision, "under way")] += 1

        for deadline in silences(events, "A_PREACCEPTED", {"A_FINALIZED", *DECIDED}, days(10), last):
            ends["completion"][outcome(events, deadline, "A_FINALIZED", DECIDED, days(30), last)] += 1

        deadlines = list(silences(events, "O_SENT", ANSWERED, days(14), last))
        unanswered += bool(deadlines)
        exits = {**DECIDED, "O_SENT": "new offer", "O_CANCELLED": "offer cancelled", "A_APPROVED": "approved"}
        for deadline in deadlines:
            ends["offer_followup"][outcome(events, deadline, "O_SENT_BACK", exits, days(45), last)] += 1

    figures = {
        "events": sum(map(len, applications.values())),
        "customers": len(applications),
        "applications with an offer": with_offer,
        "applications with an offer and no answer within 14 days": unanswered,
        "journeys": {journey: tally(counts) for journey, counts in ends.items()},
    }
    figures["journeys"]["first_weeks"] = {"entered": loans}
    figures["journeys"]["offer_followup"]["customers"] = unanswered
    json.dump(figures, sys.stdout, indent=2)
    print()


def tally(counts):
    left = {reason: count for reason, count in sorted(counts.items()) if reason not in ("reached", "under way")}
    return {
        "entered": sum(counts.values()),
        "reached": counts["reached"],
        "left": left,
        "under way": counts["under way"],
    }


if __name__ == "__main__":
    main(*sys.argv[1:])
