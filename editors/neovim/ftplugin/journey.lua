-- What holds in a journey file: how it is indented and coloured, and who knows the language.

if vim.b.did_ftplugin then return end
vim.b.did_ftplugin = 1

vim.bo.commentstring = "// %s"
vim.bo.comments = ":///,://"
vim.bo.expandtab = true
vim.bo.shiftwidth = 2
vim.bo.smartindent = true

local baton = require("baton")
baton.colour(0)
baton.attach(0)

vim.api.nvim_buf_create_user_command(0, "BatonGraph", function(asked)
  baton.graph(asked.args)
end, { nargs = "?", desc = "Show the graph of a journey, or of all" })
