//! Questions to history (§7): measures, their windows and their types, and when the condition of one is asked.

use baton_grammar::tree::{self, DurationLit, Occurrence, PointOf, Span};
use baton_program::{DEEPEST_READ, Measure};

use super::{
    Infer, Role, broken, codes, each, in_words,
    selector::{Selected, alternatives},
    typed,
    types::is_ordered,
    walk::parts_of_read,
    widened,
};
use crate::{
    diagnostic::Finding,
    hir::{Asked, Expr, ExprKind, Read, Selector, Type},
};

/// The most events that a window may be told to remember.
const MOST_REMEMBERED: u32 = 10_000;

/// The events of a measure, each with the field that is measured.
type Measured = Vec<(Selector, Option<Expr>)>;

impl Infer<'_> {
    /// `count(E, D, up to N)` and its like.
    pub(super) fn measure(
        &mut self,
        measure: tree::Measure,
        name: Span,
        occurrence: &Occurrence,
        within: Option<&DurationLit>,
        up_to: Option<&tree::Digits>,
        span: Span,
    ) -> Expr {
        let window = within.and_then(|within| self.positive_duration(within));
        let up_to = up_to.and_then(|digits| self.up_to(digits));
        if measure == tree::Measure::First && within.is_some() {
            self.error(codes::TAKES_NO_WINDOW, name, "`first` takes no window: it is the first one ever");
        }
        if measure == tree::Measure::Distinct && within.is_none() {
            let finding = Finding::new(codes::NEEDS_WINDOW, name, "`distinct` needs a window");
            self.report(finding.help("say how far it looks back: `distinct(e.f, 30d)`"));
        }
        let (measure, of, ty) = match measure {
            tree::Measure::Seen => (Measure::Seen, self.whole_events(occurrence), Some(Type::Bool)),
            tree::Measure::Count => (Measure::Count, self.whole_events(occurrence), Some(Type::Int)),
            field => self.of_field(field, occurrence),
        };
        let Some(ty) = ty.filter(|_| of.len() == alternatives(occurrence).len()) else { return broken(span) };
        let enough = (measure == Measure::Seen).then_some(1);
        let read = Read { measure, of, within: window, up_to, enough, asked: Asked::Happening };
        let is_told = within.is_some() || measure == Measure::Distinct;
        self.read(read, is_told, ty, span)
    }

    /// `share(E, F, D)`.
    pub(super) fn share(
        &mut self,
        part: &Occurrence,
        whole: &Occurrence,
        within: Option<&DurationLit>,
        span: Span,
    ) -> Expr {
        let window = within.and_then(|within| self.positive_duration(within));
        if within.is_none() {
            let finding = Finding::new(codes::NEEDS_WINDOW, span, "`share` needs a window");
            self.report(finding.help("say how far it looks back: `share(e, f, 90d)`"));
        }
        let counts = [part, whole].map(|occurrence| {
            let of = self.whole_events(occurrence);
            if of.len() != alternatives(occurrence).len() {
                return None;
            }
            let read = Read {
                measure: Measure::Count,
                of,
                within: window,
                up_to: None,
                enough: None,
                asked: Asked::Happening,
            };
            match self.read(read, true, Type::Int, span).kind {
                ExprKind::Read(read) => Some(read),
                _ => None,
            }
        });
        match counts {
            [Some(part), Some(whole)] => typed(ExprKind::Share(part, whole), Type::Number.optional(), span),
            _ => broken(span),
        }
    }

    /// `since(E)`, `since(t)`.
    pub(super) fn since(&mut self, point: &PointOf, span: Span) -> Expr {
        if let Some(point) = self.point(point) {
            return point_in_time(point, ExprKind::Since, span);
        }
        let PointOf::Occurrence(occurrence) = point else { return broken(span) };
        let of = self.whole_events(occurrence);
        if of.len() != alternatives(occurrence).len() {
            return broken(span);
        }
        let read =
            Read { measure: Measure::LatestAt, of, within: None, up_to: None, enough: None, asked: Asked::Happening };
        let latest = self.read(read, false, Type::Instant.optional(), span);
        if latest.ty == Type::Any {
            return broken(span);
        }
        typed(ExprKind::Since(Box::new(latest)), Type::Duration.optional(), span)
    }

    /// `until(t)`.
    pub(super) fn until(&mut self, point: &PointOf, span: Span) -> Expr {
        if let Some(point) = self.point(point) {
            return point_in_time(point, ExprKind::Until, span);
        }
        let finding =
            Finding::new(codes::NOT_A_TIME, span, "`until` takes an instant or a date, not something that happens");
        self.refuse(finding.help("`since(e)` says how long ago something happened"))
    }

    /// The point in time that `since` or `until` takes, if it is none that happens.
    fn point(&mut self, point: &PointOf) -> Option<Expr> {
        let expr = match point {
            PointOf::Expr(expr) => expr.clone(),
            PointOf::Occurrence(Occurrence::One(one)) => {
                let is_plain = one.all.is_none() && one.of.is_none() && one.via.is_empty() && one.condition.is_none();
                // A path that names nothing at all is told as an unknown event, which it more likely is.
                if !is_plain || !self.resolves(&one.event) {
                    return None;
                }
                tree::Expr { kind: tree::ExprKind::Path(one.event.clone()), span: one.span }
            }
            PointOf::Occurrence(Occurrence::Either(..)) => return None,
        };
        let inferred = self.expr(&expr, None);
        let point = self.known(inferred);
        match &point.ty {
            Type::Instant | Type::Date | Type::Any => Some(point),
            other => {
                let message = format!("an instant or a date is wanted here, but this is `{}`", in_words(other));
                Some(self.refuse(Finding::new(codes::NOT_A_TIME, point.span, message)))
            }
        }
    }

    fn up_to(&mut self, digits: &tree::Digits) -> Option<u16> {
        let bound = digits.text.parse::<u32>().ok().filter(|bound| (1..=MOST_REMEMBERED).contains(bound));
        if bound.is_none() {
            let message = format!("`up to` takes a number between 1 and {MOST_REMEMBERED}");
            self.error(codes::UP_TO, digits.span, message);
        }
        bound.and_then(|bound| u16::try_from(bound).ok())
    }

    fn whole_events(&mut self, occurrence: &Occurrence) -> Measured {
        self.selectors(occurrence, Role::History).into_iter().map(|selector| (selector, None)).collect()
    }

    /// A measure of a field: what it is of, and its type.
    fn of_field(&mut self, measure: tree::Measure, occurrence: &Occurrence) -> (Measure, Measured, Option<Type>) {
        let (measure, word) = match measure {
            tree::Measure::Sum => (Measure::Sum, "sum"),
            tree::Measure::Average => (Measure::Average, "average"),
            tree::Measure::Lowest => (Measure::Lowest, "lowest"),
            tree::Measure::Highest => (Measure::Highest, "highest"),
            tree::Measure::Distinct => (Measure::Distinct, "distinct"),
            tree::Measure::First => (Measure::First, "first"),
            _ => (Measure::Latest, "latest"),
        };
        let mut of = Vec::new();
        let mut common_type = None;
        for happening in alternatives(occurrence) {
            let Some(Selected { selector, field: Some(field), .. }) = self.with_field(happening, word) else {
                continue;
            };
            let Some(field) = self.measured(measure, word, field) else { continue };
            let ty = field.ty.known().clone();
            if common_type.as_ref().is_some_and(|common| *common != ty) {
                let message =
                    format!("all events of `{word}` must have a field of one type, but this is `{}`", in_words(&ty));
                self.error(codes::TWO_TYPES, happening.span, message);
                continue;
            }
            common_type = Some(ty);
            of.push((selector, Some(field)));
        }
        let ty = common_type.map(|ty| match measure {
            Measure::Sum => ty,
            Measure::Distinct => Type::Int,
            _ => ty.optional(),
        });
        (measure, of, ty)
    }

    /// The field as its measure takes it.
    fn measured(&mut self, measure: Measure, word: &str, field: Expr) -> Option<Expr> {
        if field.ty == Type::Any {
            return None;
        }
        let field = match measure {
            // What was unknown then is unknown.
            Measure::Latest | Measure::First => return Some(field),
            _ => self.known_field(field)?,
        };
        let is_quantity = matches!(field.ty, Type::Int | Type::Number | Type::Amount(_) | Type::Duration);
        let fits = match measure {
            Measure::Sum | Measure::Average => is_quantity,
            Measure::Lowest | Measure::Highest => is_ordered(&field.ty),
            _ => !matches!(field.ty, Type::Event(_)),
        };
        if !fits {
            let message = format!("there is no `{word}` of `{}`", in_words(&field.ty));
            self.error(codes::MEASURED_TYPE, field.span, message);
            return None;
        }
        // The mean of whole numbers isn't one.
        let is_mean_of_ints = measure == Measure::Average && field.ty == Type::Int;
        Some(if is_mean_of_ints { widened(field) } else { field })
    }

    fn known_field(&mut self, field: Expr) -> Option<Expr> {
        let Type::Optional(_) = field.ty else { return Some(field) };
        let name = super::as_written(&field).unwrap_or_default();
        let finding =
            Finding::new(codes::MAY_BE_UNKNOWN, field.span, format!("`{name}` may be unknown in some of the events"));
        self.report(finding.help(format!("take only those where it isn't: `where {name} is known`")));
        None
    }

    /// A read, with when its condition is asked: one that uses a name from outside needs a window.
    fn read(&mut self, mut read: Read, has_window: bool, ty: Type, span: Span) -> Expr {
        let outside =
            read.of.iter().find_map(|(selector, _)| selector.key.clone()).map(|key| format!("the key `{key}`"));
        let own = || read.of.iter().any(|(selector, _)| selector.own).then(|| "this journey's own sends".to_owned());
        let outside = outside.or_else(own).or_else(|| parts_of_read(&read).find_map(from_outside));
        if let Some(outside) = outside {
            read.asked = Asked::Reading;
            if !has_window {
                let message = format!("this asks about {outside} and so needs a window");
                let finding = Finding::new(codes::NEEDS_WINDOW, span, message);
                let is_own = |selector: &Selector| selector.key.is_some() || selector.own;
                let help = match (read.measure, read.of.iter().any(|(selector, _)| is_own(selector))) {
                    (Measure::LatestAt, _) => "`latest(e.at, 30d)` takes a window, `since(e)` doesn't",
                    (_, true) => "say how far it looks back: `seen(e, 30d)`; or ask about all of them with `all`",
                    (_, false) => "say how far it looks back: `seen(e where …, 30d)`",
                };
                return self.refuse(finding.help(help));
            }
        }
        if levels(&read) > DEEPEST_READ {
            let finding =
                Finding::new(codes::NESTED_HISTORY, span, "this asks history about history about history again");
            return self.refuse(
                finding.help("each question here is asked of every event of the one around it: ask for less at once"),
            );
        }
        typed(ExprKind::Read(read), ty, span)
    }
}

/// How deep questions are nested that are asked of every remembered event.
fn levels(read: &Read) -> u8 {
    let mut below = 0;
    for part in parts_of_read(read) {
        each(part, &mut |part| match &part.kind {
            ExprKind::Read(inner) if inner.asked == Asked::Reading => below = below.max(levels(inner)),
            _ => {}
        });
    }
    below + u8::from(read.asked == Asked::Reading)
}

/// The name from outside that an expression speaks of, if it does.
fn from_outside(expr: &Expr) -> Option<String> {
    let mut found = None;
    each(expr, &mut |part| {
        let name = match &part.kind {
            ExprKind::Local(name) => format!("`{name}`"),
            ExprKind::Key => "the key".to_owned(),
            ExprKind::Start => "`start`".to_owned(),
            ExprKind::AskedChannel => "`channel`".to_owned(),
            ExprKind::Read(read) if read.asked == Asked::Reading => "the key".to_owned(),
            _ => return,
        };
        found.get_or_insert(name);
    });
    found
}

fn point_in_time(point: Expr, kind: fn(Box<Expr>) -> ExprKind, span: Span) -> Expr {
    if point.ty == Type::Any {
        return broken(span);
    }
    typed(kind(Box::new(point)), Type::Duration, span)
}
