"""What `baton run examples/offers` must find in the coffee chain's file, computed from the file alone.

usage: offers.py FOLDER      with transcript.jsonl.gz and portfolio.jsonl in it

Prints JSON: what became of each offer that a person received (seen within a day or not, completed, expired), and how
many weeks of fifty dollars there were. All times are whole hours. An event at the very hour of a deadline is in time;
a deadline behind the last event has not come. One reading of the language is built in: a wait until the present hour is
no wait, so an offer first seen in its last hour is over at once, whatever else that hour brings (this decides one offer).
"""

import gzip
import json
import os
import sys
from collections import Counter, defaultdict

UNSEEN, WEEK, GOOD_WEEK = 24, 7 * 24, 5000


def lines(path, opener):
    with opener(path, "rt", encoding="utf-8") as file:
        return [json.loads(line) for line in file]


class Copy:
    """An offer in somebody's hands."""

    def __init__(self, at, hours):
        self.received, self.over = at, at + hours
        self.step = "fresh"

    def pass_time(self, until, count):
        """What happens by itself before the hour `until`; whether the offer is still open then."""
        if self.step == "fresh" and self.received + UNSEEN < until:
            self.step = "unseen"
            count["moved", "unseen"] += 1
        if self.over < until:
            self.expire(count)
            return False
        return True

    def expire(self, count):
        count["moved", "over"] += 1
        count["left", "expired"] += 1


def follow(events, offer, last, count):
    """One person's copies of one offer: (hour, event), in order."""
    copy = None
    for at, event in events:
        if copy and not copy.pass_time(at, count):
            copy = None
        if event == "offer received":
            count["moved" if copy else "entered", "fresh"] += 1
            copy = Copy(at, offer["duration"] * 24)
        elif event == "offer completed" and copy:
            count["reached",] += 1
            copy = None
        elif event == "offer viewed" and copy and copy.step != "seen":
            copy.step = "seen"
            count["moved", "seen"] += 1
            if offer["offer_type"] == "informational":
                count["completed",] += 1
                copy = None
            elif at == copy.over:
                # Seen in its very last hour: there is no time left to wait for.
                copy.expire(count)
                copy = None
    if copy and copy.pass_time(last + 1, count):
        count["under way",] += 1


def good_weeks(history):
    """How often the purchases of seven days come to fifty dollars anew. `history`: (hour, cents), zero where it is
    something else that happened; a purchase is out of the week from its 168th hour on."""
    purchases, good, times = [], False, 0
    for at, cents in history:
        # What fell out of the week before this hour has had its effect; what does so now is read together with the event.
        if sum(amount for hour, amount in purchases if hour + WEEK >= at) < GOOD_WEEK:
            good = False
        purchases.append((at, cents))
        before, good = good, sum(amount for hour, amount in purchases if hour + WEEK > at) >= GOOD_WEEK
        times += good and not before
    return times


def main(folder):
    portfolio = {offer["id"]: offer for offer in lines(os.path.join(folder, "portfolio.jsonl"), open)}
    transcript = lines(os.path.join(folder, "transcript.jsonl.gz"), gzip.open)
    last = max(event["time"] for event in transcript)
    offers, histories = defaultdict(list), defaultdict(list)
    for event in transcript:
        value, at = event["value"], event["time"]
        histories[event["person"]].append((at, round(value.get("amount", 0) * 100)))
        if "amount" not in value:
            offer = value.get("offer id") or value["offer_id"]
            offers[event["person"], offer].append((at, event["event"]))

    count = Counter()
    for (_, offer), events in offers.items():
        follow(events, portfolio[offer], last, count)
    thanks = sum(map(good_weeks, histories.values()))
    figures = {
        "events": len(transcript),
        "customers": len(histories),
        "journeys": {
            "follow_offer": {
                "entered": count["entered", "fresh"],
                "moved": {step: count["moved", step] for step in ("fresh", "unseen", "seen", "over")},
                "reached": count["reached",],
                "completed": count["completed",],
                "left": {"expired": count["left", "expired"]},
                "under way": count["under way",],
            },
            "thank": {"entered": thanks, "completed": thanks},
        },
    }
    json.dump(figures, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main(*sys.argv[1:])
