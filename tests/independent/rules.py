"""Whether the records of a run keep to the rules of its workspace: caps and quiet hours, read from `sent` and `queued`.

usage: rules.py loan|offers RECORDS.jsonl

The rules are written out here once more, by hand. Exits 1 where a record breaks one.
"""

import json
import sys
from collections import defaultdict
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

LOAN_REMINDERS = {"completion_prompt", "completion_call", "offer_reminder", "offer_second_reminder", "offer_call"}

# Each cap: a name, what it counts, how many, in which time (none is a day of the calendar).
WORKSPACES = {
    "loan": (
        "Europe/Amsterdam",
        [
            ("one_a_day", lambda message, channel: message != "welcome", 1, None),
            ("two_reminders", lambda message, channel: message in LOAN_REMINDERS, 2, timedelta(days=7)),
            ("one_call_a_week", lambda message, channel: channel == "voice", 1, timedelta(days=7)),
        ],
        [
            ("nights", lambda at, channel: at.hour >= 21 or at.hour < 8),
            ("office_hours", lambda at, channel: channel == "voice" and not 9 <= at.hour < 18),
            ("sundays", lambda at, channel: channel == "voice" and at.isoweekday() == 7),
        ],
    ),
    "offers": (
        "America/New_York",
        [
            ("one_a_day", lambda message, channel: message != "thanks", 1, None),
            ("three_a_week", lambda message, channel: message != "thanks", 3, timedelta(days=7)),
            ("few_pushes", lambda message, channel: channel == "push", 2, timedelta(days=7)),
        ],
        [("nights", lambda at, channel: at.hour >= 22 or at.hour < 8)],
    ),
}


def main(workspace, records_path):
    zone, caps, quiet = WORKSPACES[workspace]
    zone = ZoneInfo(zone)
    counted = defaultdict(list)
    sent = broken = 0
    queued = set()
    with open(records_path, encoding="utf-8") as file:
        for record in map(json.loads, file):
            if record["kind"] not in ("sent", "queued"):
                continue
            at = datetime.fromisoformat(record["at"])
            local = at.astimezone(zone)
            message, channel, customer = record["message"], record["channel"], record["customer"]
            sent += record["kind"] == "sent"
            for name, applies in quiet:
                if applies(local, channel):
                    broken += 1
                    print(f"{name}: {record}")
            # What was queued has been counted then; its turn counts nothing.
            if record["send"] in queued:
                continue
            if record["kind"] == "queued":
                queued.add(record["send"])
            for name, applies, most, span in caps:
                if not applies(message, channel):
                    continue
                past = counted[name, customer]
                within = [t for t in past if (t > at - span if span else t.astimezone(zone).date() == local.date())]
                if len(within) >= most:
                    broken += 1
                    print(f"{name}: {record}")
                past.append(at)
    print(f"{sent} sent, {broken} against a rule")
    return 1 if broken else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
