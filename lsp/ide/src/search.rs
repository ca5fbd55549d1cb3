//! Finding declarations by a few letters of their names.

use baton_compiler::Workspace;

use crate::{Kind, Outline, Place, outline, symbol::full_name};

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its own name.
    pub name: String,
    /// What it belongs to: its package, or its declaration's full name.
    pub container: String,
    /// What it is.
    pub kind: Kind,
    /// Where it gets its name.
    pub place: Place,
    /// How well it fits: the more, the better.
    pub score: u32,
}

/// What has the letters of the query in its name, in their order; the best first. An empty query finds everything.
pub fn search(workspace: &Workspace, query: &str) -> Vec<Hit> {
    let mut hits = Vec::new();
    for path in workspace.paths() {
        let package = path.rsplit_once('/').map(|(folder, _)| folder.replace('/', ".")).unwrap_or_default();
        for one in outline(workspace, path) {
            let full = full_name(&package, &one.name);
            hits.extend(hit(&one, &package, path, query));
            let inner = one.children.iter().filter(|child| is_searched(child.kind));
            hits.extend(inner.filter_map(|child| hit(child, &full, path, query)));
        }
    }
    hits.sort_by(|a, b| b.score.cmp(&a.score).then_with(|| a.name.cmp(&b.name)).then_with(|| a.place.cmp(&b.place)));
    hits
}

/// What is found apart from the declaration in which it stands.
const fn is_searched(kind: Kind) -> bool {
    matches!(kind, Kind::Attribute | Kind::Purpose | Kind::Step | Kind::Rule)
}

fn hit(one: &Outline, container: &str, path: &str, query: &str) -> Option<Hit> {
    let full = full_name(container, &one.name);
    // A title has nearly all letters in nearly all orders.
    let is_title = one.kind == Kind::Test;
    let own = fit(query, &one.name).filter(|score| !is_title || *score >= 1_000);
    let score = own.map(|score| score + 1).or_else(|| fit(query, &full).filter(|_| !is_title))?;
    let place = Place { path: path.into(), span: one.name_span };
    Some(Hit { name: one.name.clone(), container: container.into(), kind: one.kind, place, score })
}

/// How well a name fits a query whose letters it has in their order; none if it doesn't have them. What has the query in
/// one piece fits better than what has it in pieces, best at its beginning or at that of one of its words.
pub fn fit(query: &str, name: &str) -> Option<u32> {
    let query: String = query.split_whitespace().collect::<String>().to_ascii_lowercase();
    let name = name.to_ascii_lowercase();
    // Of two that fit alike the shorter is nearer.
    let short = 99_u32.saturating_sub(name.len() as u32);
    let begins =
        |at: usize| !name.get(..at).is_some_and(|before| before.ends_with(|letter: char| letter.is_alphanumeric()));
    let whole = name.match_indices(&query).map(|(at, _)| match at {
        0 if query.len() == name.len() => 4_000,
        0 => 3_000,
        at if begins(at) => 2_000,
        _ => 1_000,
    });
    whole.max().max(pieces(&query, &name)).map(|score| score + short)
}

/// How well the letters of a query fit in pieces: more for each that begins a word or follows the one before.
fn pieces(query: &str, name: &str) -> Option<u32> {
    let (mut score, mut begun, mut follows, mut begins) = (0, 0, false, true);
    let mut wanted = query.chars().peekable();
    for letter in name.chars() {
        follows = match wanted.next_if_eq(&letter) {
            Some(_) => {
                begun += usize::from(begins);
                score += 1 + if begins { 8 } else { 0 } + if follows { 4 } else { 0 };
                true
            }
            None => false,
        };
        begins = !letter.is_alphanumeric();
    }
    // The beginnings of all words are what people type who know the name.
    let fits = if begun == query.chars().count() { 1_500 } else { score.min(800) };
    wanted.peek().is_none().then_some(fits)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

    use super::*;
    use crate::testing::{EXAMPLE, fixture};

    fn found(query: &str) -> Vec<String> {
        let hits = search(&fixture(EXAMPLE).workspace, query).into_iter();
        hits.map(|hit| format!("{:?} {} in {:?}", hit.kind, hit.name, hit.container)).collect()
    }

    #[test]
    fn letters_in_their_order_find_the_best_first() {
        let all = found("sup");
        assert_eq!(all[0], "Journey support in \"care\"", "{all:#?}");
        assert_eq!(found("tckrc")[0], "Message ticket_received in \"care\"");
        assert_eq!(found("ack")[0], "Step acknowledge in \"care.support\"");
        assert_eq!(found("acknowl").len(), 2, "the step, and the test whose title says so");
        assert!(found("xyzzy").is_empty());
    }

    #[test]
    fn a_package_can_be_part_of_the_query() {
        assert_eq!(found("care.supp")[0], "Journey support in \"care\"");
    }

    #[test]
    fn the_beginnings_of_words_count_most() {
        assert!(fit("to", "ticket_opened") > fit("to", "customer_changed"));
        assert!(fit("opened", "opened") > fit("opened", "ticket_opened"));
        assert_eq!(fit("zz", "opened"), None);
    }
}
