-- Baton in Neovim. `vim.g.baton_path` names the program, if it is not `baton` on the PATH.

local M = {}

local function program()
  return vim.g.baton_path or "baton"
end

--- Opens a file where the system opens its kind, or says where it is.
local function open(file)
  local opener = vim.fn.has("mac") == 1 and "open" or "xdg-open"
  if vim.fn.executable(opener) == 1 then
    vim.fn.jobstart({ opener, file }, { detach = true })
  else
    vim.notify("the graph is in " .. file)
  end
end

--- The folder of the workspace around a file: the nearest with a `journey.toml`.
function M.root(file)
  local folder = vim.fn.fnamemodify(file, ":p:h")
  local manifest = vim.fn.findfile("journey.toml", vim.fn.escape(folder, " ;") .. ";")
  return manifest ~= "" and vim.fn.fnamemodify(manifest, ":p:h") or folder
end

--- Colours a buffer, if the parser is installed.
function M.colour(buffer)
  pcall(function()
    if vim.treesitter.start then
      vim.treesitter.start(buffer, "journey")
    else
      vim.treesitter.highlighter.new(vim.treesitter.get_parser(buffer, "journey"))
    end
  end)
end

-- Clients by root, for Neovim 0.7, which doesn't look for them itself.
local clients = {}

--- Starts the server for a buffer, where Neovim doesn't do so itself (before 0.11).
function M.attach(buffer)
  if vim.lsp.enable then return end
  if vim.fn.executable(program()) == 0 then
    vim.notify("`" .. program() .. "` is not installed: set vim.g.baton_path", vim.log.levels.WARN)
    return
  end
  local root = M.root(vim.api.nvim_buf_get_name(buffer))
  local config = { name = "baton", cmd = { program(), "lsp" }, root_dir = root }
  if vim.lsp.start then
    vim.lsp.start(config)
  else
    local running = clients[root] and vim.lsp.get_client_by_id(clients[root])
    clients[root] = running and clients[root] or vim.lsp.start_client(config)
    vim.lsp.buf_attach_client(buffer, clients[root])
  end
end

--- Runs the test of this title, in a terminal below.
function M.run_test(uri, title)
  local folder = M.root(vim.uri_to_fname(uri))
  vim.cmd("botright 12new")
  vim.fn.termopen({ program(), "test", folder, "--filter", title })
end

--- Draws a journey, or all of them, and opens the drawing where the system opens pictures.
function M.graph(journey)
  local named = journey ~= nil and journey ~= "" and journey ~= vim.NIL
  local arguments = { vim.uri_from_bufnr(0), named and journey or vim.NIL }
  local asked = { command = "baton.graph", arguments = arguments }
  vim.lsp.buf_request(0, "workspace/executeCommand", asked, function(problem, svg)
    if problem or type(svg) ~= "string" then
      vim.notify(problem and problem.message or "there is no graph", vim.log.levels.ERROR)
      return
    end
    local file = vim.fn.tempname() .. ".svg"
    vim.fn.writefile(vim.split(svg, "\n"), file)
    open(file)
  end)
end

return M
