//! Giving a symbol another name, wherever it stands; refused with the reason where the new name can't be its.

mod free;
mod proof;

use baton_compiler::{Workspace, diagnostic::Edit, lookup::Space};
use baton_grammar::{RESERVED, parse, tree::Span};
use baton_program::BuiltIn;

use crate::{Occurrence, Owner, Role, Symbol, keys, occurrences_of, symbol_at, uses, was};

/// The word that would be renamed, if what it stands for can be.
///
/// # Errors
/// Why it can't.
pub fn renamed(workspace: &Workspace, path: &str, offset: u32) -> Result<(Span, String), String> {
    let found = renamable(workspace, path, offset)?;
    Ok((found.span, found.symbol.word().to_owned()))
}

/// The edits that give the symbol at a byte of a file another name; a key and the fields of its events change together.
/// What it was stays, as long as that is another name than the new one.
///
/// # Errors
/// Why it can't have that name.
pub fn rename(workspace: &Workspace, path: &str, offset: u32, to: &str) -> Result<Vec<Edit>, String> {
    let found = renamable(workspace, path, offset)?;
    is_word(to)?;
    if found.symbol.word() == to {
        return Ok(Vec::new());
    }
    let symbols = keys::together(workspace, &found.symbol);
    for symbol in &symbols {
        can_be_renamed(workspace, symbol)?;
        free::is_free(workspace, symbol, to)?;
    }
    keys::would_tie(workspace, &symbols, to)?;
    uses_are_whole(workspace, &symbols)?;
    let mut edits = Vec::new();
    for (place, role) in symbols.iter().flat_map(|symbol| occurrences_of(workspace, symbol)) {
        if role == Role::Definition {
            edits.extend(was::was_itself(workspace, &place, to));
        }
        edits.push(Edit { file: place.path, span: place.span, text: to.to_owned() });
    }
    edits.sort_by(|a, b| (&a.file, a.span).cmp(&(&b.file, b.span)));
    edits.dedup();
    proof::prove(workspace, &symbols, to, &edits)?;
    Ok(edits)
}

/// The symbol at a byte of a file, if it can be renamed.
fn renamable(workspace: &Workspace, path: &str, offset: u32) -> Result<Occurrence, String> {
    let found = symbol_at(workspace, path, offset).ok_or("there is nothing here that has a name of its own")?;
    can_be_renamed(workspace, &found.symbol)?;
    Ok(found)
}

fn can_be_renamed(workspace: &Workspace, symbol: &Symbol) -> Result<(), String> {
    match symbol {
        Symbol::BuiltIn(event) => Err(format!("`{}` is built in", event.name())),
        Symbol::Package(name) => Err(format!("the package `{name}` is named after its folder")),
        Symbol::Member(Owner::Of(Space::Happening, event), field) if BuiltIn::named(event).is_some() => {
            Err(format!("`{field}` is a field of `{event}`, which is built in"))
        }
        Symbol::Value(_, value) => {
            let declared = occurrences_of(workspace, symbol).into_iter().filter(|(_, role)| *role == Role::Definition);
            match declared.count() {
                0 => Err(format!("`{value}` is no value of a type that is declared here")),
                1 => Ok(()),
                _ => Err(format!(
                    "`{value}` is a value in several places that mean the same type: give the type a name first"
                )),
            }
        }
        _ => Ok(()),
    }
}

fn is_word(to: &str) -> Result<(), String> {
    let letters = to.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'_');
    if !letters || !to.starts_with(|first: char| first.is_ascii_lowercase()) {
        return Err(format!("`{to}` is no name: names are written in `snake_case`, and begin with a letter"));
    }
    if RESERVED.contains(&to) {
        return Err(format!("`{to}` is a reserved word"));
    }
    // What else can't stand as a name is known to the parser alone.
    match parse(&format!("event {to} {{}}")).errors.first() {
        Some(error) => Err(error.message.clone()),
        None => Ok(()),
    }
}

/// No `use` brings something else of the same name, which would keep it.
fn uses_are_whole(workspace: &Workspace, symbols: &[Symbol]) -> Result<(), String> {
    for path in workspace.paths() {
        let uses = uses::occurrences(workspace, path);
        let renamed = |span: Span| uses.iter().any(|one| one.span == span && symbols.contains(&one.symbol));
        if let Some(other) = uses.iter().find(|one| !symbols.contains(&one.symbol) && renamed(one.span)) {
            let word = other.symbol.word();
            return Err(format!("the `use` in {path} brings something else that is called `{word}` too"));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

    use baton_compiler::{With, listing};

    use super::*;
    use crate::testing::{Fixture, example_at, fixture};

    /// The workspace with the name changed, in which nothing else is; and the lines that changed.
    fn checked(fixture: &Fixture, to: &str) -> String {
        let before = &fixture.workspace;
        let from = symbol_at(before, &fixture.path, fixture.offset).unwrap().symbol.word().to_owned();
        let edits = rename(before, &fixture.path, fixture.offset, to).unwrap();
        let after = proof::edited(before, &edits);
        let program = |workspace: &Workspace| {
            let program = workspace.program(With::Tests);
            listing(&program.unwrap_or_else(|| panic!("{:#?}", workspace.diagnostics())))
        };
        assert_eq!(sorted(&program(before).replace(&from, to)), sorted(&program(&after).replace(&from, to)));
        let mut shown = String::new();
        for path in before.paths() {
            let (old, new) = (before.text(path).unwrap(), after.text(path).unwrap());
            for (old, new) in old.lines().zip(new.lines()).filter(|(old, new)| old != new) {
                shown.push_str(&format!("{path}\n- {old}\n+ {new}\n"));
            }
        }
        shown
    }

    /// The words of each line of a listing, without its numbers; the order is that of names.
    fn sorted(listing: &str) -> Vec<Vec<String>> {
        let words = |line: &str| {
            let mut words: Vec<String> =
                line.split(|letter: char| !letter.is_alphabetic() && letter != '_').map(str::to_owned).collect();
            words.sort();
            words
        };
        let mut lines: Vec<Vec<String>> = listing.lines().map(words).collect();
        lines.sort();
        lines
    }

    #[test]
    fn the_example_is_right() {
        let fixture = example_at("event", 0);
        let errors = fixture.workspace.diagnostics().into_iter().filter(|one| one.code.severity.refuses());
        assert_eq!(errors.map(|one| one.message).collect::<Vec<_>>(), Vec::<String>::new());
    }

    #[test]
    fn a_declaration_across_packages_with_its_uses() {
        insta::assert_snapshot!(checked(&example_at("ticket_closed {", 0), "ticket_done"));
    }

    #[test]
    fn a_step() {
        insta::assert_snapshot!(checked(&example_at("acknowledge {", 0), "say_hello"));
    }

    #[test]
    fn a_rule_and_a_purpose() {
        insta::assert_snapshot!(checked(&example_at("upsell\n", 0), "selling"));
    }

    #[test]
    fn an_attribute() {
        insta::assert_snapshot!(checked(&example_at("consent: bool", 0), "permission"));
    }

    #[test]
    fn a_parameter_an_as_name_and_a_field() {
        insta::assert_snapshot!(checked(&example_at("request: ticket_opened", 0), "wish"));
        insta::assert_snapshot!(checked(&example_at("as request", 0).after("as "), "wish"));
        insta::assert_snapshot!(checked(&example_at("topic: text", 0), "matter"));
    }

    #[test]
    fn a_key_with_the_fields_by_which_events_tell_of_it() {
        insta::assert_snapshot!(checked(&example_at("each ticket {", 0).after("each "), "case_number"));
        let from_field = checked(&example_at("ticket: id  satisfied", 0), "case_number");
        assert_eq!(from_field, checked(&example_at("each ticket {", 0).after("each "), "case_number"));
    }

    #[test]
    fn a_value_of_one_type_alone() {
        insta::assert_snapshot!(checked(&example_at("high\n", 0), "urgent"));
    }

    #[test]
    fn an_arm_of_a_split() {
        insta::assert_snapshot!(checked(&example_at("soft {", 0), "gentle"));
    }

    /// The file in which `$0` stands, with the name there changed; nothing in the workspace is wrong then.
    fn changed(text: &str, to: &str) -> String {
        let Fixture { workspace, path, offset } = fixture(text);
        let after = proof::edited(&workspace, &rename(&workspace, &path, offset, to).unwrap());
        assert!(after.diagnostics().iter().all(|one| !one.code.severity.refuses()), "{:#?}", after.diagnostics());
        after.text(&path).unwrap().trim().to_owned()
    }

    #[test]
    fn what_something_was_stays_until_it_is_that_again() {
        let journey =
            "event came {}\njourney second was first { enter on came  limit 1d  step late was early { wait 1h } }";
        let at = |word: &str| journey.replace(word, &format!("$0{word}"));
        assert_eq!(changed(&at("second"), "third"), journey.replace("second", "third"));
        assert_eq!(changed(&at("second"), "first"), journey.replace("second was first", "first"));
        assert_eq!(changed(&at("late"), "later"), journey.replace("late", "later"));
        assert_eq!(changed(&at("late"), "early"), journey.replace("late was early", "early"));
        let policy = "priorities service\npolicy new was old { b was a: cap all to 1 per day  d was old.c: cap all to 9 per 7d }";
        let at = |word: &str| policy.replacen(word, &format!("$0{word}"), 1);
        assert_eq!(changed(&at("new"), "newer"), policy.replace("new", "newer"));
        assert_eq!(changed(&at("new"), "old"), policy.replace("new was old", "old"));
        assert_eq!(changed(&at("b was"), "a"), policy.replace("b was a", "a"));
        let moved = "//- shop/a.journey\nevent $0paid was care.payed {}";
        assert_eq!(changed(moved, "payed"), "event payed was care.payed {}");
    }

    #[test]
    fn a_name_that_something_else_was_is_refused() {
        let reasons = [
            refused(&fixture("event b was a {}\nevent $0z {}"), "a"),
            refused(
                &fixture("event came {}\njourney j { enter on came  limit 1d  step $0b { stay }  from step a -> b }"),
                "a",
            ),
        ];
        let still_there = ["`a`", "the step `a`"].map(|what| format!("it would then be wrong: {what} is still there"));
        assert_eq!(reasons, still_there);
    }

    #[test]
    fn every_name_can_be_changed_and_changed_back() {
        let fixture = example_at("event", 0);
        let before = &fixture.workspace;
        let mut refusals = Vec::new();
        for path in before.paths() {
            for one in crate::occurrences(before, path).into_iter().filter(|one| one.role == Role::Definition) {
                let (offset, word) = (one.span.start, one.symbol.word().to_owned());
                let edits = match rename(before, path, offset, "another") {
                    Ok(edits) => edits,
                    Err(reason) => {
                        refusals.push(format!("{word}: {reason}"));
                        continue;
                    }
                };
                let after = proof::edited(before, &edits);
                // What changed before it in its file has moved it.
                let grown = "another".len() as i64 - word.len() as i64;
                let earlier = edits.iter().filter(|edit| edit.file == *path && edit.span.end <= offset).count() as i64;
                let moved = (i64::from(offset) + grown * earlier) as u32;
                let back = proof::edited(&after, &rename(&after, path, moved, &word).unwrap());
                for path in before.paths() {
                    assert_eq!(before.text(path), back.text(path), "{word}");
                }
            }
        }
        insta::assert_snapshot!(refusals.join("\n"));
    }

    fn refused(fixture: &Fixture, to: &str) -> String {
        rename(&fixture.workspace, &fixture.path, fixture.offset, to).unwrap_err()
    }

    #[test]
    fn what_clashes_is_refused_with_the_reason() {
        let reasons = [
            refused(&example_at("ticket_closed {", 0), "ticket_opened"),
            refused(&example_at("ticket_closed {", 0), "when"),
            refused(&example_at("ticket_closed {", 0), "Upper"),
            refused(&example_at("ticket_closed {", 0), "clicked"),
            refused(&example_at("acknowledge {", 0), "escalate"),
            refused(&example_at("calm", 0), "loud"),
            refused(&example_at("consent: bool", 0), "email"),
            refused(&example_at("topic: text", 0), "severity"),
            refused(&example_at("topic: text", 0), "ticket"),
            refused(&example_at("as request", 0).after("as "), "ticket"),
            refused(&example_at("high\n", 0), "low"),
            refused(&example_at("clicked(", 0), "pressed"),
            refused(&example_at("care.ticket_closed\n", 0), "help"),
            refused(&fixture("event a { size: small | la$0rge }\nevent b { size: small | large }\n"), "huge"),
        ];
        insta::assert_snapshot!(reasons.join("\n"));
    }

    #[test]
    fn a_name_that_would_hide_another_is_refused() {
        let root_hidden = "//- company.journey\nevent paid {}\n//- shop/a.journey\nevent bo$0ught {}\ntrait often = count(paid, 7d) > 2 and seen(bought)\n";
        let brought = "//- a/a.journey\nevent o$0ne {}\n//- b/b.journey\nuse a.one\nevent two {}\ntrait both = seen(one) and seen(two)\n";
        let value = "type size = small | large\ncustomer { size: size = small }\ntrait big = customer.size == large\nevent small_order { lar$0ge_one: bool }\ntrait a = count(small_order where large_one, 7d) > 1\n";
        let reasons = [refused(&fixture(root_hidden), "paid"), refused(&fixture(brought), "two")];
        insta::assert_snapshot!(reasons.join("\n"));
        assert!(rename(&fixture(value).workspace, "company.journey", fixture(value).offset, "large").is_ok());
    }

    #[test]
    fn a_field_that_would_become_a_key_is_refused() {
        let text = "event begun { ticket: id }\nevent closed { num$0ber: id }\njourney j for each ticket {\n  enter on begun\n  goal closed\n  limit 1d\n  step s { wait 1d }\n}\n";
        insta::assert_snapshot!(refused(&fixture(text), "ticket"));
        let key = "event begun { $0ticket: id }\nevent closed { number: id }\njourney j for each ticket {\n  enter on begun\n  goal closed\n  limit 1d\n  step s { wait 1d }\n}\n";
        insta::assert_snapshot!(refused(&fixture(key), "number"));
    }
}
