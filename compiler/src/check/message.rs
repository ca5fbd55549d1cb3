//! Messages (§6).

use baton_grammar::tree::{self, Decl, Expr as Written, MessageItemKind, Path};
use baton_program::Direction;
use smol_str::SmolStr;

use super::{
    items::{Once, lacking, missing, put_before},
    place_of, record,
};
use crate::{
    diagnostic::{Finding, codes::bodies as codes},
    hir::{Expr, FullName, Message, Type},
    infer::{Infer, Stands, in_words},
    lookup::Space,
};

/// A message; none if it lacks a purpose or channels.
pub(super) fn message(infer: &mut Infer, decl: &Decl, message: &tree::Message) -> Option<Message> {
    let params = record::params(infer.names, &message.params);
    record::put_in_scope(infer, &params);
    let (mut purpose, mut channels, mut hold) = (Once::new("purpose"), Once::new("channels"), Once::new("hold"));
    let (mut value, mut chance) = (Once::new("worth"), Once::new("chance"));
    let (mut only_when, mut content) = (Once::new("only when"), Once::new("content"));
    for item in &message.items {
        let span = item.span;
        match &item.kind {
            MessageItemKind::Purpose(path) => {
                let found = infer.named(Space::Purpose, path, codes::UNKNOWN_PURPOSE);
                purpose.put(infer, span, found);
            }
            MessageItemKind::Channels(paths, by) => {
                let found = (taken(infer, paths), by.as_ref().map(|by| order(infer, by)));
                channels.put(infer, span, found);
            }
            MessageItemKind::Hold(duration) => {
                let milliseconds = infer.duration(duration);
                hold.put(infer, span, milliseconds);
            }
            MessageItemKind::Worth(expr) => {
                let expr = worth(infer, expr);
                value.put(infer, span, expr);
            }
            MessageItemKind::Chance(expr) => {
                let expr = infer.check(expr, &Type::Number);
                chance.put(infer, span, expr);
            }
            MessageItemKind::OnlyWhen(expr) => {
                let expr = infer.condition(expr);
                only_when.put(infer, span, expr);
            }
            MessageItemKind::Content(template, written) => {
                let entries = written.as_ref().map_or(&[][..], |record| &record.entries);
                let values = record::free(infer, entries);
                refuse_events(infer, &values);
                content.put(infer, span, (template.text.clone(), values));
            }
        }
    }
    let name = decl.name.as_ref().map(|name| name.text.clone()).unwrap_or_default();
    if !purpose.is_there() {
        let finding = lacking(
            place_of(decl),
            format!("the message `{name}` has no purpose"),
            "say why it is sent: `purpose service`",
        );
        let some = infer.names.names(Space::Purpose).into_iter().next();
        let fix =
            some.zip(message.items.first()).map(|(some, first)| put_before(first.span, &format!("purpose {some}")));
        infer.report(finding.fix(fix));
    }
    if !channels.is_there() {
        missing(
            infer,
            place_of(decl),
            format!("the message `{name}` has no channels"),
            "say how it goes: `channels email, sms`",
        );
    }
    let (channels, by) = channels.get()?;
    Some(Message {
        purpose: purpose.get()??,
        params,
        channels,
        by,
        hold: hold.get().flatten(),
        worth: value.get(),
        chance: chance.get(),
        only_when: only_when.get(),
        content: content.get(),
    })
}

/// The channels that a message may take, each once.
fn taken(infer: &mut Infer, paths: &[Path]) -> Vec<FullName> {
    let mut channels: Vec<FullName> = Vec::new();
    for path in paths {
        let Some(channel) = infer.channel(path) else { continue };
        if channels.contains(&channel) {
            infer.error(codes::NAME_TWICE, path.span, format!("the channel `{channel}` stands twice"));
            continue;
        }
        channels.push(channel);
    }
    channels
}

/// `by`: the value of the channel that is asked about.
fn order(infer: &mut Infer, by: &Written) -> Expr {
    infer.scope.stands = Stands::By;
    let value = infer.check(by, &Type::Number);
    infer.scope.stands = Stands::Elsewhere;
    value
}

/// A number or an amount.
fn worth(infer: &mut Infer, expr: &Written) -> Expr {
    let value = infer.expr(expr, None);
    match &value.ty {
        Type::Amount(_) | Type::Optional(_) => infer.known(value),
        Type::Any | Type::Number | Type::Int => infer.coerce(value, &Type::Number),
        other => {
            let message = format!("`worth` is a number or an amount, but this is `{}`", in_words(other));
            infer.report(Finding::new(codes::WRONG_TYPE, expr.span, message));
            value
        }
    }
}

/// An event has no text that a template could take.
fn refuse_events(infer: &mut Infer, values: &[(SmolStr, Expr)]) {
    for (_, value) in values {
        if matches!(value.ty.known(), Type::Event(_)) {
            let finding = Finding::new(codes::NO_TEXT, value.span, "an event can't stand in a message");
            infer.report(finding.help("give one of its fields"));
        }
    }
}

/// Whether a message that may take these channels can be sent through one of them.
pub(super) fn can_be_sent(infer: &Infer, channels: &[FullName]) -> bool {
    let is_outbound =
        |name: &FullName| infer.names.channel(name).is_none_or(|channel| channel.direction == Direction::Outbound);
    channels.is_empty() || channels.iter().any(is_outbound)
}
