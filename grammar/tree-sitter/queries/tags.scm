; What a file declares, for lists of symbols.
(event name: (identifier) @name) @definition.type
(enumeration name: (identifier) @name) @definition.type
(signal name: (identifier) @name) @definition.type
(trait name: (identifier) @name) @definition.constant
(audience name: (identifier) @name) @definition.constant
(switch name: (identifier) @name) @definition.constant
(measure name: (identifier) @name) @definition.constant
(channel name: (identifier) @name) @definition.constant
(placement name: (identifier) @name) @definition.constant
(message name: (identifier) @name) @definition.function
(action name: (identifier) @name) @definition.function
(decision name: (identifier) @name) @definition.function
(policy name: (identifier) @name) @definition.module
(rule name: (identifier) @name) @definition.method
(journey name: (identifier) @name) @definition.class
(step name: (identifier) @name) @definition.method
(source name: (identifier) @name) @definition.module
(invariant name: (identifier) @name) @definition.constant
(test title: (string) @name) @definition.function

(call (path (identifier) @name .)) @reference.call
(goto step: (identifier) @name) @reference.call
