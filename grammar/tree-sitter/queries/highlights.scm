; Colours. Where two patterns hold for the same place, editors take the later one.

; Names, by what they name where that can be seen.
(path (identifier) @variable)
(path (identifier) . "." . (identifier) @property)
(field name: (identifier) @property)
(entry name: (identifier) @property)
(param name: (identifier) @variable.parameter)
(each key: (identifier) @variable.parameter)
(bind name: (identifier) @variable)
(field_of field: (identifier) @property)
(column) @property

(field type: (path (identifier) @type .))
(param type: (path (identifier) @type .))
(trait type: (path (identifier) @type .))
(list_of (path (identifier) @type .))
(code) @type
(enumeration (identifier) @constant)
(values (identifier) @constant)
(priorities (identifier) @constant)
(purpose (path (identifier) @constant .))

(event name: (identifier) @type)
(enumeration name: (identifier) @type)
(signal name: (identifier) @type)
(occurrence event: (path (identifier) @type .))
(bound event: (path (identifier) @type .))
(measured
  ["sum" "average" "lowest" "highest" "distinct" "latest" "first"]
  (occurrence event: (path (identifier) @property .)))
(tell_at event: (path (identifier) @type .))
(tell_after event: (path (identifier) @type .))
(emit (path (identifier) @type .))
(take (path (identifier) @type .))

(message name: (identifier) @function)
(action name: (identifier) @function)
(decision name: (identifier) @function)
(call (path (identifier) @function .))
(of (path (identifier) @function .))
(expect_message (path (identifier) @function .))
(expect_fate . (path (identifier) @function .))
(expect_passed (path (identifier) @function .))
(expect_no (path (identifier) @function .))
(expect_did (path (identifier) @function .))

[
  (journey name: (identifier) @type)
  (policy name: (identifier) @type)
  (channel name: (identifier) @constant)
  (placement name: (identifier) @constant)
  (source name: (identifier) @type)
  (trait name: (identifier) @variable)
  (audience name: (identifier) @variable)
  (switch name: (identifier) @variable)
  (measure name: (identifier) @variable)
  (invariant name: (identifier) @label)
  (rule name: (identifier) @label)
]
(expect_journey (path (identifier) @type .))
(in_journey (path (identifier) @type .))
(via (path (identifier) @constant .))
(channels (path (identifier) @constant .))
(stage (identifier) @constant)
(in_stage stage: (identifier) @constant)
(source format: (identifier) @constant)

(step name: (identifier) @label)
(goto step: (identifier) @label)
(from_step (identifier) @label)
(in_journey step: (identifier) @label)
(share name: (identifier) @label)
(takes (identifier) @label)
(only_after (identifier) @label)

; Values
(string) @string
(escape) @string.escape
(hole ["{" "}"] @punctuation.special)
[(number) (percent)] @number
[(span) (date) (time) (instant)] @number
(boolean) @boolean
(unknown) @constant.builtin
[(day) (unit)] @constant.builtin
(clock) @constant.builtin
(switch ["on" "off"] @boolean)
(turn ["on" "off"] @boolean)

; Words
[
  "customer" "event" "type" "trait" "signal" "channel" "priorities" "message" "action" "policy" "journey" "decision"
  "placement" "audience" "switch" "measure" "invariant" "source" "test"
] @keyword
[
  "above" "after" "again" "alert" "all" "always" "answer" "answers" "as" "ask" "at" "because" "becomes" "below" "best" "by"
  "cap" "capacity" "chance" "channels" "column" "completed" "content" "daily" "did" "do" "dropped" "each" "emit" "enter"
  "entered" "except" "exit" "expect" "for" "from" "gather" "goal" "held" "hold" "holdout" "id" "left" "limit" "list" "member"
  "missed" "most" "never" "no" "of" "offer" "on" "only" "owner" "paused" "per" "purpose" "queued" "quiet" "reached" "reaches"
  "refreshed" "refused" "requires" "salt" "send" "sent" "separated" "shown" "shows" "split" "stage" "step" "steps" "suppress"
  "takes" "text" "to" "turn" "up" "via" "wait" "waiting" "was" "weigh" "when" "where" "while" "withdrawn" "withheld" "within"
  "worth"
] @keyword
[(inbound) (done) (stay)] @keyword
"leave" @keyword
"use" @keyword.import
["private" "personal"] @keyword.modifier
["if" "then" "else"] @keyword.conditional
["and" "or" "not" "in" "is" "contains" "starts" "ends" "with" "known" "unknown"] @keyword.operator
["seen" "count" "sum" "average" "lowest" "highest" "distinct" "latest" "first" "share" "since" "until"] @function.builtin
(arm "until" @keyword)
(wait "until" @keyword)
(gather "until" @keyword)

; Signs
["=" "==" "!=" "<=" ">=" "<" ">" "??" "+" "-" "*" "/" "->" ".." "|"] @operator
(optional) @operator
["{" "}" "(" ")" "[" "]"] @punctuation.bracket
[":" "," "."] @punctuation.delimiter

(comment) @comment
(documentation) @comment.documentation
