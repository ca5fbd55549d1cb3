//! What is to be said of a symbol: how it is written, what it is, whose, what it means and costs.

use baton_compiler::{
    Declaration, With, Workspace,
    hir::FullName,
    lookup::{Lookup, Space},
};
use baton_grammar::tree::{DeclKind, Field, JourneyItemKind, Span};
use baton_program::{BuiltIn, layout::Declared};
use smol_str::SmolStr;

use super::{
    code,
    cost::cost,
    head::{head, undocumented},
};
use crate::{
    Kind, Owner, Symbol, built_in, definition::definitions_of, implementation::messages_of, occurrence::declaration_at,
    sentence::sentence, symbol::own, text::written, types, uses::files,
};

/// What is to be said of a symbol, as Markdown.
pub(super) fn describe(workspace: &Workspace, symbol: &Symbol) -> Option<String> {
    let teller = Teller { workspace };
    let paragraphs = match symbol {
        Symbol::Declaration(Space::Purpose, name) => teller.purpose(name),
        Symbol::Declaration(space, name) => teller.declaration(&workspace.declared(*space, name)?),
        Symbol::BuiltIn(event) => teller.built_in(*event),
        Symbol::Package(name) => teller.package(name),
        Symbol::Attribute(name) => teller.attribute(name),
        Symbol::Member(owner, name) => teller.member(symbol, owner, name),
        Symbol::Step(journey, step) => teller.step(journey, step)?,
        Symbol::Arm(journey, step, arm) => {
            vec![code(arm), format!("An arm of a `split` in the step `{step}` of `{journey}`.")]
        }
        Symbol::Rule(policy, rule) => teller.rule(policy, rule)?,
        Symbol::Local(_, _, name) => {
            vec![teller.typed(symbol, name), "What got this name with `as`.".into()]
        }
        Symbol::Key(journey, name) => {
            vec![teller.typed(symbol, name), format!("The key of `{journey}`: there is an instance for each.")]
        }
        Symbol::Value(values, value) => {
            let places = definitions_of(workspace, symbol);
            let named = places.iter().find_map(|place| {
                let one = declaration_at(workspace, &place.path, place.span.start)?;
                matches!(one.decl.kind, DeclKind::Enumeration(_)).then(|| format!(" (`{}`)", one.name))
            });
            vec![code(value), format!("A value of `{}`{}.", values.join(" | "), named.unwrap_or_default())]
        }
    };
    Some(paragraphs.into_iter().filter(|one| !one.is_empty()).collect::<Vec<_>>().join("\n\n"))
}

struct Teller<'w> {
    workspace: &'w Workspace,
}

impl Teller<'_> {
    fn declaration(&self, declaration: &Declaration<'_>) -> Vec<String> {
        let text = self.workspace.text(declaration.path).unwrap_or_default();
        let decl = &declaration.decl;
        let symbol = declaration.what.map(|(space, _)| Symbol::Declaration(space, declaration.name.clone()));
        let ty = symbol.and_then(|symbol| types::of_symbol(self.workspace, &symbol));
        let ty = ty.map(|ty| format!("`{}: {}`", own(&declaration.name), ty.in_words())).unwrap_or_default();
        let kept = kept(&decl.kind).and_then(|kind| cost(self.workspace, kind, &declaration.name));
        let origin = self.origin(Kind::of(&decl.kind).noun(), declaration);
        vec![code(&head(text, declaration)), ty, docs(&decl.docs), origin, kept.unwrap_or_default()]
    }

    /// What it is, whose, and where.
    fn origin(&self, noun: &str, declaration: &Declaration<'_>) -> String {
        let package = match declaration.package.as_str() {
            "" => "the root".to_owned(),
            package => format!("`{package}`{}", self.owned(package)),
        };
        format!("{} of {package}, in {}.", capital(noun), declaration.path)
    }

    fn owned(&self, package: &str) -> String {
        self.workspace.owner(package).map(|owner| format!(" (owned by {owner})")).unwrap_or_default()
    }

    fn purpose(&self, name: &str) -> Vec<String> {
        let all = self.workspace.all_declarations().find_map(|one| match &one.decl.kind {
            DeclKind::Priorities(names) => Some(names.iter().map(|name| name.text.clone()).collect::<Vec<_>>()),
            _ => None,
        });
        let all = all.unwrap_or_default();
        let count = messages_of(self.workspace, &Symbol::Declaration(Space::Purpose, name.into())).len();
        let messages = if count == 1 { "1 message has it".to_owned() } else { format!("{count} messages have it") };
        let rank = match all.iter().position(|one| one == name) {
            Some(0) => "the highest".to_owned(),
            Some(at) => format!("below `{}`", all.get(at - 1).map(SmolStr::as_str).unwrap_or_default()),
            None => "not declared".to_owned(),
        };
        vec![code(&format!("priorities {}", all.join(" > "))), format!("The purpose `{name}`, {rank}; {messages}.")]
    }

    fn built_in(&self, event: BuiltIn) -> Vec<String> {
        let names = self.workspace.paths().next().and_then(|path| self.workspace.lookup(path));
        let fields = names.and_then(|names| names.event(&event.name().into())).map(|signature| {
            let field = |field: &baton_compiler::hir::Field| format!("{}: {}", field.name, field.ty.in_words());
            signature.fields.iter().map(field).collect::<Vec<_>>().join("  ")
        });
        let fields = fields.unwrap_or_default();
        let head =
            if fields.is_empty() { event.name().to_owned() } else { format!("event {} {{ {fields} }}", event.name()) };
        vec![code(&head), built_in::meaning(event).into(), "A built-in event.".into()]
    }

    fn package(&self, name: &str) -> Vec<String> {
        let count = files(self.workspace, name).len();
        let files = match count {
            0 => "A folder of packages".to_owned(),
            1 => "A package of 1 file".to_owned(),
            _ => format!("A package of {count} files"),
        };
        vec![code(name), format!("{files}{}.", self.owned(name))]
    }

    fn attribute(&self, name: &str) -> Vec<String> {
        let declared = self.workspace.all_declarations().find_map(|one| match &one.decl.kind {
            DeclKind::Customer(fields) => {
                let field = fields.iter().find(|field| field.name.text == name)?.clone();
                Some((one, field))
            }
            _ => None,
        });
        let Some((declaration, field)) = declared else { return Vec::new() };
        let head = code(&format!("customer.{}", self.field(&declaration, &field)));
        let origin = format!("An attribute of the customer, in {}.", declaration.path);
        let cost = cost(self.workspace, Declared::Attribute, &format!("customer.{name}"));
        vec![head, docs(&field.docs), personal(&field), origin, cost.unwrap_or_default()]
    }

    /// A field as it is written, without its documentation.
    fn field(&self, declaration: &Declaration<'_>, field: &Field) -> String {
        let text = self.workspace.text(declaration.path).unwrap_or_default();
        undocumented(written(text, Span::new(field.name.span.start, field.span.end).shifted(declaration.start)))
    }

    fn member(&self, symbol: &Symbol, owner: &Owner, name: &str) -> Vec<String> {
        let declaration = self.workspace.declared(owner.space(), owner.name());
        let written =
            declaration.as_ref().and_then(|one| fields(one).into_iter().find(|field| field.name.text == name));
        let of = match owner {
            Owner::Of(..) => format!("Of `{}`.", owner.name()),
            Owner::Answer(..) => format!("What `{}` answers.", owner.name()),
            Owner::Content(_) => format!("What `{}` says.", owner.name()),
        };
        let (docs, personal) = written.map(|field| (docs(&field.docs), personal(field))).unwrap_or_default();
        let head = match (&declaration, written) {
            (Some(declaration), Some(field)) => code(&self.field(declaration, field)),
            _ => self.typed(symbol, name),
        };
        vec![head, docs, of, personal]
    }

    fn typed(&self, symbol: &Symbol, name: &str) -> String {
        match types::of_symbol(self.workspace, symbol) {
            Some(ty) => code(&format!("{name}: {}", ty.in_words())),
            None => code(name),
        }
    }

    fn step(&self, journey: &FullName, step: &str) -> Option<Vec<String>> {
        let declaration = self.workspace.declared(Space::Journey, journey)?;
        let DeclKind::Journey(items) = &declaration.decl.kind else { return None };
        let is_it = |kind: &JourneyItemKind| matches!(kind, JourneyItemKind::Step { name: Some(name), .. } if name.text == step);
        let item = items.items.iter().find(|item| is_it(&item.kind))?;
        let program = self.workspace.program(With::Nothing);
        let left = program.as_ref().and_then(|program| {
            let journey = program.journeys.iter().find(|one| *one.name == **journey)?;
            journey.steps.iter().find(|one| &*one.name == step).map(|one| one.left)
        });
        let left = match left {
            Some(Some(0)) => "The journey can end in it.".to_owned(),
            Some(Some(1)) => "One step is still to come at least.".to_owned(),
            Some(Some(left)) => format!("{left} steps are still to come at least."),
            Some(None) => "Who is in it leaves by the limit alone.".to_owned(),
            None => String::new(),
        };
        Some(vec![code(&format!("step {step}")), docs(&item.docs), format!("A step of `{journey}`."), left])
    }

    fn rule(&self, policy: &FullName, rule: &str) -> Option<Vec<String>> {
        let declaration = self.workspace.declared(Space::Policy, policy)?;
        let text = self.workspace.text(declaration.path)?;
        let DeclKind::Policy(rules) = &declaration.decl.kind else { return None };
        let found = rules.iter().find(|one| one.name.text == rule)?;
        let said = undocumented(written(text, found.span.shifted(declaration.start)));
        let meant = sentence(&declaration, rule, text).map(|sentence| format!("{}.", capital(&sentence)));
        let cost = cost(self.workspace, Declared::Rule, &format!("{policy}.{rule}"));
        Some(vec![
            code(&said),
            meant.unwrap_or_default(),
            docs(&found.docs),
            format!("A rule of `{policy}`."),
            cost.unwrap_or_default(),
        ])
    }
}

/// The fields that a declaration writes out with their types.
fn fields<'d>(declaration: &'d Declaration<'_>) -> Vec<&'d Field> {
    match &declaration.decl.kind {
        DeclKind::Event(fields) => fields.iter().collect(),
        DeclKind::Action(action) => action.answers.iter().flatten().collect(),
        DeclKind::Decision(decision) => decision.answers.iter().collect(),
        _ => Vec::new(),
    }
}

fn personal(field: &Field) -> String {
    if field.personal.is_some() { "Personal: it is left out of explanations.".into() } else { String::new() }
}

/// The declarations that can keep something of a customer.
const fn kept(kind: &DeclKind) -> Option<Declared> {
    Some(match kind {
        DeclKind::Trait(_) => Declared::Trait,
        DeclKind::Signal(_) => Declared::Signal,
        DeclKind::Channel(_) => Declared::Channel,
        DeclKind::Message(_) => Declared::Message,
        DeclKind::Journey(_) => Declared::Journey,
        DeclKind::Decision(_) => Declared::Decision,
        DeclKind::Audience(_) => Declared::Audience,
        DeclKind::Switch(_) => Declared::Switch,
        DeclKind::Measure(_) => Declared::Measure,
        _ => return None,
    })
}

fn docs(lines: &[SmolStr]) -> String {
    lines.join("\n")
}

fn capital(sentence: &str) -> String {
    let mut letters = sentence.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
