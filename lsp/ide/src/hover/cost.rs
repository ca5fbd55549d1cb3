//! What a declaration keeps of each customer.

use baton_compiler::Workspace;
use baton_program::layout::{Bytes, Declared};

/// What a declaration keeps of each customer, in a sentence; none as long as the workspace has errors.
pub(super) fn cost(workspace: &Workspace, kind: Declared, name: &str) -> Option<String> {
    let layout = workspace.layout()?;
    let costs = layout.by_declaration();
    let Some(cost) = costs.iter().find(|cost| cost.owner.kind == kind && &*cost.owner.name == name) else {
        return Some("Keeps nothing of a customer.".into());
    };
    let Bytes { rest, once, most } = cost.bytes;
    let [rest, once, most] = [rest, once, most].map(grouped);
    let timers = match cost.timers {
        0 => String::new(),
        1 => ", and has a timer".into(),
        timers => format!(", and has up to {} timers", grouped(timers)),
    };
    Some(format!("Keeps {most} bytes of each customer at most ({rest} at rest, {once} once){timers}."))
}

/// `68,144`.
pub(crate) fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::grouped;

    #[test]
    fn digits_in_threes() {
        assert_eq!([0, 999, 1_000, 68_144, 1_234_567].map(grouped), ["0", "999", "1,000", "68,144", "1,234,567"]);
    }
}
