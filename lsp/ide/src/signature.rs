//! What is asked in the parentheses in which a place is: parameters, and what functions of history are given.

use baton_compiler::{Workspace, hir::Field, lookup::Space};

use crate::{
    context::{Context, FrameKind, Inside, Scope},
    words::meaning,
};

/// What stands in parentheses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Signature {
    /// All of it: `received(request: opened)`.
    pub label: String,
    /// Where in the label each part stands, in bytes.
    pub parts: Vec<(u32, u32)>,
    /// The part at the place, if it is one.
    pub active: Option<usize>,
    /// What it is for.
    pub docs: String,
}

/// What stands in the parentheses around a byte of a file, the innermost that have a meaning.
pub fn signature(workspace: &Workspace, path: &str, offset: u32) -> Option<Signature> {
    let context = Context::new(workspace, path, offset).filter(|context| context.inside != Inside::Comment)?;
    let names = workspace.lookup(path)?;
    let scope = Scope { context: &context, workspace, names: &names };
    for (at, frame) in context.frames.iter().enumerate().rev() {
        let end = frame.open.checked_sub(1);
        match frame.kind {
            FrameKind::Call => return called(workspace, &scope, at),
            FrameKind::Asked => return asked(&context, context.text(end?), frame.open),
            // Braces and arguments lie between: they are something of their own.
            FrameKind::Group
            | FrameKind::Values
            | FrameKind::List
            | FrameKind::Hole
            | FrameKind::Key
            | FrameKind::Of => {}
            _ => return None,
        }
    }
    None
}

/// The parameters of a message, action or decision.
fn called(workspace: &Workspace, scope: &Scope<'_, '_>, frame: usize) -> Option<Signature> {
    let context = scope.context;
    let params = scope.given(frame)?;
    let (open, start) = context.frames.get(frame).map(|frame| (frame.open, frame.start))?;
    let last = open.checked_sub(1)?;
    let first = context.path_start(last);
    let words = context.words(first, open);
    let space = match first.checked_sub(1).map(|at| context.text(at)) {
        Some("do") => Space::Action,
        Some("ask") => Space::Decision,
        _ => Space::Happening,
    };
    let (name, _, _) = scope.find(space, &words)?;
    let docs = workspace.declared(space, &name).map(|one| one.decl.docs.join("\n")).unwrap_or_default();
    let key = context.text(start);
    let named = (context.text(start + 1) == ":").then(|| params.iter().position(|param| param.name == key)).flatten();
    let commas =
        (open + 1..context.tokens.len()).filter(|at| context.text(*at) == "," && is_own(context, open, *at)).count();
    let active = named.or_else(|| (commas < params.len()).then_some(commas));
    let part = |param: &Field| format!("{}: {}", param.name, param.ty.in_words());
    Some(shown(&words.join("."), &params.iter().map(part).collect::<Vec<_>>(), active, docs))
}

/// What a function of history is given.
fn asked(context: &Context<'_>, function: &str, open: usize) -> Option<Signature> {
    let parts: &[&str] = match function {
        "seen" => &["event", "[duration]"],
        "count" => &["event", "[duration]", "[up to N]"],
        "sum" | "average" | "lowest" | "highest" | "latest" => &["event.field", "[duration]", "[up to N]"],
        "distinct" => &["event.field", "duration", "[up to N]"],
        "first" => &["event.field"],
        "share" => &["event", "event", "[duration]"],
        "since" => &["event, instant or date"],
        "until" => &["instant or date"],
        _ => return None,
    };
    let commas =
        (open + 1..context.tokens.len()).filter(|at| context.text(*at) == "," && is_own(context, open, *at)).count();
    let parts: Vec<String> = parts.iter().map(|part| (*part).to_owned()).collect();
    let active = (commas < parts.len()).then_some(commas);
    Some(shown(function, &parts, active, meaning(function).unwrap_or_default().into()))
}

/// Whether a token stands directly in the brackets that open at another one.
fn is_own(context: &Context<'_>, open: usize, at: usize) -> bool {
    let mut depth = 0_i32;
    for between in open + 1..at {
        match context.text(between) {
            "(" | "{" | "[" => depth += 1,
            ")" | "}" | "]" => depth -= 1,
            _ => {}
        }
    }
    depth == 0
}

fn shown(name: &str, parts: &[String], active: Option<usize>, docs: String) -> Signature {
    let mut label = format!("{name}(");
    let mut places = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        if at > 0 {
            label.push_str(", ");
        }
        let start = label.len() as u32;
        label.push_str(part);
        places.push((start, label.len() as u32));
    }
    label.push(')');
    Signature { label, parts: places, active, docs }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

    use super::*;
    use crate::{
        probe::each_place,
        testing::{EXAMPLE, fixture},
    };

    fn helped(text: &str) -> String {
        let fixture = fixture(&format!("{EXAMPLE}//- sales/more.journey\n{text}"));
        let line = text.replace("$0", "|");
        let Some(found) = signature(&fixture.workspace, &fixture.path, fixture.offset) else {
            return format!("{line}\n  nothing\n");
        };
        let marks = match found.active.map(|at| found.parts[at]) {
            Some((start, end)) => format!("{}{}", " ".repeat(start as usize), "^".repeat((end - start) as usize)),
            None => String::new(),
        };
        format!("{line}\n  {}\n  {marks}\n  {}\n", found.label, found.docs)
    }

    #[test]
    fn parameters_and_what_history_is_asked() {
        let all = [
            "journey j { step a { send care.ticket_received($0",
            "journey j { step a { do care.call_back(ticket: \"a\", $0",
            "journey j { step a { do care.call_back(brief: \"a{count(care.called)}\"$0, ticket: \"b\")",
            "trait t = count($0",
            "trait t = count(care.called where minutes in (1, 2), $0) > 3",
            "trait t = share(sent, clicked(o$0",
            "trait t = sum(care.called.minutes, 3d) + ($0",
            "journey j { step a { $0",
        ];
        insta::assert_snapshot!(all.map(helped).join("\n"));
    }

    #[test]
    fn every_place_has_an_answer() {
        each_place(&|workspace, path, offset| {
            signature(workspace, path, offset);
        });
    }
}
