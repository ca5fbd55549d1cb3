; What a file declares, and the steps and rules inside, for Zed's outline.
(event "event" @context name: (identifier) @name) @item
(enumeration "type" @context name: (identifier) @name) @item
(trait "trait" @context name: (identifier) @name) @item
(signal "signal" @context name: (identifier) @name) @item
(channel "channel" @context name: (identifier) @name) @item
(message "message" @context name: (identifier) @name) @item
(action "action" @context name: (identifier) @name) @item
(policy "policy" @context name: (identifier) @name) @item
(rule name: (identifier) @name) @item
(journey "journey" @context name: (identifier) @name) @item
(step "step" @context name: (identifier) @name) @item
(decision "decision" @context name: (identifier) @name) @item
(placement "placement" @context name: (identifier) @name) @item
(audience "audience" @context name: (identifier) @name) @item
(switch "switch" @context name: (identifier) @name) @item
(measure "measure" @context name: (identifier) @name) @item
(invariant "invariant" @context name: (identifier) @name) @item
(source "source" @context name: (identifier) @name) @item
(test "test" @context title: (string) @name) @item
(customer "customer" @name) @item
(priorities "priorities" @name) @item
