//! Sources by the names that people give them on the command line.

use std::path::Path;

use baton_program::{Program, Source};

use crate::error::Error;

/// The source of a full name, or of a last word that no other has.
pub fn named<'a>(program: &'a Program, name: &str) -> Result<&'a Source, Error> {
    if let Some(source) = program.sources.iter().find(|source| &*source.name == name) {
        return Ok(source);
    }
    let last = |source: &&Source| source.name.rsplit('.').next() == Some(name);
    let found: Vec<_> = program.sources.iter().filter(last).collect();
    let names = |sources: &[&Source]| sources.iter().map(|source| source.name.to_string()).collect();
    match found.as_slice() {
        [source] => Ok(source),
        [] => Err(Error::NoSource { name: name.into(), known: names(&program.sources.iter().collect::<Vec<_>>()) }),
        many => Err(Error::ManySources { name: name.into(), known: names(many) }),
    }
}

/// An entry of `--events`: `SOURCE=FILE`, or a file for the source of `--source`, where there is one. A part before a
/// `=` that names no source belongs to the file's name, unless there is a file without it, and none with it.
pub fn of_entry<'p, 'e>(
    program: &'p Program,
    entry: &'e str,
    for_all: Option<&'p Source>,
) -> Result<(Option<&'p Source>, &'e str), Error> {
    let Some((name, file)) = entry.split_once('=') else { return Ok((for_all, entry)) };
    match named(program, name) {
        Ok(source) => Ok((Some(source), file)),
        Err(unknown) if Path::new(file).exists() && !Path::new(entry).exists() => Err(unknown),
        Err(_) => Ok((for_all, entry)),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use baton_program::{Format, TimeFormat};

    use super::*;

    fn program(names: &[&str]) -> Program {
        let source = |name: &&str| Source {
            name: (*name).into(),
            format: Format::JsonLines,
            customer: "c".into(),
            id: None,
            via: None,
            at: "t".into(),
            clock: TimeFormat::Iso,
            takes: vec![],
        };
        Program { sources: names.iter().map(source).collect(), ..Program::default() }
    }

    #[test]
    fn by_full_name_or_last_word() {
        let program = program(&["bank.log", "shop.clicks", "web.clicks"]);
        assert_eq!(&*named(&program, "bank.log").unwrap().name, "bank.log");
        assert_eq!(&*named(&program, "log").unwrap().name, "bank.log");
        assert!(matches!(named(&program, "clicks"), Err(Error::ManySources { known, .. }) if known.len() == 2));
        assert!(matches!(named(&program, "lock"), Err(Error::NoSource { known, .. }) if known.len() == 3));
    }

    #[test]
    fn an_entry_may_name_its_source() {
        let program = program(&["bank.log", "shop.clicks"]);
        let of = |entry| {
            let (source, file) = of_entry(&program, entry, program.sources.last()).unwrap();
            (source.map(|source| source.name.to_string()), file)
        };
        assert_eq!(of("log=a.csv"), (Some("bank.log".into()), "a.csv"));
        assert_eq!(of("a.csv"), (Some("shop.clicks".into()), "a.csv"));
        assert_eq!(of("day=1.csv"), (Some("shop.clicks".into()), "day=1.csv"));
        let there = format!("lock={}", env!("CARGO_MANIFEST_DIR"));
        assert!(matches!(of_entry(&program, &there, None), Err(Error::NoSource { name, .. }) if name == "lock"));
    }
}
