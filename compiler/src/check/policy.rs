//! Policies (§11): rules and what they concern.

use baton_grammar::tree::{self, Name, Path, Selected, Span, TimeLit};
use baton_program::{Days, Period, Quiet};

use super::{items::twice, share::Share};
use crate::{
    diagnostic::{Finding, codes::bodies as codes},
    hir::{Expr, FullName, Named, Rule, RuleKind, Selection, Type},
    infer::{Infer, suggest_names},
    lookup::{Space, What},
};

/// Milliseconds of a day: `24:00`.
const MIDNIGHT: u32 = 86_400_000;

/// The rules that could be understood.
pub(super) fn policy(infer: &mut Infer, rules: &[tree::Rule]) -> Vec<Rule> {
    twice(infer, rules.iter().map(|rule| &rule.name), "rule");
    rules.iter().filter_map(|one| rule(infer, one)).collect()
}

fn rule(infer: &mut Infer, rule: &tree::Rule) -> Option<Rule> {
    let what = match rule.kind {
        Some(tree::RuleKind::Holdout(..)) => Selectable::WithJourneys,
        _ => Selectable::Messages,
    };
    let kind = rule.kind.as_ref().and_then(|kind| rule_kind(infer, kind, rule.name.span));
    let except = named(infer, &rule.except, what);
    Some(Rule { name: rule.name.text.clone(), kind: kind?, except, span: rule.span })
}

fn rule_kind(infer: &mut Infer, kind: &tree::RuleKind, name: Span) -> Option<RuleKind> {
    match kind {
        tree::RuleKind::SuppressWhile(of, condition) => {
            let of = selection(infer, of);
            Some(RuleKind::Suppress(of, infer.watched(condition)))
        }
        tree::RuleKind::SuppressAfter(of, lasts, occurrence) => {
            let of = selection(infer, of);
            Some(RuleKind::Suppress(of, seen_lately(infer, lasts, occurrence)))
        }
        tree::RuleKind::Cap(of, most, per) => {
            let of = selection(infer, of);
            let (most, per) = (infer.count(most, 0, u32::from(u16::MAX)), period(infer, per));
            Some(RuleKind::Cap(of, most?, per?))
        }
        tree::RuleKind::Quiet { from, to, days, selection: of } => {
            let of = selection(infer, of);
            quiet(infer, from, to, days).map(|quiet| RuleKind::Quiet(of, quiet))
        }
        tree::RuleKind::Gather(of, until) => {
            let of = selection(infer, of);
            infer.plain_time(until).map(|until| RuleKind::Gather(of, until))
        }
        tree::RuleKind::Holdout(share, of, salt) => {
            let of = named(infer, of, Selectable::WithJourneys);
            let share = Share::written(infer, share)?;
            Some(RuleKind::Holdout(share.bound(), of, salt.as_ref().map(|salt| salt.text.clone())))
        }
        tree::RuleKind::Weigh(of, by) => {
            if !infer.names.package().is_empty() {
                let finding =
                    Finding::new(codes::ROOT_ONLY, name, "`weigh` can stand only in a policy of the root package");
                infer.report(finding.help("what is worth more than what is for the company to say"));
            }
            let of = named(infer, of, Selectable::Messages);
            Some(RuleKind::Weigh(of, infer.check(by, &Type::Number)))
        }
    }
}

/// `for D after E`: `seen(E, D)`.
fn seen_lately(infer: &mut Infer, lasts: &tree::DurationLit, occurrence: &tree::Occurrence) -> Expr {
    let span = match occurrence {
        tree::Occurrence::One(one) => one.span,
        tree::Occurrence::Either(_, span) => *span,
    };
    let kind = tree::ExprKind::Measure {
        measure: tree::Measure::Seen,
        name: span,
        occurrence: Box::new(occurrence.clone()),
        within: Some(lasts.clone()),
        up_to: None,
    };
    infer.condition(&tree::Expr { kind, span })
}

/// `per D`, `per day`.
pub(super) fn period(infer: &mut Infer, period: &tree::Period) -> Option<Period> {
    Some(match period {
        tree::Period::Rolling(duration) => Period::Rolling(infer.positive_duration(duration)?),
        tree::Period::Calendar(tree::Unit::Hour) => Period::Hour,
        tree::Period::Calendar(tree::Unit::Day) => Period::Day,
        tree::Period::Calendar(tree::Unit::Week) => Period::Week,
        tree::Period::Calendar(tree::Unit::Month) => Period::Month,
    })
}

fn quiet(infer: &mut Infer, from: &TimeLit, to: &TimeLit, on: &[Name]) -> Option<Quiet> {
    let on = days(on);
    let begin = infer.plain_time(from);
    let end = if matches!(to.text.as_str(), "24:00" | "24:00:00") { Some(MIDNIGHT) } else { infer.plain_time(to) };
    let (begin, end) = (begin?, end?);
    if begin == end {
        let finding = Finding::new(codes::QUIET_EMPTY, from.span.to(to.span), "these quiet hours begin when they end");
        infer.report(finding.help("all day is `00:00..24:00`"));
        return None;
    }
    Some(Quiet { from: begin, to: end, days: on? })
}

/// Days of the week; none written is all.
pub(super) fn days(names: &[Name]) -> Option<Days> {
    const WEEK: [(&str, u8); 9] = [
        ("monday", 1),
        ("tuesday", 1 << 1),
        ("wednesday", 1 << 2),
        ("thursday", 1 << 3),
        ("friday", 1 << 4),
        ("saturday", 1 << 5),
        ("sunday", 1 << 6),
        ("weekdays", 0b001_1111),
        ("weekends", 0b110_0000),
    ];
    if names.is_empty() {
        return Some(Days::ALL);
    }
    // Of a word that is no day the parser has told.
    let bits = |name: &Name| WEEK.iter().find(|(day, _)| *day == name.text).map(|(_, bits)| bits);
    names.iter().try_fold(0, |all, name| Some(all | bits(name)?)).map(Days)
}

fn selection(infer: &mut Infer, selection: &tree::Selection) -> Selection {
    selected(infer, selection, Selectable::Messages)
}

/// What a rule or claim concerns.
pub(super) fn selected(infer: &mut Infer, selection: &tree::Selection, of: Selectable) -> Selection {
    let what = match &selection.what {
        Selected::All => Vec::new(),
        Selected::Names(names) => named(infer, names, of),
    };
    Selection { what, via: infer.channels(&selection.via) }
}

/// What can be named in a rule or claim.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Selectable {
    /// Purposes and messages; of a team's policy its own.
    Messages,
    /// Journeys, too.
    WithJourneys,
    /// Purposes and messages, whoever owns them.
    Anybodys,
}

fn named(infer: &mut Infer, paths: &[Path], what: Selectable) -> Vec<Named> {
    let mut all = Vec::new();
    for path in paths {
        let Some(found) = selectable(infer, path, what) else { continue };
        if all.contains(&found) {
            infer.error(codes::NAME_TWICE, path.span, "this stands twice");
            continue;
        }
        all.push(found);
    }
    all
}

/// A purpose, a message or, in a holdout, a journey.
fn selectable(infer: &mut Infer, path: &Path, what: Selectable) -> Option<Named> {
    let whole = |words: usize| words == path.words.len();
    let find = |space| infer.names.find(space, path).filter(|found| whole(found.words));
    if let Some(purpose) = find(Space::Purpose) {
        return Some(Named::Purpose(purpose.name));
    }
    let happening = find(Space::Happening);
    let journey = find(Space::Journey);
    match (happening, journey) {
        (Some(found), _) if found.what == What::Message => {
            let may = what == Selectable::Anybodys || is_own(infer, &found.name, path.span);
            may.then_some(Named::Message(found.name))
        }
        (_, Some(found)) if what == Selectable::WithJourneys => {
            is_own(infer, &found.name, path.span).then_some(Named::Journey(found.name))
        }
        (happening, journey) => {
            let written: Vec<&str> = path.words.iter().map(|word| word.text.as_str()).collect();
            let wanted = match what {
                Selectable::Messages | Selectable::Anybodys => "purpose or message",
                Selectable::WithJourneys => "purpose, message or journey",
            };
            let message = format!("there is no {wanted} `{}`", written.join("."));
            let finding = Finding::new(codes::NOT_SELECTABLE, path.span, message);
            let finding = match happening.or(journey) {
                Some(found) => finding.label(format!("`{}` is something else", found.name)),
                None => suggest_names(finding, path, &near(infer, what)),
            };
            infer.report(finding);
            None
        }
    }
}

fn near(infer: &Infer, what: Selectable) -> Vec<smol_str::SmolStr> {
    let mut names = infer.names.names(Space::Purpose);
    names.extend(infer.names.names(Space::Happening));
    if what == Selectable::WithJourneys {
        names.extend(infer.names.names(Space::Journey));
    }
    names
}

/// A team's policy binds the team.
fn is_own(infer: &mut Infer, name: &FullName, span: Span) -> bool {
    let package = infer.names.package();
    let owner = name.rsplit_once('.').map_or("", |(package, _)| package);
    if package.is_empty() || owner == package {
        return true;
    }
    let message = format!("a policy of `{package}` can't bind `{name}`, which another package owns");
    let finding = Finding::new(codes::NOT_OWN, span, message);
    infer.report(finding.help("what binds more than one package belongs into a policy of the root package"));
    false
}
