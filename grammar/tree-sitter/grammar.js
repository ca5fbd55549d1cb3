// The grammar of journey files for editors: §18 of the language, which `grammar/journey.pest` carries out for the compiler.
//
// Words are keywords only where the grammar asks for them. Where a name can stand beside a keyword, the keyword is one of the
// `soft` words of that place, and what follows decides. Names of nodes are those of the compiler's tree. Documentation and
// comments may stand anywhere. After a change: `BATON_GRAMMAR=write cargo test -p tree-sitter-journey`, which writes the parser, and once
// more for the trees of the corpus.

/** Words that start something in an expression, an occurrence or an expectation, and are names otherwise. */
const SOFT = [
  "all", "answer", "average", "best", "column", "count", "did", "distinct", "dropped", "first", "held", "highest", "latest",
  "lowest", "member", "queued", "seen", "sent", "shown", "since", "step", "sum", "unknown", "until", "waiting",
  "withdrawn", "withheld",
];

/** Words that can go on with an expression; a key may be called so, too. */
const GOING_ON = ["and", "at", "contains", "ends", "in", "is", "or", "starts"];

/** Words that can stand behind an expression, after which stages are often called. */
const STAGE_WORDS = ["ask", "leave"];

/** Days, as they are written in rules and waits. */
const DAYS = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "weekdays", "weekends"];

const WHOLE = /0|[1-9][0-9]*/;
const DECIMAL = /(0|[1-9][0-9]*)(\.[0-9]+)?/;
const DAY_OF = /[0-9]{4}-[0-9]{2}-[0-9]{2}/;

/** These words as names, where they are no keywords: whatever goes on with the keyword comes first. */
const soft = ($, these) => prec(-1, words($, these));
const words = ($, these) => choice(...these.map((word) => alias(word, $.identifier)));
const dotted = ($, name) => seq(name, repeat(seq(".", $.identifier)));
const commas = (rule) => seq(rule, repeat(seq(",", rule)));
const between_commas = (rule) => optional(seq(commas(rule), optional(",")));
const declared = (keyword, ...rest) => seq(optional("private"), keyword, ...rest);
const named = ($) => seq(field("name", $.identifier), optional($.was));
const braces = (rule) => seq("{", repeat(rule), "}");
const infix = (left, operator, right) => seq(field("left", left), field("operator", operator), field("right", right));

module.exports = grammar({
  name: "journey",

  word: ($) => $.identifier,
  extras: ($) => [/[\s\uFEFF]/, $.comment, $.documentation],
  supertypes: ($) => [$.declaration, $.statement, $.expression],
  // Where one more word doesn't tell which it is, both are tried.
  conflicts: ($) => [
    // A line of a test, or an event called like its first word; `at` a step, or the next line.
    [$.tell_at], [$.tell_after], [$.in_journey],
    // A rule goes on, or the next one is called so.
    [$.rule], [$.holdout],
    // A value goes on, or the next key is called so.
    [$.expression, $._or], [$._disjunction, $._and], [$._or, $._and], [$._comparison, $.one_of],
    [$._comparison, $._compared], [$._comparison, $.known],
    // A type goes on, or the next field is called so.
    [$.list_of, $._soft_type], [$.text_up_to, $._soft_type],
    // A share has two events; an event called `share` may be about one message.
    [$.share_of, $._soft_share],
    // A journey called `steps` left, or the steps that are left in one.
    [$.steps_left, $._soft_steps],
    // A stage's name, or what goes on behind a journey called `stage`.
    [$._stage_word, $._stage_path], [$.in_stage, $._stage_path],
  ],

  rules: {
    file: ($) => seq(repeat($.use), repeat($.declaration)),
    use: ($) => seq("use", $.path),
    declaration: ($) => choice(
      $.customer, $.event, $.enumeration, $.trait, $.signal, $.channel, $.priorities, $.message, $.action, $.policy,
      $.journey, $.decision, $.placement, $.audience, $.switch, $.measure, $.invariant, $.source, $.test,
    ),

    // Declarations (§6)

    customer: ($) => declared("customer", $.fields),
    event: ($) => declared("event", named($), $.fields),
    enumeration: ($) => declared("type", named($), "=", $.identifier, repeat(seq("|", $.identifier))),
    trait: ($) => declared("trait", named($), optional(seq(":", $._type)), "=", field("value", $.expression)),
    signal: ($) => declared("signal", named($), optional($.each), "=", $.pattern),
    channel: ($) => declared("channel", named($), alias($._channel_body, $.body)),
    _channel_body: ($) => braces(choice($.requires, $.inbound, $.capacity)),
    requires: ($) => seq("requires", $.expression),
    inbound: () => "inbound",
    capacity: ($) => seq("capacity", $.number, "per", $.unit),
    priorities: ($) => declared("priorities", $.identifier, repeat(seq(">", $.identifier))),
    message: ($) => declared("message", named($), optional($.params), alias($._message_body, $.body)),
    _message_body: ($) => braces(choice($.purpose, $.channels, $.hold, $.worth, $.chance, $.only_when, $.content)),
    purpose: ($) => seq("purpose", $.path),
    channels: ($) => seq("channels", $._names, optional(seq("by", $.expression))),
    hold: ($) => seq("hold", $.duration),
    worth: ($) => seq("worth", $.expression),
    chance: ($) => seq("chance", $.expression),
    only_when: ($) => seq("only", "when", $.expression),
    content: ($) => seq("content", $.string, optional($.record)),
    action: ($) => declared("action", named($), optional($.params), "to", $.string, optional($.capacity),
      optional(seq("answers", $.fields))),
    decision: ($) => declared("decision", named($), optional($.params), "answers", $.fields, $.choices),
    choices: ($) => braces(choice($.answer, $.choice_if)),
    answer: ($) => seq("answer", $.record),
    choice_if: ($) => seq("if", $.expression, $.choices, optional(seq("else", choice($.choice_if, $.choices)))),
    placement: ($) => declared("placement", named($), "via", $.path, "shows", $.number),
    audience: ($) => declared("audience", named($), optional(seq("refreshed", "daily", "at", $.time)), "=", $.expression),
    switch: ($) => declared("switch", named($), "=", choice("on", "off")),
    measure: ($) => declared("measure", named($), "=", $._occurrence, "of", $._occurrence, optional($.within),
      optional(seq("by", $.expression)), "per", $.unit, optional($.alert)),
    alert: ($) => seq("alert", choice("below", "above"), $.percent),

    was: ($) => seq("was", $.path),
    each: ($) => seq("for", "each", field("key", $.identifier), optional($.limit_keys)),
    limit_keys: ($) => seq(",", "up", "to", $.number),
    fields: ($) => braces(seq($.field, optional(","))),
    field: ($) => seq(optional("personal"), field("name", choice($.identifier, $._soft_field)), ":", $._type,
      optional(seq("=", $.expression))),
    _soft_field: ($) => soft($, ["personal", "of", "up", ...GOING_ON]),
    params: ($) => seq("(", between_commas($.param), ")"),
    param: ($) => seq(field("name", $.identifier), ":", $._type),
    _type: ($) => seq(field("type", choice($.list_of, $.text_up_to, $.values, $.code, alias($._type_path, $.path))),
      optional($.optional)),
    optional: () => "?",
    list_of: ($) => seq("list", "of", choice($.list_of, $.code, alias($._type_path, $.path))),
    text_up_to: ($) => seq("text", "up", "to", $.number),
    values: ($) => seq($._type_name, repeat1(seq("|", $.identifier))),
    _type_path: ($) => dotted($, $._type_name),
    _type_name: ($) => choice($.identifier, $._soft_type),
    _soft_type: ($) => choice(alias("list", $.identifier), alias("text", $.identifier)),
    record: ($) => braces(seq($.entry, optional(","))),
    entry: ($) => seq(field("name", choice($.identifier, $._soft_key)), ":", field("value", $.expression)),
    _soft_key: ($) => soft($, GOING_ON),
    call: ($) => seq(alias($._soft_path, $.path), optional($.args)),
    args: ($) => seq("(", between_commas($.entry), ")"),
    _names: ($) => commas($.path),
    via: ($) => seq("via", $.path, repeat(seq("or", $.path))),
    days: ($) => seq("on", $.day, repeat(seq("or", $.day))),
    day: () => choice(...DAYS),
    unit: () => choice("hour", "day", "week", "month"),
    _period: ($) => choice($.duration, $.unit),
    within: ($) => seq("within", $.duration),
    because: ($) => seq("because", $.string),

    // Journeys (§10)

    journey: ($) => declared("journey", named($), optional($.each), alias($._journey_body, $.body)),
    _journey_body: ($) => braces(choice(
      $.stage, $.owner, $.enter, $.again, $.goal, $.exit, $.limit, $.paused, $.on, $.step, $.from_step,
    )),
    stage: ($) => seq("stage", $.identifier),
    owner: ($) => seq("owner", $.string),
    enter: ($) => seq("enter", choice(seq("on", $._bound), seq("when", $.expression))),
    again: ($) => seq("again", choice("never", "always", seq("after", $.duration))),
    goal: ($) => seq("goal", choice($._bound, seq("when", $.expression)), optional($.within), optional($.goto)),
    exit: ($) => seq("exit", choice(seq("on", $._bound), seq("when", $.expression)), optional($.because)),
    limit: ($) => seq("limit", $.duration),
    paused: ($) => seq("paused", "while", $.expression),
    on: ($) => seq("on", $._bound, $._reaction),
    step: ($) => seq("step", named($), $.block),
    from_step: ($) => seq("from", "step", $.identifier, choice($.goto, $.leave)),
    _reaction: ($) => choice($.goto, $.block),
    block: ($) => braces($.statement),
    statement: ($) => choice(
      $.send, $.offer, $.do, $.emit, $.wait, $.if, $.split, $.goto, $.leave, $.done, $.stay,
    ),
    send: ($) => seq("send", choice($.best_of, $.call), optional($.via), optional(choice($.else, $.arms))),
    best_of: ($) => seq("best", "of", commas($.call)),
    else: ($) => seq("else", $._reaction),
    offer: ($) => seq("offer", $.call, "in", $.path, "for", $.duration),
    do: ($) => seq("do", $.call, optional(seq($.bind, $.within, optional($.else)))),
    emit: ($) => seq("emit", $.path, $.record),
    wait: ($) => seq("wait", choice($.arms, seq("until", $._point), $.expression)),
    arms: ($) => braces(choice($.arm, $.else)),
    arm: ($) => seq(
      choice(seq("on", $._bound), seq("when", $.expression), seq("after", $.expression), seq("until", $._point)),
      $._reaction,
    ),
    _point: ($) => seq($.expression, optional($.days)),
    if: ($) => seq("if", field("condition", $.expression), $.block, optional(seq("else", choice($.if, $.block)))),
    split: ($) => seq("split", optional($.string), "{", repeat1($.share), "}"),
    share: ($) => seq(optional($.percent), field("name", $.identifier), $._reaction),
    goto: ($) => seq("->", field("step", $.identifier)),
    leave: ($) => seq("leave", $.string),
    done: () => "done",
    stay: () => "stay",

    // Policies (§11), invariants (§14)

    policy: ($) => declared("policy", named($), alias($._policy_body, $.body)),
    _policy_body: ($) => braces($.rule),
    rule: ($) => seq(
      field("name", choice($.identifier, $._soft_rule)), optional($.was), ":",
      choice($.suppress, $.cap, $.quiet, $.gather, $.holdout, $.weigh),
      optional($.except),
    ),
    _soft_rule: ($) => soft($, ["except", "salt", "contains", "ends", "starts"]),
    except: ($) => seq("except", $._names),
    suppress: ($) => seq("suppress", $._selection,
      choice(seq("while", $.expression), seq("for", $.duration, "after", $._occurrence))),
    cap: ($) => seq("cap", $._selection, "to", $.number, "per", $._period),
    quiet: ($) => seq("quiet", $.time, "..", $.time, optional($.days), "for", $._selection),
    gather: ($) => seq("gather", $._selection, "until", $.time),
    holdout: ($) => seq("holdout", $.percent, "of", $._names, optional($.salt)),
    salt: ($) => seq("salt", $.string),
    weigh: ($) => seq("weigh", $._names, "by", $.expression),
    _selection: ($) => seq(choice("all", $._names), optional($.via)),
    invariant: ($) => declared("invariant", named($), ":",
      choice($.never_sent, $.never, $.at_most, $.ends_within, $.only_after)),
    never_sent: ($) => seq("never", "sent", $._selection, "while", $.expression),
    never: ($) => seq("never", $.expression),
    at_most: ($) => seq("sent", $._selection, "at", "most", $.number, "per", $._period),
    ends_within: ($) => seq(alias($._claimed_path, $.path), "ends", $.within),
    only_after: ($) => seq(alias($._claimed_path, $.path), "reaches", $.identifier, "only", "after", $.identifier),

    _claimed_path: ($) => dotted($, choice($.identifier, $._soft_claimed)),
    _soft_claimed: ($) => soft($, ["sent"]),

    // Sources (§16)

    source: ($) => declared("source", named($), "from", field("format", $.identifier),
      optional(seq("separated", "by", $.string)), alias($._source_body, $.body)),
    _source_body: ($) => braces(choice($.source_customer, $.source_id, $.source_via, $.source_at, $.take)),
    source_customer: ($) => seq("customer", $._column),
    source_id: ($) => seq("id", $._column),
    source_via: ($) => seq("via", $._column),
    source_at: ($) => seq("at", $._column, optional(seq("as", $.clock))),
    clock: ($) => choice("seconds", "milliseconds", "iso", seq("hours", "since", $.date)),
    take: ($) => seq(alias($._take_path, $.path), optional($.filter), $.record),
    _take_path: ($) => dotted($, choice($.identifier, $._soft_take)),
    _soft_take: ($) => soft($, ["at", "customer", "id"]),
    _column: ($) => choice($.string, alias(choice($.identifier, "where"), $.column)),

    // Tests (§15)

    test: ($) => declared("test", field("title", $.string), alias($._test_body, $.body)),
    _test_body: ($) => braces(choice(
      $.tell_customer, $.tell_at, $.tell_after, $.turn, $.ask, $.in_holdout, $.takes, $.expect,
    )),
    tell_customer: ($) => seq("customer", optional($.string), $.record),
    tell_at: ($) => seq("at", choice($.instant, seq($.date, optional($.time))), optional($._told)),
    tell_after: ($) => seq("after", $.duration, optional($._told)),
    _told: ($) => seq(field("event", alias($._told_path, $.path)), optional($.of), optional($.via), optional($.record)),
    _told_path: ($) => dotted($, choice($.identifier, $._soft_told)),
    _soft_told: ($) => soft($, ["after", "ask", "at", "takes", "turn"]),
    turn: ($) => seq("turn", choice("on", "off"), $.path),
    ask: ($) => seq("ask", $.call),
    in_holdout: ($) => seq("in", "holdout", $.path),
    takes: ($) => seq("takes", $.identifier, "of", $.path),
    expect: ($) => seq("expect", $._expectation, optional(choice($.within, $.for))),
    for: ($) => seq("for", $.duration),
    _expectation: ($) => choice(
      $.expect_message, $.expect_fate, $.expect_passed, $.expect_no, $.expect_did, $.expect_answer, $.expect_journey,
      $.expression,
    ),
    expect_message: ($) => seq(choice("sent", "shown"), $._expected, optional($.via), optional($._with)),
    expect_fate: ($) => seq(choice("held", "waiting", "dropped", "withdrawn"), $._expected, optional(seq("because", $._expected))),
    expect_passed: ($) => seq(choice("queued", "withheld"), $._expected),
    expect_no: ($) => seq("no", $._expected),
    expect_did: ($) => seq("did", $._expected, optional($._with)),
    expect_answer: ($) => seq("answer", $.record),
    expect_journey: ($) => seq(alias($._soft_path, $.path),
      choice("reached", "completed", "missed", "refused", seq("left", optional($.string)), seq("not", "entered"))),
    _expected: ($) => alias($._expected_path, $.path),
    _expected_path: ($) => dotted($, choice($.identifier, $._soft_expected)),
    _soft_expected: ($) => soft($, [
      "after", "ask", "at", "completed", "contains", "customer", "ends", "expect", "for", "left", "missed", "reached", "refused",
      "starts", "takes", "turn",
    ]),
    _with: ($) => seq("with", $.record),

    // Occurrences and patterns (§7, §9)

    _occurrence: ($) => choice($.either, $.occurrence),
    occurrence: ($) => seq(optional("all"), $._happening, optional($.via), optional($.filter)),
    _bound: ($) => choice($.either, $.bound),
    bound: ($) => seq($._happening, optional($.via), optional($.bind), optional($.filter)),
    // Between parentheses `or` parts the events: one channel each, and an `or` in a condition wants parentheses of its own.
    either: ($) => seq("(", $._one_of_either, repeat1(seq("or", $._one_of_either)), ")"),
    _one_of_either: ($) => choice($.either, alias($._narrow_occurrence, $.occurrence)),
    _narrow_occurrence: ($) => seq(optional("all"), $._happening, optional(alias($._one_via, $.via)),
      optional(alias($._narrow_filter, $.filter))),
    _one_via: ($) => seq("via", $.path),
    _narrow_filter: ($) => seq("where", $._conjunction),
    _happening: ($) => prec(1, seq(field("event", alias($._soft_path, $.path)), optional($.of))),
    of: ($) => seq("(", $.path, ")"),
    bind: ($) => seq("as", field("name", $.identifier)),
    filter: ($) => seq("where", $.expression),
    pattern: ($) => choice(
      seq("becomes", $.expression),
      seq($._bound, repeat($.link), optional(choice($.then_no, $.all_within))),
    ),
    link: ($) => seq("then", choice($.either, alias($._linked, $.bound)), optional($.within)),
    _linked: ($) => seq(field("event", alias($._linked_path, $.path)), optional($.of), optional($.via), optional($.bind),
      optional($.filter)),
    _linked_path: ($) => dotted($, $._soft_linked),
    _soft_linked: ($) => choice($.identifier, $._soft_name, $._soft_share, $._soft_steps),
    then_no: ($) => seq("then", "no", $._occurrence, $.within),
    all_within: ($) => seq("all", $.within),

    // Expressions (§7)

    expression: ($) => choice($.if_expr, $._disjunction),
    if_expr: ($) => seq("if", $.expression, "then", $.expression, "else", $.expression),
    _disjunction: ($) => choice(alias($._or, $.binary), $._conjunction),
    _conjunction: ($) => choice(alias($._and, $.binary), $._negation),
    _negation: ($) => choice(alias($._not, $.unary), $._comparison),
    _comparison: ($) => choice(alias($._compared, $.binary), $.one_of, $.known, $._fallback),
    _fallback: ($) => choice($.binary, $.unary, $._primary),
    _or: ($) => infix($._disjunction, "or", $._conjunction),
    _and: ($) => infix($._conjunction, "and", $._negation),
    _not: ($) => seq(field("operator", "not"), $._negation),
    _compared: ($) => infix($._fallback, $._comparing, $._fallback),
    _comparing: ($) => choice("==", "!=", "<=", ">=", "<", ">", "contains", seq("starts", "with"), seq("ends", "with")),
    one_of: ($) => seq($._fallback, "in", "(", between_commas($.expression), ")"),
    known: ($) => seq($._fallback, "is", choice("known", "unknown")),
    binary: ($) => choice(
      prec.left(1, infix($._fallback, "??", $._fallback)),
      prec.left(2, infix($._fallback, choice("+", "-"), $._fallback)),
      prec.left(3, infix($._fallback, choice("*", "/"), $._fallback)),
    ),
    unary: ($) => prec(4, seq(field("operator", "-"), $._fallback)),
    _primary: ($) => choice(
      $._literal, $.paren, $.list, $.in_stage, $.in_journey, $.member_of, $.step_of, $.steps_left, $.measured, $.share_of, $.since,
      $.until, $.column_named, $.field_of, alias($._soft_path, $.path),
    ),
    field_of: ($) => seq(
      choice($.paren, $.list, $.string, $.boolean, $.unknown, $.measured, $.share_of, $.since, $.until, $.field_of),
      ".", field("field", $.identifier),
    ),
    paren: ($) => prec(1, seq("(", $.expression, ")")),
    list: ($) => seq("[", between_commas($.expression), "]"),
    in_stage: ($) => seq("in", "stage", field("stage", choice($.identifier, $._stage_word))),
    _stage_word: ($) => words($, STAGE_WORDS),
    in_journey: ($) => seq("in", choice($.path, alias($._stage_path, $.path)), optional($.key), optional(seq("at", field("step", $.identifier)))),
    key: ($) => seq("(", $.expression, ")"),
    member_of: ($) => seq("member", "of", $.path),
    step_of: ($) => seq("step", "of", $.path),
    steps_left: ($) => seq("steps", "left", "in", $.path),
    measured: ($) => seq(
      field("measure",
        choice("seen", "count", "sum", "average", "lowest", "highest", "distinct", "latest", "first")),
      "(", $._occurrence, optional(seq(",", $.duration)), optional($.limit_keys), ")",
    ),
    share_of: ($) => seq("share", "(", $._occurrence, ",", $._occurrence, optional(seq(",", $.duration)), ")"),
    since: ($) => seq("since", "(", choice($._occurrence, $.expression), ")"),
    until: ($) => seq("until", "(", choice($._occurrence, $.expression), ")"),
    column_named: ($) => seq("column", $.string),
    _literal: ($) => choice(
      $.boolean, $.unknown, $.instant, $.date, $.time, $.duration, $.amount, $.percent, $.number, $.string,
    ),
    boolean: () => choice("true", "false"),
    unknown: () => "unknown",
    duration: ($) => repeat1($.span),
    amount: ($) => seq($.number, $.code),

    // Names and tokens

    path: ($) => dotted($, $.identifier),
    _soft_path: ($) => dotted($, choice($._soft_linked, $._soft_no)),
    _soft_name: ($) => soft($, SOFT),
    _soft_no: ($) => soft($, ["no"]),
    _stage_path: ($) => dotted($, alias("stage", $.identifier)),
    _soft_share: ($) => alias("share", $.identifier),
    _soft_steps: ($) => alias("steps", $.identifier),
    identifier: () => /[a-z][a-z0-9_]*/,
    code: () => /[A-Z]{3}/,
    number: () => DECIMAL,
    percent: () => token(seq(DECIMAL, "%")),
    span: () => token(seq(WHOLE, choice("ms", "s", "m", "h", "d", "w"))),
    date: () => DAY_OF,
    time: () => /[0-9]{2}:[0-9]{2}(:[0-9]{2})?/,
    instant: () => token(seq(DAY_OF, /T[0-9]{2}:[0-9]{2}:[0-9]{2}(\.[0-9]{1,3})?Z/)),

    string: ($) => seq('"', repeat(choice($._letters, $.escape, $.hole)), token.immediate('"')),
    _letters: () => token.immediate(prec(1, /[^"\\{\n]+/)),
    escape: () => token.immediate(/\\[^\n]/),
    hole: ($) => seq(token.immediate("{"), $.expression, "}"),

    documentation: () => token(choice("///", /\/\/\/[^\/\n][^\n]*/)),
    comment: () => token(choice("//", /\/\/[^\/\n][^\n]*/, /\/\/\/\/[^\n]*/)),
  },
});
