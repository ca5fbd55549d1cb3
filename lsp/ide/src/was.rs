//! `was old`, by which what has another name keeps its state (§17): offered where something has a new name and another
//! name is gone.
//!
//! Which version the customers are in, nobody here knows. What a workspace was when it was read first stands for it.

use std::collections::{BTreeMap, BTreeSet};

use baton_compiler::{Declaration, Workspace, diagnostic::Edit, hir::FullName, was_name};
use baton_grammar::tree::{Decl, DeclKind, JourneyItemKind, Name, Path, Span};
use smol_str::SmolStr;

use crate::{
    Action, ActionKind, Place,
    action::insert,
    occurrence::{declaration_at, holds},
    symbol::{full_name, package_and_own},
};

/// How many old names are offered.
const OFFERED: usize = 5;

/// Under which names a workspace kept state: its declarations by keyword and full name, with their steps or rules.
#[derive(Clone, Debug)]
pub struct Before(BTreeMap<(SmolStr, FullName), BTreeSet<SmolStr>>);

impl Before {
    /// The names as they are now.
    pub fn of(workspace: &Workspace) -> Self {
        workspace.parse_all();
        let kept = |(package, decl): (&SmolStr, &Decl)| {
            let name = full_name(package, &decl.name.as_ref()?.text);
            let parts = parts(decl).map(|(part, _)| part.text.clone()).collect();
            keeps_state(&decl.kind).then(|| ((decl.keyword.text.clone(), name), parts))
        };
        Self(decls(workspace).filter_map(kept).collect())
    }

    fn parts(&self, keyword: &SmolStr, name: &FullName) -> Option<&BTreeSet<SmolStr>> {
        self.0.get(&(keyword.clone(), name.clone()))
    }
}

/// What the declaration, step or rule whose name stands at a byte of a file can say that it was: what is gone, where it
/// is new itself and says nothing yet.
pub fn was(workspace: &Workspace, before: &Before, path: &str, offset: u32) -> Vec<Action> {
    let Some(here) = declaration_at(workspace, path, offset).filter(|here| keeps_state(&here.decl.kind)) else {
        return Vec::new();
    };
    let found = named(&here.decl).find(|(name, _)| holds(name.span.shifted(here.start), offset));
    let Some((name, None)) = found else { return Vec::new() };
    let gone = match here.decl.name.as_ref() == Some(name) {
        true => gone(workspace, before, &here),
        false => gone_parts(before, &here, name),
    };
    let action = |old: SmolStr| {
        let edit = insert(path, here.start + name.span.end, format!(" was {old}"));
        Action::new(ActionKind::Write, format!("keep the state of `{old}` with `was {old}`"), vec![edit])
    };
    gone.into_iter().take(OFFERED).map(action).collect()
}

/// The edit that takes ` was old` away behind the name at a place, if `old` is the name that it gets: under that name its
/// state is found anyway.
pub(crate) fn was_itself(workspace: &Workspace, place: &Place, to: &str) -> Option<Edit> {
    let here = declaration_at(workspace, &place.path, place.span.start)?;
    let (name, was) = named(&here.decl).find(|(name, _)| name.span.shifted(here.start) == place.span)?;
    let within = if here.decl.name.as_ref() == Some(name) { &here.package } else { &here.name };
    let was = was.filter(|was| was_name(within, was) == full_name(within, to))?;
    let span = Span::new(name.span.end, was.span.end).shifted(here.start);
    Some(Edit { file: place.path.clone(), span, text: String::new() })
}

/// The declarations that this one can have been: of its package, or of its name if it has come from another.
fn gone(workspace: &Workspace, before: &Before, here: &Declaration<'_>) -> Vec<SmolStr> {
    let (keyword, own) = (&here.decl.keyword.text, package_and_own(&here.name).1);
    let Some((space, _)) = here.what.filter(|_| before.parts(keyword, &here.name).is_none()) else { return Vec::new() };
    let others = decls(workspace).filter(|(_, decl)| decl.keyword.text == *keyword);
    let said: BTreeSet<SmolStr> =
        others.filter_map(|(package, decl)| Some(was_name(package, decl.was.as_ref()?))).collect();
    let written = |old: &FullName| match package_and_own(old) {
        (package, old) if package == here.package => Some(old.into()),
        // A plain name is one of this package, so nothing can say that it came from the root.
        ("", _) => None,
        (_, old_own) => (old_own == own).then(|| old.clone()),
    };
    let all = before.0.keys().filter(|(one, _)| one == keyword).map(|(_, old)| old);
    all.filter(|old| !said.contains(*old) && workspace.declared(space, old).is_none()).filter_map(written).collect()
}

/// The steps or rules that one of a declaration can have been.
fn gone_parts(before: &Before, here: &Declaration<'_>, name: &Name) -> Vec<SmolStr> {
    let was = here.decl.was.as_ref().map(|was| was_name(&here.package, was));
    let names = [Some(&here.name), was.as_ref()];
    let known = names.into_iter().flatten().find_map(|whole| before.parts(&here.decl.keyword.text, whole));
    let Some(known) = known.filter(|known| !known.contains(&name.text)) else { return Vec::new() };
    let mut told: BTreeSet<&SmolStr> = from_steps(&here.decl).collect();
    for (part, was) in parts(&here.decl) {
        told.insert(&part.text);
        told.extend(was.and_then(|was| was.words.last()).map(|word| &word.text));
    }
    known.iter().filter(|old| !told.contains(old)).cloned().collect()
}

/// All declarations with their packages, without what they mean.
fn decls(workspace: &Workspace) -> impl Iterator<Item = (&SmolStr, &Decl)> {
    let files = workspace.packages().flat_map(|(package, paths)| paths.into_iter().map(move |path| (package, path)));
    let trees = files.filter_map(|(package, path)| Some((package, workspace.parse(path)?)));
    trees.flat_map(|(package, parse)| parse.file.items.iter().map(move |item| (package, &*item.decl)))
}

/// Whether something is kept of customers under the name of such a declaration; everything else is what it says,
/// whatever its name.
const fn keeps_state(kind: &DeclKind) -> bool {
    matches!(
        kind,
        DeclKind::Event(..)
            | DeclKind::Signal(..)
            | DeclKind::Channel(..)
            | DeclKind::Message(..)
            | DeclKind::Action(..)
            | DeclKind::Policy(..)
            | DeclKind::Journey(..)
            | DeclKind::Audience(..)
            | DeclKind::Switch(..)
            | DeclKind::Measure(..)
    )
}

/// The name of a declaration and those of its parts, each with what it was.
fn named(decl: &Decl) -> impl Iterator<Item = (&Name, Option<&Path>)> {
    decl.name.iter().map(|name| (name, decl.was.as_ref())).chain(parts(decl))
}

/// The steps of a journey or the rules of a policy, each with what it was.
fn parts(decl: &Decl) -> impl Iterator<Item = (&Name, Option<&Path>)> {
    let (steps, rules) = match &decl.kind {
        DeclKind::Journey(journey) => (journey.items.as_slice(), [].as_slice()),
        DeclKind::Policy(rules) => ([].as_slice(), rules.as_slice()),
        _ => ([].as_slice(), [].as_slice()),
    };
    let steps = steps.iter().filter_map(|item| match &item.kind {
        JourneyItemKind::Step { name: Some(name), was, .. } => Some((name, was.as_ref())),
        _ => None,
    });
    steps.chain(rules.iter().map(|rule| (&rule.name, rule.was.as_ref())))
}

/// The steps of which a journey says where their customers go.
fn from_steps(decl: &Decl) -> impl Iterator<Item = &SmolStr> {
    let items = if let DeclKind::Journey(journey) = &decl.kind { journey.items.as_slice() } else { &[] };
    items.iter().filter_map(|item| match &item.kind {
        JourneyItemKind::From { step, .. } => Some(&step.text),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::panic, clippy::indexing_slicing)]

    use baton_compiler::With;
    use baton_program::change::Fate;

    use super::*;
    use crate::{
        probe::{applied, each_place, edited},
        rename,
        testing::{EXAMPLE, Fixture, fixture},
    };

    /// What everything needs.
    const COMPANY: &str = "channel mail {}
priorities service
event came {}
event went {}
message hello { purpose service  channels mail  hold 1h  content \"hello\" }
";

    const GREET: &str = "journey greet {
  enter on came
  limit 9d
  step first { send hello  wait 1d  -> second }
  step second { stay }
}
";

    fn in_package(package: &str, text: &str) -> Fixture {
        fixture(&format!("//- company.journey\n{COMPANY}//- {package}/a.journey\n{text}"))
    }

    /// The name at `$0` changed to `new`, and then `$0` there.
    fn renamed(marked: &str) -> String {
        let Fixture { workspace, path, offset } = in_package("care", marked);
        let after = applied(&workspace, &rename(&workspace, &path, offset, "new").unwrap());
        let text = after.text(&path).unwrap();
        // Where it gets its name is behind where it is named.
        let (before, behind) = text.rsplit_once(" new").unwrap();
        format!("{before} $0new{behind}")
    }

    /// What is offered at `$0` in one text if another was there before: the lines into which it is written. With it the
    /// version may follow the one before, and says what is renamed.
    fn offered_in(before: &Workspace, now: &Fixture) -> Vec<String> {
        let deployed = before.program(With::Nothing).unwrap_or_else(|| panic!("{:#?}", before.diagnostics()));
        let line = |action: &Action| {
            let against = applied(&now.workspace, &action.edits).against(&deployed).unwrap();
            assert_eq!(against.diagnostics, []);
            assert!(against.notes.iter().any(|note| note.fate == Fate::Renamed), "{:#?}", against.notes);
            let text = edited(now, &action.edits);
            text.lines().find(|line| line.contains(&action.edits[0].text)).unwrap().trim().to_owned()
        };
        was(&now.workspace, &Before::of(before), &now.path, now.offset).iter().map(line).collect()
    }

    fn offered(before: &str, now: &str) -> Vec<String> {
        offered_in(&in_package("care", before).workspace, &in_package("care", now))
    }

    #[test]
    fn what_has_another_name_keeps_its_state() {
        let all = [
            "event pai$0d {}",
            "signal bac$0k = came then went within 1d",
            "channel sm$0s {}",
            "message offer$0 { purpose service  channels mail  content \"m\" }",
            "action cal$0l to \"desk\"",
            "policy rule$0s { daily: cap all to 1 per day }",
            "policy rules {\n  dail$0y: cap all to 1 per day }",
            &GREET.replace("greet", "gr$0eet"),
            &GREET.replace("step second", "step seco$0nd"),
            "audience seen_once$0 = seen(came)",
            "switch crisi$0s = off",
            "measure share$0 = went of came within 1d per day",
        ];
        let mut lines = Vec::new();
        for marked in all {
            lines.extend(offered(&marked.replace("$0", ""), &renamed(marked)));
            assert_eq!(offered(&marked.replace("$0", ""), marked), [""; 0], "nothing is renamed");
        }
        insta::assert_snapshot!(lines.join("\n"));
    }

    #[test]
    fn what_is_known_by_what_it_says_needs_no_was() {
        let all = [
            (
                "type si$0ze = small | large",
                "event a { size: size }\nsignal s = a where size == small then went within 1d",
            ),
            ("trait regula$0r = count(came, 7d) > 1", "journey j { enter when regular  limit 1d  step a { wait 1h } }"),
            ("source rows$0 from csv { customer who  at moment as iso  went {} }", ""),
            ("decision dec$0ide() answers { ok: bool } { answer { ok: true } }", ""),
            ("placement plac$0e via web shows 1", "channel web { inbound }"),
            ("invariant end$0s: j ends within 2d", "journey j { enter on came  limit 1d  step a { wait 1h } }"),
        ];
        for (marked, rest) in all {
            let marked = format!("{rest}\n{marked}");
            let before = in_package("care", &marked);
            let now = in_package("care", &renamed(&marked));
            assert_eq!(offered_in(&before.workspace, &now), [""; 0]);
            let against = now.workspace.against(&before.workspace.program(With::Nothing).unwrap()).unwrap();
            assert!(against.notes.iter().all(|note| note.fate == Fate::TakenOver), "{:#?}", against.notes);
        }
    }

    #[test]
    fn what_has_come_from_another_package_says_which() {
        let marked = GREET.replace("greet", "gr$0eet");
        let before = in_package("care", GREET).workspace;
        assert_eq!(offered_in(&before, &in_package("service", &marked)), ["journey greet was care.greet {"]);
    }

    #[test]
    fn the_steps_of_a_renamed_journey_are_those_of_the_old_one() {
        let now = GREET.replace("greet", "welcome was greet").replace("step second", "step th$0ird");
        assert_eq!(offered(GREET, &now.replace("-> second", "-> third")), ["step third was second { stay }"]);
    }

    #[test]
    fn only_what_is_gone_without_a_word_is_offered() {
        let before = "event one {}\nevent two {}\nevent three {}\nsignal four = came then went within 1d";
        let now = "event one {}\nevent other was two {}\nevent new$0 {}";
        assert_eq!(offered(before, now), ["event new was three {}"]);
        assert_eq!(offered(before, "event new$0 was one {}"), [""; 0]);
        assert_eq!(offered(before, "event one {}\ntrait t = seen(on$0e)"), [""; 0]);
        let gone = GREET.replace("second", "last").replace("step last", "from step second -> last\n  step la$0st");
        assert_eq!(offered(GREET, &gone), [""; 0]);
    }

    #[test]
    fn every_place_has_an_answer() {
        let before = Before::of(&fixture(EXAMPLE).workspace);
        each_place(&|workspace, path, offset| drop(was(workspace, &before, path, offset)));
    }
}
