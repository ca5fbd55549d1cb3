-- Neovim's own client drives `baton lsp` through what people do; run by `tests/editor/run`, for Neovim 0.7 and later.

local acme = assert(os.getenv("ACME"))
local support, company = acme .. "/care/support.journey", acme .. "/company.journey"
local PATIENCE = 20000

local function check(holds, what)
  if not holds then error(what, 2) end
end

local function same(found, wanted, what)
  check(vim.deep_equal(found, wanted), what .. ": " .. vim.inspect(found) .. ", not " .. vim.inspect(wanted))
end

local function wait(until_holds, what)
  check(vim.wait(PATIENCE, until_holds, 10), what .. " didn't happen")
end

local function read(file)
  return table.concat(vim.fn.readfile(file), "\n") .. "\n"
end

local function text(buffer)
  return table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, true), "\n") .. "\n"
end

-- Puts the cursor on the first place of a word, or so many columns behind it.
local function go(word, behind)
  vim.api.nvim_win_set_cursor(0, { 1, 0 })
  check(vim.fn.search("\\V" .. word, "cW") > 0, word .. " isn't there")
  local place = vim.api.nvim_win_get_cursor(0)
  vim.api.nvim_win_set_cursor(0, { place[1], place[2] + (behind or 0) })
end

local function substitute(from, to)
  vim.cmd("%s#\\V" .. from .. "#" .. to .. "#e")
end

local client

local function ask(method, params)
  local answers, problem = vim.lsp.buf_request_sync(0, method, params, PATIENCE)
  check(answers and answers[client] and not answers[client].err, method .. ": " .. vim.inspect(problem or answers))
  return answers[client].result
end

local function codes(buffer)
  return vim.tbl_map(function(one) return one.code end, vim.diagnostic.get(buffer))
end

local function offset_encoding()
  return vim.lsp.get_client_by_id(client).offset_encoding
end

local tests = {}

function tests.open()
  vim.o.virtualedit = "onemore"
  vim.cmd("edit " .. company)
  vim.cmd("edit " .. support)
  client = assert(vim.lsp.start_client({ name = "baton", cmd = { os.getenv("BATON"), "lsp" }, root_dir = acme }))
  for _, file in ipairs({ company, support }) do
    vim.lsp.buf_attach_client(vim.fn.bufnr(file), client)
  end
  wait(function() return vim.lsp.get_client_by_id(client).initialized end, "the beginning")
end

function tests.edit_and_diagnostics()
  substitute("on ticket_opened", "on ticket_opend")
  wait(function() return #codes(0) > 0 end, "a diagnostic")
  same(codes(0), { "E0190" }, "what is wrong")
  local found = vim.diagnostic.get(0)[1]
  same({ found.lnum, found.col, found.end_col }, { 9, 11, 23 }, "where it is")
  check(found.message:find("did you mean `ticket_opened`?", 1, true), found.message)
end

function tests.code_action()
  go("ticket_opend")
  local params = vim.lsp.util.make_range_params()
  params.context = { diagnostics = {} }
  local actions = ask("textDocument/codeAction", params)
  local named = vim.tbl_filter(function(one) return one.title == "write `ticket_opened`" end, actions)
  same(#named, 1, "actions that mend it")
  vim.lsp.util.apply_workspace_edit(named[1].edit, offset_encoding())
  same(text(0), read(support), "the text that was mended")
  wait(function() return #codes(0) == 0 end, "that nothing is wrong")
end

function tests.hover()
  go("received(request: request")
  local said = ask("textDocument/hover", vim.lsp.util.make_position_params()).contents
  same(said.kind, "markdown", "the kind of hover")
  check(said.value:find("message received(request: ticket_opened)", 1, true), said.value)
end

function tests.definition()
  go("ticket_opened")
  local places = ask("textDocument/definition", vim.lsp.util.make_position_params())
  local shown = vim.lsp.util.locations_to_items(places, vim.lsp.get_client_by_id(client).offset_encoding)[1]
  same({ shown.filename, shown.lnum }, { company, 11 }, "where it is declared")
end

function tests.completion()
  go("high")
  local place = vim.api.nvim_win_get_cursor(0)
  substitute("severity == high", "severity == ")
  vim.api.nvim_win_set_cursor(0, place)
  local found = ask("textDocument/completion", vim.lsp.util.make_position_params())
  local labels = vim.tbl_map(function(one) return one.label end, found.items or found)
  same({ labels[1], labels[2] }, { "high", "low" }, "what can stand there")
  vim.cmd("undo")
  same(text(0), read(support), "the text again")
end

function tests.rename()
  go("ticket_opened")
  vim.lsp.buf.rename("ticket_created")
  local wanted = read(support):gsub("ticket_opened", "ticket_created")
  wait(function() return text(vim.fn.bufnr(support)) == wanted end, "the renaming")
  local other = read(company):gsub("ticket_opened", "ticket_created")
  same(text(vim.fn.bufnr(company)), other, "the other file")

  -- A name that is taken is refused, once the server has heard of both files.
  go("ticket_created")
  local params = vim.lsp.util.make_position_params()
  wait(function() return #(ask("textDocument/definition", params) or {}) > 0 end, "that the new name is known")
  params.newName = "ticket_closed"
  local refused = vim.lsp.buf_request_sync(0, "textDocument/rename", params, PATIENCE)[client]
  local said = refused.error or refused.err
  check(said and said.message:find("ticket_closed", 1, true), vim.inspect(refused))
end

function tests.format()
  local wanted = text(0)
  substitute("  purpose  service", "     purpose service")
  substitute("wait 1d", "wait    1d // 🙂")
  local again = wanted:gsub("wait 1d", "wait 1d  // 🙂")
  if vim.lsp.buf.format then
    vim.lsp.buf.format({ timeout_ms = PATIENCE })
  else
    vim.lsp.buf.formatting_sync(nil, PATIENCE)
  end
  same(text(0), again, "the one style")
end

function tests.leave()
  vim.lsp.stop_client(client)
  wait(function() return vim.lsp.client_is_stopped(client) end, "the end")
end

local order = {
  "open", "edit_and_diagnostics", "code_action", "hover", "definition", "completion", "rename", "format", "leave",
}
for _, name in ipairs(order) do
  local fine, why = xpcall(tests[name], debug.traceback)
  if not fine then
    print("neovim: " .. name .. ": " .. tostring(why) .. "\n")
    vim.cmd("cquit")
  end
end
print("neovim: fine\n")
vim.cmd("quitall!")
