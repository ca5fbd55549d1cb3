-- The language server, for Neovim 0.11 and later.

return {
  cmd = { vim.g.baton_path or "baton", "lsp" },
  filetypes = { "journey" },
  root_markers = { "journey.toml" },
}
