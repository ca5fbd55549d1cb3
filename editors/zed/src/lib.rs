//! Tells Zed how the language server of Baton is started: `baton lsp`.

use zed_extension_api::{self as zed, LanguageServerId, Result, Worktree, settings::LspSettings};

struct Baton;

impl zed::Extension for Baton {
    fn new() -> Self {
        Self
    }

    fn language_server_command(&mut self, server: &LanguageServerId, worktree: &Worktree) -> Result<zed::Command> {
        let settings = LspSettings::for_worktree(server.as_ref(), worktree);
        let chosen = settings.ok().and_then(|settings| settings.binary?.path);
        let command = chosen
            .or_else(|| worktree.which("baton"))
            .ok_or("`baton` is not on the PATH; `lsp.baton.binary.path` in the settings can name it")?;
        Ok(zed::Command { command, args: vec!["lsp".to_owned()], env: worktree.shell_env() })
    }
}

zed::register_extension!(Baton);
