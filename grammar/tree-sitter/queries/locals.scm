; Names that hold only in a part of a file: parameters, keys of journeys, and what `as` binds.
[(message) (action) (decision) (journey) (signal)] @local.scope

(param name: (identifier) @local.definition.parameter)
(each key: (identifier) @local.definition.parameter)
(bind name: (identifier) @local.definition.var)

(path . (identifier) @local.reference)
