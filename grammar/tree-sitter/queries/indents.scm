; What stands between braces is indented. Helix reads `@indent` and `@outdent`, Zed `@indent` and `@end`, and Neovim's
; nvim-treesitter `@indent.begin` and `@indent.branch`.
(_ "{" "}" @outdent @end @indent.branch) @indent @indent.begin
(_ "(" ")" @outdent @end @indent.branch) @indent @indent.begin
(_ "[" "]" @outdent @end @indent.branch) @indent @indent.begin
