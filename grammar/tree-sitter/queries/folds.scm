; What can be folded away.
[(body) (fields) (choices) (block) (arms) (split) (record)] @fold
