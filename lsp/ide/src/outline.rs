//! What a file declares, as a tree.

use baton_compiler::{Declaration, Workspace};
use baton_grammar::tree::{DeclKind, Field, JourneyItemKind, Name, Param, Span};

use crate::{Kind, Place};

/// Something that a file declares.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outline {
    /// Its name; a test's title.
    pub name: String,
    /// What else is to be said in a word: a type, what a rule does.
    pub detail: String,
    /// What it is.
    pub kind: Kind,
    /// All of it.
    pub span: Span,
    /// The place of its name, which is within it.
    pub name_span: Span,
    /// What is declared in it.
    pub children: Vec<Outline>,
}

/// What a file declares, in the order of places.
pub fn outline(workspace: &Workspace, path: &str) -> Vec<Outline> {
    let text = workspace.text(path).unwrap_or_default();
    workspace.declarations(path).iter().map(|declaration| of_declaration(text, declaration)).collect()
}

/// All of what gets its name at a place: the declaration, step, field; the name itself where it stands for nothing more.
pub fn around(workspace: &Workspace, place: &Place) -> Span {
    let mut inside = outline(workspace, &place.path);
    let mut around = place.span;
    while let Some(one) =
        inside.into_iter().find(|one| one.span.start <= place.span.start && place.span.end <= one.span.end)
    {
        if one.name_span == place.span {
            around = one.span;
        }
        inside = one.children;
    }
    around
}

fn of_declaration(text: &str, declaration: &Declaration<'_>) -> Outline {
    let decl = &declaration.decl;
    let lister = Lister { text, start: declaration.start };
    let (title, title_span) = match &decl.kind {
        DeclKind::Test(test) => {
            let title = test.title.as_ref();
            (title.map(|title| title.text.to_string()), title.map(|title| title.span.shifted(declaration.start)))
        }
        _ => (decl.name.as_ref().map(|name| name.text.to_string()), None),
    };
    Outline {
        name: title.unwrap_or_else(|| decl.keyword.text.to_string()),
        detail: decl.keyword.text.to_string(),
        kind: Kind::of(&decl.kind),
        span: declaration.span(),
        name_span: title_span.unwrap_or_else(|| declaration.name_span()),
        children: lister.children(&decl.kind),
    }
}

struct Lister<'t> {
    text: &'t str,
    start: u32,
}

impl Lister<'_> {
    fn children(&self, kind: &DeclKind) -> Vec<Outline> {
        match kind {
            DeclKind::Customer(fields) => self.fields(fields, Kind::Attribute),
            DeclKind::Event(fields) => self.fields(fields, Kind::Field),
            DeclKind::Enumeration(values) => values.iter().map(|name| self.word(name, Kind::Value)).collect(),
            DeclKind::Priorities(purposes) => purposes.iter().map(|name| self.word(name, Kind::Purpose)).collect(),
            DeclKind::Message(message) => self.params(&message.params),
            DeclKind::Action(action) => {
                let answers = action.answers.as_deref().unwrap_or_default();
                self.params(&action.params).into_iter().chain(self.fields(answers, Kind::Field)).collect()
            }
            DeclKind::Decision(decision) => {
                let answers = self.fields(&decision.answers, Kind::Field);
                self.params(&decision.params).into_iter().chain(answers).collect()
            }
            DeclKind::Policy(rules) => {
                let detail = |rule: &baton_grammar::tree::Rule| {
                    let said = self.written(Span::new(rule.name.span.end, rule.span.end));
                    said.trim_start_matches(':').trim_start().to_owned()
                };
                rules.iter().map(|rule| self.item(&rule.name, detail(rule), Kind::Rule, rule.span)).collect()
            }
            DeclKind::Journey(journey) => {
                let step = |item: &baton_grammar::tree::JourneyItem| match &item.kind {
                    JourneyItemKind::Step { name: Some(name), .. } => {
                        Some(self.item(name, "step".into(), Kind::Step, item.span))
                    }
                    _ => None,
                };
                journey.items.iter().filter_map(step).collect()
            }
            _ => Vec::new(),
        }
    }

    fn fields(&self, fields: &[Field], kind: Kind) -> Vec<Outline> {
        let detail = |field: &Field| field.ty.as_ref().map(|ty| self.written(ty.span)).unwrap_or_default();
        fields.iter().map(|field| self.item(&field.name, detail(field), kind, field.span)).collect()
    }

    fn params(&self, params: &[Param]) -> Vec<Outline> {
        let item = |param: &Param| {
            let ty = param.ty.as_ref();
            let span = ty.map_or(param.name.span, |ty| param.name.span.to(ty.span));
            self.item(&param.name, ty.map(|ty| self.written(ty.span)).unwrap_or_default(), Kind::Parameter, span)
        };
        params.iter().map(item).collect()
    }

    fn word(&self, name: &Name, kind: Kind) -> Outline {
        self.item(name, String::new(), kind, name.span)
    }

    fn item(&self, name: &Name, detail: String, kind: Kind, span: Span) -> Outline {
        Outline {
            name: name.text.to_string(),
            detail,
            kind,
            span: span.to(name.span).shifted(self.start),
            name_span: name.span.shifted(self.start),
            children: Vec::new(),
        }
    }

    /// What is written there, on one line.
    fn written(&self, span: Span) -> String {
        crate::text::on_one_line(self.text, span.shifted(self.start))
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, clippy::indexing_slicing)]

    use super::*;
    use crate::testing::{EXAMPLE, fixture, shown};

    #[test]
    fn a_file_as_a_tree() {
        let fixture = fixture(EXAMPLE);
        let mut tree = String::new();
        for one in outline(&fixture.workspace, &fixture.path) {
            show(&one, 0, &mut tree);
        }
        insta::assert_snapshot!(tree);
    }

    fn show(one: &Outline, depth: usize, tree: &mut String) {
        assert!(one.span.start <= one.name_span.start && one.name_span.end <= one.span.end);
        tree.push_str(&format!("{}{:?} {} · {}\n", "  ".repeat(depth), one.kind, one.name, one.detail));
        one.children.iter().for_each(|child| show(child, depth + 1, tree));
    }

    #[test]
    fn around_a_name_is_what_it_names() {
        let text = "journey care for each ticket {\n  limit 1d\n  step first {\n    wait 1d\n  }\n}\n";
        let fixture = fixture(text);
        for (word, all) in [("care", text.trim_end()), ("first", "step first {\n    wait 1d\n  }"), ("limit", "limit")]
        {
            let start = text.find(word).unwrap() as u32;
            let place = Place { path: fixture.path.as_str().into(), span: Span::new(start, start + word.len() as u32) };
            let span = around(&fixture.workspace, &place);
            assert_eq!(&text[span.start as usize..span.end as usize], all);
        }
    }

    #[test]
    fn a_test_is_named_by_its_title() {
        let fixture = fixture("test \"it works\" {\n  after 1d\n}\n");
        let all = outline(&fixture.workspace, &fixture.path);
        insta::assert_snapshot!(shown(&fixture.workspace, &fixture.path, all[0].name_span));
    }
}
