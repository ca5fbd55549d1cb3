//! What the language's words mean, in a sentence each.

/// What a word of the language means, if it is one.
pub fn meaning(word: &str) -> Option<&'static str> {
    let found = WORDS.binary_search_by_key(&word, |(word, _)| word).ok()?;
    WORDS.get(found).map(|(_, meaning)| *meaning)
}

/// The words, in byte order.
const WORDS: &[(&str, &str)] = &[
    (
        "action",
        "Something to do in another system: a command that no policy holds back, so it must not reach the customer.",
    ),
    ("after", "`after D`: when so much time has passed; of `again`, since the last instance ended."),
    (
        "again",
        "How soon a journey can be entered once more: `always` (the default), `never`, or `after D`, counted from the end of the last one.",
    ),
    ("alert", "`alert below P%` or `alert above P%`: the measure makes a record when its figure is on that side."),
    ("all", "In a rule: every message. Before an event in a journey `for each`: every key's, not only this one's."),
    ("always", "`again always`: the journey can be entered again at once."),
    ("and", "Both conditions hold. What the left one makes known is known in the right one."),
    ("answer", "What a decision answers: a value for each of its fields. Every way through a decision ends in one."),
    ("answers", "What an action or a decision gives back."),
    ("as", "Gives the event (or answer) a name under which its fields can be read afterwards."),
    ("at", "A time, or a step: `in support at escalate`."),
    (
        "audience",
        "The customers for whom a condition holds, kept up to date. Joining and leaving happen as `joined` and `departed`.",
    ),
    ("average", "`average(E.f, D)`: the mean of a field over a window; unknown where there was none."),
    (
        "because",
        "The reason: of an exit as it is recorded, of an expectation an objection that must be among those recorded.",
    ),
    ("becomes", "The signal happens when this condition turns true."),
    (
        "best",
        "`send best of a(…), b(…)`: one place on the docket for several messages; the one of the highest priority and rank that clears is sent.",
    ),
    ("bool", "The type of `true` and `false`."),
    (
        "by",
        "Of channels: the one with the highest value first. Of `weigh`: what ranks are multiplied by. Of a measure: figures are kept apart by it.",
    ),
    (
        "cap",
        "`cap S to N per …`: at most so many are sent. Days, weeks and months are the calendar's in the customer's zone; a duration rolls. A cap counts what was *sent*.",
    ),
    (
        "capacity",
        "How much a channel or system as a whole takes. What clears beyond that is *queued*, and asked again when its turn comes.",
    ),
    (
        "chance",
        "How likely the message does what it is for, between 0 and 1 (1 unless written). Rank is worth times chance times weights.",
    ),
    ("channel", "A way to reach the customer."),
    (
        "channels",
        "The channels that the message may take, the preferred first; the first without an objection is taken.",
    ),
    ("completed", "The journey came to the end of a body, or to `done`."),
    ("contains", "Whether a text or list has this in it."),
    ("content", "The template that says the message, and the values it is given. They are read at each clearing."),
    ("count", "`count(E, D)`: how often it happened within the last D, or ever."),
    ("customer", "The individual whose events, attributes and journeys are kept together."),
    ("date", "A day of the calendar. It begins at the customer's midnight."),
    ("decision", "A question that a touchpoint asks about a customer in real time. It reads and changes nothing."),
    ("did", "That a command was recorded."),
    ("distinct", "`distinct(E.f, D)`: how many different values the field had."),
    ("do", "Records the command of an action at once; with `as x within D` it waits for the answer."),
    ("done", "Ends the journey as *completed*."),
    ("duration", "A length of time: `500ms 90s 30m 12h 7d 2w`. `1d` is exactly 24 hours."),
    ("each", "`for each key`: kept apart for each value of that field."),
    ("else", "What happens otherwise; of `send`, when the message is *dropped*."),
    ("emit", "Makes a declared event happen to this customer, within the same moment."),
    ("ends", "`text ends with …`; of an invariant, that every instance ends within that time."),
    (
        "enter",
        "How the journey begins: `on` an event, or `when` a condition begins to hold (once for each stretch of time in which it does).",
    ),
    ("event", "Something that happened: a typed record with a time. Each has `at` and `channel` besides its fields."),
    ("except", "These are neither held back nor counted by the rule."),
    ("exit", "Ends the journey as *left*, with its reason, whenever it happens or its condition holds."),
    ("expect", "What must have come of the story since the line that last moved time."),
    ("false", "The other value of `bool`."),
    ("first", "`first(E.f)`: the field of the first event there was; unknown where there was none."),
    ("for", "How long, or what it concerns."),
    ("from", "Where a source's records come from; `from step old`: what becomes of customers at a step that is gone."),
    (
        "gather",
        "`gather S until time`: what asks for clearance waits until that time of day, and then the best of all goes first.",
    ),
    (
        "goal",
        "What the journey is for. It ends as *reached*, or goes on at `-> step`; with `within D`, it is recorded as *missed* once D has passed.",
    ),
    ("highest", "`highest(E.f, D)`: the largest value of a field; unknown where there was none."),
    (
        "hold",
        "How long the message may wait for clearance before it is dropped; `0s` is now or never. While a rule, quiet hours or a full cap object, it is *held*, and asked again when an objection ends.",
    ),
    (
        "holdout",
        "`holdout P% of …`: so many customers, always the same, are not sent this. It is recorded as *withheld* and the journey goes on, so that the groups differ in nothing else.",
    ),
    ("id", "Opaque text, compared only for equality. In a source: the column with the event's id."),
    ("if", "Runs the block if the condition holds; what it makes known is known in there."),
    ("in", "`in J`: the customer is in the journey; `x in (a, b)`: it is one of these; `offer m in placement`."),
    (
        "inbound",
        "A channel that is shown to a customer who comes; nothing is sent there. Caps and quiet hours reach it only where `via` names it.",
    ),
    ("instant", "A point in time, in UTC, to the millisecond."),
    ("int", "A whole number of 64 bits. Arithmetic saturates."),
    ("invariant", "A statement about all possible behaviour, which the compiler proves, or refutes with a story."),
    ("is", "`x is known`, `x is unknown`: whether there is a value."),
    ("journey", "The steps a customer goes through towards a goal. One run through it is an *instance*."),
    ("known", "There is a value. Where this has been asked, the value can be used without `??`."),
    ("latest", "`latest(E.f, D)`: the field of the last event; unknown where there was none."),
    ("leave", "Ends the journey as *left*, with this reason."),
    ("left", "`steps left in J`: the fewest steps still to come. As an event: the journey ended without its goal."),
    (
        "limit",
        "The longest that an instance lasts, paused or not: then it ends as *left* with the reason \"limit\". Every journey has one, so every customer finds a way out.",
    ),
    ("list", "`list of T`: at most 64 values."),
    ("lowest", "`lowest(E.f, D)`: the smallest value of a field; unknown where there was none."),
    ("measure", "A figure over all customers: the share of those with B who had A."),
    ("member", "`member of A`: the customer is in the audience."),
    ("message", "Something to say to the customer. It is sent only with clearance."),
    ("never", "Of `again`: once in a customer's life. Of an invariant: that this can't happen."),
    ("not", "The condition doesn't hold."),
    ("now", "The moment's time."),
    ("number", "A number in binary, always finite."),
    ("of", "What it is of."),
    ("offer", "Makes an offer for a placement, which stands until its time has passed. It does not wait."),
    ("on", "What happens: the event that begins, moves or ends something. On days: `on monday or friday`."),
    ("only", "`only when c`: asked at each clearing; where it doesn't hold the message is held."),
    ("or", "One of them at least."),
    ("owner", "Who looks after it."),
    (
        "paused",
        "`paused while c`: meanwhile the journey is asked only about goal, exit and limit, and its messages are held.",
    ),
    ("per", "In what time: `day`, `week`, `month` are the calendar's in the customer's zone, a duration rolls."),
    ("personal", "The value is left out of explanations."),
    ("placement", "A slot of a touchpoint that shows the best offers there are now."),
    ("policy", "Named rules that hold back messages. The root's bind every message, a package's its own."),
    ("priorities", "The purposes, the highest first: the docket is taken in their order."),
    ("private", "Only this package sees the declaration."),
    ("purpose", "Why the message is said. Purposes are declared in `priorities`."),
    (
        "quiet",
        "`quiet a..b for S`: nothing of it is sent between these times of the customer's day. Over midnight, the day is the one on which it begins.",
    ),
    (
        "refreshed",
        "`refreshed daily at 06:00`: the audience is asked at that time in the customer's zone, instead of watched.",
    ),
    (
        "requires",
        "Must hold for the channel to be used. A message whose every channel fails is dropped as *unreachable*.",
    ),
    ("salt", "Goes into the hash that places a customer; the same salt gives the same groups."),
    ("seen", "`seen(E, D)`: it happened within the last D, or ever."),
    (
        "send",
        "Puts the message on the docket and waits for its fate: *sent* or *withheld*, and the body goes on; *dropped*, and `else` runs.",
    ),
    ("share", "`share(E, F, D)`: how many of E there were for each of F; unknown where there was no F."),
    ("shows", "How many offers the placement shows."),
    ("signal", "A pattern of events over time, which happens at an instant."),
    ("since", "How long ago: since the last event, or since an instant or date."),
    ("source", "How records of another form become events."),
    ("split", "Parts the customers by chance: a hash of the customer's id, the same every time."),
    ("stage", "A name for what part of a customer's life the journey is about."),
    ("start", "When this instance of the journey was entered."),
    ("starts", "`text starts with …`."),
    ("stay", "Waits for whatever moves the instance from outside the step."),
    ("step", "A place in a journey. A body runs at once to its next `wait` or `send`."),
    ("steps", "`steps left in J`: the fewest steps still to come."),
    ("sum", "`sum(E.f, D)`: of a field, over a window; it starts at zero."),
    ("suppress", "`suppress S while c`, or `for D after E`: the message is held back as long as that is so."),
    ("switch", "A named flag that an operator turns while the system runs."),
    ("test", "A story told in events, and what must come of it. Times are the customer's local ones."),
    ("text", "Text of at most 1,024 bytes; `text up to N` for others."),
    ("then", "What follows; in a signal, what must happen next."),
    ("time", "A time of day."),
    ("timezone", "An IANA time zone, as `Europe/London`."),
    ("to", "To what, or the system that an action is for."),
    ("trait", "A value computed from attributes and history, true *now*."),
    ("true", "One value of `bool`."),
    ("type", "A name for a set of values."),
    ("unknown", "There is no value. Unknown equals nothing."),
    ("until", "Until a time of day, a date or an instant; as `until(t)`: how long it still is."),
    ("up", "`up to N`: at most so many are kept."),
    ("use", "Brings a declaration, or all of a package, so that it can be named without its package."),
    ("via", "Only through these channels."),
    ("wait", "Rests here: for a duration of a second at least, until a time, or until the first of its arms happens."),
    ("was", "The name it had in the version before: what is kept of customers goes with it."),
    ("weigh", "`weigh names by expr`: multiplies their rank. Only the root's policies do."),
    ("when", "A watched condition: it acts at the instant at which it begins to hold."),
    ("where", "Only events for which this holds. Their fields can be read by their names."),
    ("while", "As long as this holds."),
    ("within", "At most so much time later."),
    (
        "worth",
        "What the message is worth when it does what it is for: a number or an amount, zero unless written. Rank is worth times chance times weights.",
    ),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_are_in_order() {
        assert!(WORDS.is_sorted_by(|(a, _), (b, _)| a < b));
        assert!(meaning("hold").is_some());
        assert_eq!(meaning("ticket"), None);
    }
}
