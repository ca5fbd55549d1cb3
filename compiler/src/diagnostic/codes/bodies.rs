//! Codes of what is wrong with expressions (E0150–E0299) and bodies (E0300–E0449), and their warnings (W0100–W0299).

codes! {
    /// A value of one type where another is wanted.
    E0150 WRONG_TYPE,
    /// A value that may be unknown where a known one is needed.
    E0151 MAY_BE_UNKNOWN,
    /// A word that names nothing.
    E0152 UNKNOWN_NAME,
    /// A name of something that has no value.
    E0153 NOT_A_VALUE,
    /// A word that is none of an enumeration's values.
    E0154 NOT_ONE_OF,
    /// An attribute that the customer doesn't have.
    E0155 UNKNOWN_ATTRIBUTE,
    /// A field that isn't there.
    E0156 UNKNOWN_FIELD,
    /// A name that isn't bound on every way.
    E0157 NOT_BOUND,
    /// A word that has a meaning only elsewhere: `start`, `column`.
    E0158 ONLY_ELSEWHERE,
    /// A column that must be written in quotes.
    E0159 QUOTED_COLUMN,
    /// A number that is too large.
    E0160 NUMBER_RANGE,
    /// An amount with more decimals than its currency has.
    E0161 AMOUNT_DECIMALS,
    /// A duration whose units aren't in order.
    E0163 DURATION_UNITS,
    /// A date, time or instant that doesn't exist.
    E0164 NO_SUCH_TIME,
    /// A time zone that isn't in the database.
    E0165 NO_SUCH_ZONE,
    /// A percentage that can't be.
    E0166 PERCENT_RANGE,
    /// A list that is too long.
    E0167 LIST_TOO_LONG,
    /// A text that is too long.
    E0168 TEXT_TOO_LONG,
    /// A window or span of no time.
    E0169 NO_TIME,
    /// Arithmetic of types that don't go together.
    E0170 ARITHMETIC,
    /// Amounts of two currencies.
    E0171 CURRENCIES,
    /// A comparison of two types.
    E0172 COMPARISON,
    /// An order among things that have none.
    E0173 NO_ORDER,
    /// A comparison that can never be true.
    E0174 NEVER_EQUAL,
    /// A field compared with itself.
    E0175 WITH_ITSELF,
    /// A comparison with `unknown`.
    E0176 EQUALS_UNKNOWN,
    /// Two values of different types where one type is needed.
    E0177 TWO_TYPES,
    /// A date moved by a part of a day.
    E0178 PART_OF_DAY,
    /// A hole in a text for what has no text.
    E0179 NO_TEXT,
    /// A value of which nothing says the type.
    E0180 NO_TYPE_TOLD,
    /// An event that isn't there.
    E0190 UNKNOWN_EVENT,
    /// Something that doesn't happen where something that happens is needed.
    E0191 NOT_AN_EVENT,
    /// A name in parentheses that can't stand there.
    E0192 NAME_IN_PARENTHESES,
    /// A measure without a field.
    E0193 NEEDS_FIELD,
    /// A field in a measure of whole events.
    E0194 TAKES_NO_FIELD,
    /// A measure of a field of the wrong type.
    E0195 MEASURED_TYPE,
    /// A measure without a window that needs one.
    E0196 NEEDS_WINDOW,
    /// A window where there is none.
    E0197 TAKES_NO_WINDOW,
    /// A bound of `up to` that can't be.
    E0198 UP_TO,
    /// A field of the key's name with another type.
    E0199 KEY_TYPE,
    /// Something happening where a point in time is wanted.
    E0200 NOT_A_TIME,
    /// Time that can't be watched.
    E0202 UNWATCHABLE,
    /// Questions to history that are nested too deep.
    E0203 NESTED_HISTORY,
    /// A channel that isn't there.
    E0210 UNKNOWN_CHANNEL,
    /// A journey that isn't there.
    E0211 UNKNOWN_JOURNEY,
    /// A step that isn't there.
    E0212 UNKNOWN_STEP,
    /// A key for a journey without one, or the other way about.
    E0213 JOURNEY_KEY,
    /// An audience that isn't there.
    E0214 UNKNOWN_AUDIENCE,
    /// A message that isn't there.
    E0215 UNKNOWN_MESSAGE,
    /// An action that isn't there.
    E0216 UNKNOWN_ACTION,
    /// A purpose that isn't there.
    E0217 UNKNOWN_PURPOSE,
    /// A policy or rule that isn't there.
    E0218 UNKNOWN_RULE,
    /// A decision or placement that isn't there.
    E0219 UNKNOWN_QUESTION,
    /// A switch that isn't there.
    E0220 UNKNOWN_SWITCH,
    /// A stage of which no journey is.
    E0221 UNKNOWN_STAGE,
    /// A key of a record that isn't one of its fields.
    E0300 NO_SUCH_KEY,
    /// A key twice.
    E0301 KEY_TWICE,
    /// A field that must be given.
    E0302 MISSING_FIELD,
    /// An item that must be there.
    E0303 MISSING_ITEM,
    /// A single item that stands twice.
    E0304 ITEM_TWICE,
    /// A name that stands twice in a list.
    E0305 NAME_TWICE,
    /// A default or value that must be constant.
    E0306 NOT_CONSTANT,
    /// A count that can't be.
    E0307 COUNT_RANGE,
    /// A channel that is inbound where a message is to be sent.
    E0310 INBOUND,
    /// A channel that the message may not take.
    E0311 NOT_ITS_CHANNEL,
    /// A message without `hold` that is sent.
    E0312 NO_HOLD,
    /// A channel that is not inbound where something is to be shown.
    E0313 OUTBOUND,
    /// An action that answers nothing.
    E0314 NO_ANSWERS,
    /// Something that can't be emitted.
    E0315 CANNOT_EMIT,
    /// A statement that is never reached.
    E0316 AFTER_MOVE,
    /// A handler that neither moves nor stays.
    E0317 HANDLER_WAYS,
    /// A second `split` without a salt.
    E0318 SECOND_SPLIT,
    /// Shares that don't sum to 100%.
    E0319 SHARES,
    /// `enter when` of a journey with a key.
    E0320 ENTER_WHEN_KEY,
    /// An entry without the key's field.
    E0321 NO_KEY_FIELD,
    /// A key of a type that can't be one.
    E0322 KEY_KIND,
    /// A name that a name in scope already has.
    E0323 NAME_IN_USE,
    /// `becomes` with a key.
    E0330 BECOMES_KEY,
    /// A signal that carries too many events.
    E0332 TOO_MANY_EVENTS,
    /// A rule that may stand only in the root.
    E0340 ROOT_ONLY,
    /// A rule about what another package owns.
    E0341 NOT_OWN,
    /// Quiet hours of no time.
    E0342 QUIET_EMPTY,
    /// Something other than a purpose, message or journey in a rule.
    E0344 NOT_SELECTABLE,
    /// A separator that can't be.
    E0350 SEPARATOR,
    /// An event that only the runtime makes.
    E0360 ONLY_RUNTIME,
    /// Time that goes backwards.
    E0361 BACKWARDS,
    /// `within` where it can't stand.
    E0362 NO_TAKES_FOR,
    /// A rule that is no holdout.
    E0363 NOT_A_HOLDOUT,
    /// An arm that isn't there.
    E0364 UNKNOWN_ARM,
    /// More than one channel for one thing that happened.
    E0365 ONE_CHANNEL,
    /// A way of a decision that ends without an answer.
    E0370 NO_ANSWER,
    /// An answer that is expected where nothing was asked.
    E0371 NOTHING_ASKED,

    /// A value by which figures can't be kept apart.
    E0390 NO_GROUP,
    /// Figures kept apart by something personal.
    E0391 PERSONAL_GROUP,
    /// An alert that can never come.
    E0392 NEVER_ALERTS,
    /// A measure that waits too long.
    E0393 WAITS_TOO_LONG,

    /// A field hides a name from outside.
    W0100 HIDES,
    /// `??` on what is known.
    W0101 NEEDLESS_FALLBACK,
}
