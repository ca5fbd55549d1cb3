-- The language server, where Neovim starts servers itself, and what its lenses do.

if vim.lsp.enable then vim.lsp.enable("baton") end

vim.lsp.commands["baton.runTest"] = function(command)
  require("baton").run_test(command.arguments[1], command.arguments[2])
end
vim.lsp.commands["baton.showGraph"] = function(command)
  require("baton").graph(command.arguments and command.arguments[2])
end
