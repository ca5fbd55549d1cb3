//! Commands that reach a customer past the policies (W0340): an action whose name or target says that it calls or writes.

use super::declared::Declared;
use crate::{
    diagnostic::{Finding, codes::lints::PAST_POLICIES},
    hir::Body,
};

/// Words of an action's name that begin what is done to a customer.
const VERBS: [&str; 9] = ["call", "phone", "ring", "dial", "text", "message", "mail", "email", "notify"];
/// Words of a name or target that reach a customer wherever they stand.
const WAYS: [&str; 14] = [
    "sms",
    "mms",
    "rcs",
    "whatsapp",
    "telegram",
    "email",
    "mail",
    "mailer",
    "newsletter",
    "letter",
    "postcard",
    "push",
    "dialer",
    "notification",
];

/// An action that looks as if it reached a customer.
pub(super) fn commands(declared: Declared) -> Vec<Finding> {
    let Body::Action(action) = declared.body() else { return Vec::new() };
    let name = declared.own_name();
    let mut words = name.split('_');
    let verb = words.next().filter(|first| VERBS.contains(first));
    let in_name = verb.or_else(|| name.split('_').find(|word| WAYS.contains(word)));
    let in_target = action.to.split(|c: char| !c.is_ascii_alphanumeric()).find(|word| WAYS.contains(word));
    let message = match (in_name, in_target) {
        (Some(word), _) => format!("the action `{name}` seems to reach the customer: its name says `{word}`"),
        (None, Some(word)) => format!("the action `{name}` seems to reach the customer: its target says `{word}`"),
        (None, None) => return Vec::new(),
    };
    let finding = Finding::new(PAST_POLICIES, declared.name_span(), message).label("no policy is asked");
    let help = "make it a message, also a colleague's call (`channels voice`); if the customer isn't reached, give it another name";
    vec![finding.help(help)]
}
