//! `journey.toml`: the workspace's name, its time zone, the owners of packages, and the levels of warnings.

use std::{collections::BTreeMap, ops::Range};

use baton_grammar::tree::Span;
use jiff::tz::{TimeZone, TimeZoneDatabase};
use smol_str::SmolStr;
use toml::{
    Spanned,
    de::{DeString, DeTable, DeValue},
};

use crate::{
    db::{Files, packages},
    diagnostic::{Code, Diagnostic, Edit, Fix, Safety, codes::files as codes},
    lints::levels::{self, Level, Levels},
    names::{did_you_mean, nearest},
};

/// The manifest's file.
pub(crate) const PATH: &str = "journey.toml";
/// The time zone where none is written.
const UTC: &str = "UTC";

/// What `journey.toml` says, and what is wrong with it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Manifest {
    /// The workspace's name; empty where it is missing.
    pub name: SmolStr,
    /// The time zone of a customer whose own is unknown (IANA).
    pub zone: SmolStr,
    /// The levels of warnings.
    pub levels: Levels,
    /// The owners of packages, as written.
    pub owners: BTreeMap<SmolStr, SmolStr>,
    /// The packages that are spoken of, with the places of their names.
    packages: Vec<(SmolStr, Span)>,
    /// What is wrong with it.
    diagnostics: Vec<Diagnostic>,
}

/// The manifest of the workspace.
#[salsa::tracked]
pub(crate) fn manifest(db: &dyn salsa::Database) -> Manifest {
    match Files::get(db).manifest(db) {
        Some(text) => read(text),
        None => {
            let mut missing = Manifest::default();
            let help = "put a file `journey.toml` with `[workspace]` and `name = \"…\"` into the workspace's folder";
            missing.tell(codes::NO_MANIFEST, 0..0, format!("there is no `{PATH}`"), Some(help.into()));
            missing
        }
    }
}

/// What is wrong with the manifest, with the folders of the workspace beside it.
pub(crate) fn manifest_diagnostics(db: &dyn salsa::Database) -> Vec<Diagnostic> {
    let manifest = manifest(db);
    let mut diagnostics = manifest.diagnostics.clone();
    for (package, span) in &manifest.packages {
        let inside = |folder: &SmolStr| {
            folder.strip_prefix(package.as_str()).is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        if !packages(db).keys().any(inside) {
            let message = format!("there is no folder `{}` with `.journey` files", package.replace('.', "/"));
            let near = nearest(package, packages(db).keys().filter(|package| !package.is_empty()).cloned());
            diagnostics.push(diagnostic(codes::NO_FOLDER, *span, message, did_you_mean(&near)));
        }
    }
    diagnostics
}

fn read(text: &str) -> Manifest {
    let mut manifest = Manifest { zone: UTC.into(), ..Manifest::default() };
    let (document, errors) = DeTable::parse_recoverable(text);
    for error in &errors {
        manifest.tell(codes::MANIFEST_SYNTAX, error.span().unwrap_or(0..0), error.message().to_lowercase(), None);
    }
    let mut sectioned = false;
    for (key, value) in document.get_ref() {
        match (key.get_ref().as_ref(), value.get_ref().as_table()) {
            ("workspace", Some(section)) => {
                sectioned = true;
                manifest.workspace(section, key.span());
            }
            ("packages", Some(section)) => manifest.packages(section),
            ("lints", Some(section)) => manifest.lints(section),
            ("workspace" | "packages" | "lints", None) => {
                manifest.tell(codes::WRONG_VALUE, value.span(), format!("`{}` must be a section", key.get_ref()), None);
            }
            _ => {
                sectioned |= manifest
                    .unknown(key, "section", &["workspace", "packages", "lints"])
                    .contains(&SmolStr::new_static("workspace"))
            }
        }
    }
    if !sectioned && errors.is_empty() {
        let help = "write `[workspace]`, and `name = \"…\"` below it";
        manifest.tell(codes::MISSING_KEY, 0..0, "the section `[workspace]` is missing".into(), Some(help.into()));
    }
    // What stands in the file in which order is the file's; the table is in the order of keys.
    manifest.diagnostics.sort_by_key(|diagnostic| diagnostic.span);
    manifest
}

impl Manifest {
    fn workspace(&mut self, section: &DeTable, place: Range<usize>) {
        let mut named = false;
        for (key, value) in section {
            match key.get_ref().as_ref() {
                "name" => {
                    named = true;
                    if let Some(name) = self.text(key, value) {
                        self.name = name;
                    }
                }
                "timezone" => self.timezone(key, value),
                _ => named |= self.unknown(key, "key", &["name", "timezone"]).contains(&SmolStr::new_static("name")),
            }
        }
        if !named {
            let help = "write `name = \"…\"` below `[workspace]`";
            self.tell(codes::MISSING_KEY, place, "the workspace has no name".into(), Some(help.into()));
        }
    }

    fn timezone(&mut self, key: &Spanned<DeString>, value: &Spanned<DeValue>) {
        let Some(zone) = self.text(key, value) else { return };
        let zones = TimeZoneDatabase::bundled();
        match zones.get(&zone) {
            Ok(known) => self.zone = zone_name(&known, zone),
            Err(_) => {
                let known = zones.available().map(|name| SmolStr::new(name.as_str()));
                let near = nearest(&zone, known);
                let help = did_you_mean(&near).unwrap_or_else(|| "time zones are written like `Europe/London`".into());
                let message = format!("there is no time zone `{zone}`");
                let unknown = diagnostic(codes::UNKNOWN_ZONE, span(value.span()), message, Some(help));
                self.diagnostics.push(instead(unknown, &near, |zone| format!("\"{zone}\"")));
            }
        }
    }

    /// `W0301 = "allow"`.
    fn lints(&mut self, section: &DeTable) {
        for (key, value) in section {
            let code = match levels::warning(key.get_ref()) {
                Ok(code) => code,
                Err((code, message, help)) => {
                    self.tell(code, key.span(), message, help);
                    continue;
                }
            };
            match value.get_ref().as_str().and_then(Level::of) {
                Some(level) => drop(self.levels.insert(code.number, level)),
                None => {
                    let message = format!("`{code}` has no such level");
                    let help =
                        "a warning is told or not: `\"warn\"`, `\"allow\"`, or `\"deny\"`, which refuses the workspace";
                    self.tell(codes::WRONG_VALUE, value.span(), message, Some(help.into()));
                }
            }
        }
    }

    fn packages(&mut self, section: &DeTable) {
        for (key, value) in section {
            self.package(key.get_ref().as_ref().into(), key, value);
        }
    }

    /// A package's section; a section in it is a package in the package.
    fn package(&mut self, name: SmolStr, key: &Spanned<DeString>, value: &Spanned<DeValue>) {
        let Some(section) = value.get_ref().as_table() else {
            let message = format!("`{name}` must be a section");
            let help = format!("write `[packages.{name}]`, and `owner = \"…\"` below it");
            self.tell(codes::WRONG_VALUE, value.span(), message, Some(help));
            return;
        };
        self.packages.push((name.clone(), span(key.span())));
        for (key, value) in section {
            let word = key.get_ref().as_ref();
            if value.get_ref().is_table() {
                self.package(smol_str::format_smolstr!("{name}.{word}"), key, value);
            } else if word == "owner" {
                if let Some(owner) = self.text(key, value) {
                    self.owners.insert(name.clone(), owner);
                }
            } else {
                self.unknown(key, "key", &["owner"]);
            }
        }
    }

    /// A value that must be a text, and not an empty one.
    fn text(&mut self, key: &Spanned<DeString>, value: &Spanned<DeValue>) -> Option<SmolStr> {
        let text = value.get_ref().as_str().filter(|text| !text.is_empty());
        if text.is_none() {
            let message = format!("`{}` must be a text in quotes", key.get_ref());
            self.tell(codes::WRONG_VALUE, value.span(), message, None);
        }
        text.map(SmolStr::new)
    }

    /// Tells of a key or section that isn't known, and gives what was perhaps meant, which then isn't told to be missing.
    fn unknown(&mut self, key: &Spanned<DeString>, noun: &str, known: &[&'static str]) -> Vec<SmolStr> {
        let near = nearest(key.get_ref(), known.iter().map(|known| SmolStr::new_static(known)));
        let listed: Vec<String> = known.iter().map(|known| format!("`{known}`")).collect();
        let help = did_you_mean(&near).unwrap_or_else(|| format!("what can stand here: {}", listed.join(", ")));
        let message = format!("the {noun} `{}` means nothing here", key.get_ref());
        let unknown = diagnostic(codes::UNKNOWN_KEY, span(key.span()), message, Some(help));
        self.diagnostics.push(instead(unknown, &near, str::to_owned));
        near
    }

    fn tell(&mut self, code: Code, place: Range<usize>, message: String, help: Option<String>) {
        self.diagnostics.push(diagnostic(code, span(place), message, help));
    }
}

/// The zone's name as the database writes it.
fn zone_name(zone: &TimeZone, written: SmolStr) -> SmolStr {
    zone.iana_name().map_or(written, SmolStr::new)
}

fn diagnostic(code: Code, span: Span, message: String, help: Option<String>) -> Diagnostic {
    Diagnostic {
        code,
        message,
        file: SmolStr::new_static(PATH),
        span,
        label: None,
        others: Vec::new(),
        help,
        fixes: Vec::new(),
    }
}

/// With the fix that writes what was meant in its place, if that is one thing only.
fn instead(mut diagnostic: Diagnostic, near: &[SmolStr], written: impl Fn(&str) -> String) -> Diagnostic {
    if let [meant] = near {
        let edit = Edit { file: diagnostic.file.clone(), span: diagnostic.span, text: written(meant) };
        let title = format!("write `{}`", edit.text);
        diagnostic.fixes.push(Fix { title, edits: vec![edit], safety: Safety::Shown });
    }
    diagnostic
}

fn span(range: Range<usize>) -> Span {
    Span::new(u32::try_from(range.start).unwrap_or(u32::MAX), u32::try_from(range.end).unwrap_or(u32::MAX))
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

    use crate::{Files, Workspace, testing::told};

    /// What is told about a manifest in a workspace with the packages `care` and `care.uk`.
    fn told_of(manifest: &str) -> Vec<String> {
        let sources = vec![("care/a.journey".into(), String::new()), ("care/uk/a.journey".into(), String::new())];
        told(&Workspace::new(Files { manifest: Some(manifest.into()), sources }))
    }

    #[test]
    fn a_full_manifest_is_right() {
        let text = "[workspace]\nname = \"acme\"\ntimezone = \"Europe/London\"\n[packages.care]\nowner = \"Care\"\n[packages.care.uk]\n";
        assert_eq!(told_of(text), [] as [String; 0]);
    }

    #[test]
    fn what_means_nothing_is_told_with_what_may_be_meant() {
        insta::assert_debug_snapshot!(told_of(
            "[workspace]\nnane = \"acme\"\ntimezone = \"Europe/Londn\"\nowner = \"x\"\n[package.care]\n[packages.cara]\nowner = 3\n[packages]\nsales = 1\n"
        ), @r#"
    [
        "E0012 journey.toml at `nane`: the key `nane` means nothing here (did you mean `name`?)",
        "E0015 journey.toml at `\"Europe/Londn\"`: there is no time zone `Europe/Londn` (did you mean `Europe/London`?)",
        "E0012 journey.toml at `owner`: the key `owner` means nothing here (what can stand here: `name`, `timezone`)",
        "E0012 journey.toml at `package`: the section `package` means nothing here (did you mean `packages`?)",
        "W0001 journey.toml at `cara`: there is no folder `cara` with `.journey` files (did you mean `care`?)",
        "E0014 journey.toml at `3`: `owner` must be a text in quotes",
        "E0014 journey.toml at `1`: `sales` must be a section (write `[packages.sales]`, and `owner = \"…\"` below it)",
    ]
    "#);
    }

    #[test]
    fn what_is_not_toml_is_told_at_its_place() {
        insta::assert_debug_snapshot!(told_of("[workspace]\nname = acme\n"), @r#"
    [
        "E0011 journey.toml at `acme`: string values must be quoted, expected literal string",
    ]
    "#);
    }

    #[test]
    fn an_empty_manifest_lacks_its_section() {
        insta::assert_debug_snapshot!(told_of(""), @r#"
    [
        "E0013 journey.toml at ``: the section `[workspace]` is missing (write `[workspace]`, and `name = \"…\"` below it)",
    ]
    "#);
    }
}
