//! Codes of what is wrong with expressions (E0150–E0299) and bodies (E0300–E0449), and their warnings (W0100–W0299).

use crate::diagnostic::Code;

/// A value of one type where another is wanted.
pub const WRONG_TYPE: Code = Code::error(150);
/// A value that may be unknown where a known one is needed.
pub const MAY_BE_UNKNOWN: Code = Code::error(151);
/// A word that names nothing.
pub const UNKNOWN_NAME: Code = Code::error(152);
/// A name of something that has no value.
pub const NOT_A_VALUE: Code = Code::error(153);
/// A word that is none of an enumeration's values.
pub const NOT_ONE_OF: Code = Code::error(154);
/// An attribute that the customer doesn't have.
pub const UNKNOWN_ATTRIBUTE: Code = Code::error(155);
/// A field that isn't there.
pub const UNKNOWN_FIELD: Code = Code::error(156);
/// A name that isn't bound on every way.
pub const NOT_BOUND: Code = Code::error(157);
/// A word that has a meaning only elsewhere: `start`, `column`.
pub const ONLY_ELSEWHERE: Code = Code::error(158);
/// A column that must be written in quotes.
pub const QUOTED_COLUMN: Code = Code::error(159);
/// A number that is too large.
pub const NUMBER_RANGE: Code = Code::error(160);
/// An amount with more decimals than its currency has.
pub const AMOUNT_DECIMALS: Code = Code::error(161);
/// A code that isn't one of ISO 4217.
pub const AMOUNT_CURRENCY: Code = Code::error(162);
/// A duration whose units aren't in order.
pub const DURATION_UNITS: Code = Code::error(163);
/// A date, time or instant that doesn't exist.
pub const NO_SUCH_TIME: Code = Code::error(164);
/// A time zone that isn't in the database.
pub const NO_SUCH_ZONE: Code = Code::error(165);
/// A percentage that can't be.
pub const PERCENT_RANGE: Code = Code::error(166);
/// A list that is too long.
pub const LIST_TOO_LONG: Code = Code::error(167);
/// A text that is too long.
pub const TEXT_TOO_LONG: Code = Code::error(168);
/// A window or span of no time.
pub const NO_TIME: Code = Code::error(169);
/// Arithmetic of types that don't go together.
pub const ARITHMETIC: Code = Code::error(170);
/// Amounts of two currencies.
pub const CURRENCIES: Code = Code::error(171);
/// A comparison of two types.
pub const COMPARISON: Code = Code::error(172);
/// An order among things that have none.
pub const NO_ORDER: Code = Code::error(173);
/// A comparison that can never be true.
pub const NEVER_EQUAL: Code = Code::error(174);
/// A field compared with itself.
pub const WITH_ITSELF: Code = Code::error(175);
/// A comparison with `unknown`.
pub const EQUALS_UNKNOWN: Code = Code::error(176);
/// Two values of different types where one type is needed.
pub const TWO_TYPES: Code = Code::error(177);
/// A date moved by a part of a day.
pub const PART_OF_DAY: Code = Code::error(178);
/// A hole in a text for what has no text.
pub const NO_TEXT: Code = Code::error(179);
/// A value of which nothing says the type.
pub const NO_TYPE_TOLD: Code = Code::error(180);
/// An event that isn't there.
pub const UNKNOWN_EVENT: Code = Code::error(190);
/// Something that doesn't happen where something that happens is needed.
pub const NOT_AN_EVENT: Code = Code::error(191);
/// A name in parentheses that can't stand there.
pub const NAME_IN_PARENTHESES: Code = Code::error(192);
/// A measure without a field.
pub const NEEDS_FIELD: Code = Code::error(193);
/// A field in a measure of whole events.
pub const TAKES_NO_FIELD: Code = Code::error(194);
/// A measure of a field of the wrong type.
pub const MEASURED_TYPE: Code = Code::error(195);
/// A measure without a window that needs one.
pub const NEEDS_WINDOW: Code = Code::error(196);
/// A window where there is none.
pub const TAKES_NO_WINDOW: Code = Code::error(197);
/// A bound of `up to` that can't be.
pub const UP_TO: Code = Code::error(198);
/// A field of the key's name with another type.
pub const KEY_TYPE: Code = Code::error(199);
/// Something happening where a point in time is wanted.
pub const NOT_A_TIME: Code = Code::error(200);
/// `as` where nothing can be bound.
pub const MISPLACED_AS: Code = Code::error(201);
/// Time that can't be watched.
pub const UNWATCHABLE: Code = Code::error(202);
/// A channel that isn't there.
pub const UNKNOWN_CHANNEL: Code = Code::error(210);
/// A journey that isn't there.
pub const UNKNOWN_JOURNEY: Code = Code::error(211);
/// A step that isn't there.
pub const UNKNOWN_STEP: Code = Code::error(212);
/// A key for a journey without one, or the other way about.
pub const JOURNEY_KEY: Code = Code::error(213);
/// An audience that isn't there.
pub const UNKNOWN_AUDIENCE: Code = Code::error(214);
/// A message that isn't there.
pub const UNKNOWN_MESSAGE: Code = Code::error(215);
/// An action that isn't there.
pub const UNKNOWN_ACTION: Code = Code::error(216);
/// A purpose that isn't there.
pub const UNKNOWN_PURPOSE: Code = Code::error(217);
/// A policy or rule that isn't there.
pub const UNKNOWN_RULE: Code = Code::error(218);

/// A key of a record that isn't one of its fields.
pub const NO_SUCH_KEY: Code = Code::error(300);
/// A key twice.
pub const KEY_TWICE: Code = Code::error(301);
/// A field that must be given.
pub const MISSING_FIELD: Code = Code::error(302);
/// An item that must be there.
pub const MISSING_ITEM: Code = Code::error(303);
/// A single item that stands twice.
pub const ITEM_TWICE: Code = Code::error(304);
/// A name that stands twice in a list.
pub const NAME_TWICE: Code = Code::error(305);
/// A default or value that must be constant.
pub const NOT_CONSTANT: Code = Code::error(306);
/// A count that can't be.
pub const COUNT_RANGE: Code = Code::error(307);
/// A channel that is inbound where a message is to be sent.
pub const INBOUND: Code = Code::error(310);
/// A channel that the message may not take.
pub const NOT_ITS_CHANNEL: Code = Code::error(311);
/// A message without `hold` that is sent.
pub const NO_HOLD: Code = Code::error(312);
/// `best of` of fewer than two.
pub const BEST_OF_ONE: Code = Code::error(313);
/// An action that answers nothing.
pub const NO_ANSWERS: Code = Code::error(314);
/// Something that can't be emitted.
pub const CANNOT_EMIT: Code = Code::error(315);
/// A statement that is never reached.
pub const AFTER_MOVE: Code = Code::error(316);
/// A handler that neither moves nor stays.
pub const HANDLER_WAYS: Code = Code::error(317);
/// A second `split` without a salt.
pub const SECOND_SPLIT: Code = Code::error(318);
/// Shares that don't sum to 100%.
pub const SHARES: Code = Code::error(319);
/// `enter when` of a journey with a key.
pub const ENTER_WHEN_KEY: Code = Code::error(320);
/// An entry without the key's field.
pub const NO_KEY_FIELD: Code = Code::error(321);
/// A key of a type that can't be one.
pub const KEY_KIND: Code = Code::error(322);
/// A name that a name in scope already has.
pub const NAME_IN_USE: Code = Code::error(323);
/// `becomes` with a key.
pub const BECOMES_KEY: Code = Code::error(330);
/// `no` without `within`.
pub const NO_WITHOUT_WITHIN: Code = Code::error(331);
/// A rule that may stand only in the root.
pub const ROOT_ONLY: Code = Code::error(340);
/// A rule about what another package owns.
pub const NOT_OWN: Code = Code::error(341);
/// Quiet hours of no time.
pub const QUIET_EMPTY: Code = Code::error(342);
/// A day that stands where it can't.
pub const UNKNOWN_DAY: Code = Code::error(343);
/// Something other than a purpose, message or journey in a rule.
pub const NOT_SELECTABLE: Code = Code::error(344);
/// A format or separator that can't be.
pub const SOURCE_FORMAT: Code = Code::error(350);
/// An event that only the runtime makes.
pub const ONLY_RUNTIME: Code = Code::error(360);
/// Time that goes backwards.
pub const BACKWARDS: Code = Code::error(361);
/// `within` where it can't stand.
pub const NO_TAKES_FOR: Code = Code::error(362);
/// A rule that is no holdout.
pub const NOT_A_HOLDOUT: Code = Code::error(363);
/// An arm that isn't there.
pub const UNKNOWN_ARM: Code = Code::error(364);
/// More than one channel for one thing that happened.
pub const ONE_CHANNEL: Code = Code::error(365);
/// `turn` in tests is not supported yet.
pub const NO_TURNS: Code = Code::error(440);
/// `ask` in tests is not supported yet.
pub const NO_QUESTIONS: Code = Code::error(441);
/// `expect shown` is not supported yet.
pub const NO_SHOWN: Code = Code::error(442);
/// `expect answer` is not supported yet.
pub const NO_ANSWER: Code = Code::error(443);
/// `offer` is not supported yet.
pub const NO_OFFERS: Code = Code::error(448);
/// `from step` is not supported yet.
pub const NO_FROM_STEP: Code = Code::error(449);

/// A field hides a name from outside.
pub const HIDES: Code = Code::warning(100);
/// `??` on what is known.
pub const NEEDLESS_FALLBACK: Code = Code::warning(101);
