; Pairs, for Zed.
("{" @open "}" @close)
("(" @open ")" @close)
("[" @open "]" @close)
