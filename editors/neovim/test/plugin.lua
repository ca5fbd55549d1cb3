-- Run by `editors/test` in a Neovim in which the plugin was installed as its README says.

local function check(holds, what)
  if not holds then error(what, 2) end
end

-- A server is not part of this test: `true` exits at once.
vim.g.baton_path = "true"
local project = assert(os.getenv("PROJECT"))
vim.cmd("edit " .. project .. "/examples/telecom/care/support.journey")

check(vim.bo.filetype == "journey", "the file is not seen as a journey")
check(vim.bo.commentstring == "// %s", "the settings of journey files don't hold")

local root = vim.treesitter.get_parser(0, "journey"):parse()[1]:root()
check(root:type() == "file" and not root:has_error(), "the parser doesn't understand the file")
check(vim.treesitter.highlighter.active[vim.api.nvim_get_current_buf()], "the file is not coloured")

local baton = require("baton")
check(baton.root(vim.api.nvim_buf_get_name(0)) == project .. "/examples/telecom", "the workspace is not found")
check(vim.lsp.commands["baton.runTest"], "the lens on tests does nothing")
check(vim.fn.exists(":BatonGraph") == 2, "there is no command for graphs")

local config = dofile(vim.api.nvim_get_runtime_file("lsp/baton.lua", false)[1])
check(config.cmd[2] == "lsp", "the server is not configured")
print("neovim: fine")
