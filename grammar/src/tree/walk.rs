//! The one way through a declaration's tree: every part, in the order of the text, the whole before its parts.

use super::{
    Arm, ArmTrigger, Block, Call, ChannelItem, Choice, Claim, Decl, DeclKind, DurationLit, Else, Entry, Expectation,
    Expr, ExprKind, Extent, Field, Gone, If, Journey, JourneyItemKind, Line, LineKind, Literal, Message,
    MessageItemKind, Moment, Occurrence, Param, Part, Path, Pattern, PatternEnd, Period, Plain, Point, PointOf,
    Reaction, Record, Rule, RuleKind, Selected, Selection, Send, Source, SourceItemKind, Statement, StatementKind,
    TextPart, Told, Trigger, TypeExpr, TypeKind, Wait,
};

/// Visits every part of a declaration.
pub fn walk<'t>(decl: &'t Decl, visit: &mut dyn FnMut(Part<'t>)) {
    let mut walker = Walker { visit };
    walker.paths(&decl.was);
    walker.kind(&decl.kind);
}

struct Walker<'v, 't> {
    visit: &'v mut dyn FnMut(Part<'t>),
}

impl<'t> Walker<'_, 't> {
    fn see(&mut self, part: Part<'t>) {
        (self.visit)(part);
    }

    fn kind(&mut self, kind: &'t DeclKind) {
        match kind {
            DeclKind::Customer(fields) | DeclKind::Event(fields) => self.fields(fields),
            DeclKind::Enumeration(values) => values.iter().for_each(|value| self.see(Part::Value(value))),
            DeclKind::Trait(one) => {
                self.types(&one.ty);
                self.exprs(&one.value);
            }
            DeclKind::Signal(signal) => {
                signal.each.iter().for_each(|each| self.see(Part::Key(&each.key)));
                signal.pattern.iter().for_each(|pattern| self.pattern(pattern));
            }
            DeclKind::Channel(items) => {
                for item in items {
                    if let ChannelItem::Requires(condition) = item {
                        self.expr(condition);
                    }
                }
            }
            DeclKind::Priorities(purposes) => purposes.iter().for_each(|name| self.see(Part::Purpose(name))),
            DeclKind::Message(message) => self.message(message),
            DeclKind::Action(action) => {
                self.params(&action.params);
                self.texts(&action.to);
                action.answers.iter().for_each(|answers| self.fields(answers));
            }
            DeclKind::Policy(rules) => rules.iter().for_each(|rule| self.rule(rule)),
            DeclKind::Journey(journey) => self.journey(journey),
            DeclKind::Source(source) => self.source(source),
            DeclKind::Test(test) => {
                self.texts(&test.title);
                test.lines.iter().for_each(|line| self.line(line));
            }
            DeclKind::Decision(decision) => {
                self.params(&decision.params);
                self.fields(&decision.answers);
                self.choices(&decision.choices);
            }
            DeclKind::Placement(placement) => self.paths(&placement.via),
            DeclKind::Audience(audience) => self.exprs(&audience.condition),
            DeclKind::Switch(_) | DeclKind::Broken => {}
            DeclKind::Measure(measure) => {
                measure.part.iter().chain(&measure.whole).for_each(|one| self.occurrence(one));
                self.durations(&measure.within);
                self.exprs(&measure.by);
            }
            DeclKind::Invariant(claim) => claim.iter().for_each(|claim| self.claim(claim)),
        }
    }

    fn fields(&mut self, fields: &'t [Field]) {
        for field in fields {
            self.see(Part::Field(field));
            self.types(&field.ty);
            self.exprs(&field.default);
        }
    }

    fn params(&mut self, params: &'t [Param]) {
        for param in params {
            self.see(Part::Param(param));
            self.types(&param.ty);
        }
    }

    fn types(&mut self, ty: &'t Option<TypeExpr>) {
        if let Some(ty) = ty {
            self.see(Part::Type(ty));
            self.type_kind(&ty.kind);
        }
    }

    fn type_kind(&mut self, kind: &'t TypeKind) {
        match kind {
            TypeKind::Named(path) => self.path(path),
            TypeKind::Values(values) => values.iter().for_each(|value| self.see(Part::Value(value))),
            TypeKind::List(element) => self.type_kind(element),
            TypeKind::Currency(_) | TypeKind::TextUpTo(_) => {}
        }
    }

    fn message(&mut self, message: &'t Message) {
        self.params(&message.params);
        for item in &message.items {
            self.see(Part::MessageItem(item));
            match &item.kind {
                MessageItemKind::Purpose(path) => self.path(path),
                MessageItemKind::Channels(paths, by) => {
                    self.paths(paths);
                    self.exprs(by);
                }
                MessageItemKind::Hold(hold) => self.see(Part::Duration(hold)),
                MessageItemKind::Worth(expr) | MessageItemKind::Chance(expr) | MessageItemKind::OnlyWhen(expr) => {
                    self.expr(expr);
                }
                MessageItemKind::Content(template, record) => {
                    self.see(Part::Text(template));
                    record.iter().for_each(|record| self.record(record, None));
                }
            }
        }
    }

    fn rule(&mut self, rule: &'t Rule) {
        self.see(Part::Rule(rule));
        self.paths(&rule.was);
        match &rule.kind {
            None => {}
            Some(RuleKind::SuppressWhile(selection, condition)) => {
                self.selection(selection);
                self.expr(condition);
            }
            Some(RuleKind::SuppressAfter(selection, duration, occurrence)) => {
                self.selection(selection);
                self.see(Part::Duration(duration));
                self.occurrence(occurrence);
            }
            Some(RuleKind::Cap(selection, _, period)) => {
                self.selection(selection);
                self.period(period);
            }
            Some(RuleKind::Quiet { selection, .. } | RuleKind::Gather(selection, _)) => self.selection(selection),
            Some(RuleKind::Holdout(_, names, salt)) => {
                self.paths(names);
                self.texts(salt);
            }
            Some(RuleKind::Weigh(names, by)) => {
                self.paths(names);
                self.expr(by);
            }
        }
        self.paths(&rule.except);
    }

    fn selection(&mut self, selection: &'t Selection) {
        if let Selected::Names(names) = &selection.what {
            self.paths(names);
        }
        self.paths(&selection.via);
    }

    fn period(&mut self, period: &'t Period) {
        if let Period::Rolling(duration) = period {
            self.see(Part::Duration(duration));
        }
    }

    fn claim(&mut self, claim: &'t Claim) {
        match claim {
            Claim::NeverSent(selection, condition) => {
                self.selection(selection);
                self.expr(condition);
            }
            Claim::Never(condition) => self.expr(condition),
            Claim::AtMost(selection, _, period) => {
                self.selection(selection);
                self.period(period);
            }
            Claim::EndsWithin(journey, duration) => {
                self.path(journey);
                self.see(Part::Duration(duration));
            }
            Claim::OnlyAfter(journey, step, after) => {
                self.path(journey);
                self.see(Part::Step(step));
                self.see(Part::Step(after));
            }
        }
    }

    fn source(&mut self, source: &'t Source) {
        for item in &source.items {
            if let SourceItemKind::Take { event, condition, record } = &item.kind {
                self.path(event);
                self.exprs(condition);
                record.iter().for_each(|record| self.record(record, Some(event)));
            }
        }
    }

    fn choices(&mut self, choices: &'t [Choice]) {
        for choice in choices {
            match choice {
                Choice::Answer(record) => self.record(record, None),
                Choice::Broken(_) => {}
                Choice::If { condition, then, otherwise } => {
                    self.expr(condition);
                    self.choices(then);
                    otherwise.iter().for_each(|choices| self.choices(choices));
                }
            }
        }
    }

    fn journey(&mut self, journey: &'t Journey) {
        journey.each.iter().for_each(|each| self.see(Part::Key(&each.key)));
        for item in &journey.items {
            self.see(Part::JourneyItem(item));
            self.journey_item(&item.kind);
        }
    }

    fn journey_item(&mut self, kind: &'t JourneyItemKind) {
        match kind {
            JourneyItemKind::Enter(trigger) => self.trigger(trigger),
            JourneyItemKind::Goal { trigger, within, to } => {
                self.trigger(trigger);
                self.durations(within);
                to.iter().for_each(|step| self.see(Part::Step(step)));
            }
            JourneyItemKind::Exit { trigger, because } => {
                self.trigger(trigger);
                self.texts(because);
            }
            JourneyItemKind::Limit(limit) => self.durations(limit),
            JourneyItemKind::Again(super::Again::After(duration)) => self.see(Part::Duration(duration)),
            JourneyItemKind::Paused(condition) => self.expr(condition),
            JourneyItemKind::On(on, reaction) => {
                self.occurrence(on);
                self.reactions(reaction);
            }
            JourneyItemKind::Step { was, body, .. } => {
                self.paths(was);
                self.block(body);
            }
            JourneyItemKind::From { to: Gone::Step(step), .. } => self.see(Part::Step(step)),
            JourneyItemKind::From { to: Gone::Leave(reason), .. } => self.see(Part::Text(reason)),
            JourneyItemKind::Owner(owner) => self.see(Part::Text(owner)),
            JourneyItemKind::Stage(_) | JourneyItemKind::Again(_) | JourneyItemKind::Broken => {}
        }
    }

    fn trigger(&mut self, trigger: &'t Trigger) {
        match trigger {
            Trigger::On(on) => self.occurrence(on),
            Trigger::When(condition) => self.expr(condition),
        }
    }

    fn block(&mut self, block: &'t Block) {
        self.see(Part::Block(block));
        block.statements.iter().for_each(|statement| self.statement(statement));
    }

    fn reactions(&mut self, reaction: &'t Option<Reaction>) {
        match reaction {
            Some(Reaction::Go(step)) => self.see(Part::Step(step)),
            Some(Reaction::Block(block)) => self.block(block),
            None => {}
        }
    }

    fn statement(&mut self, statement: &'t Statement) {
        self.see(Part::Statement(statement));
        match &statement.kind {
            StatementKind::Send(send) => self.send(send),
            StatementKind::Offer { call, placement, lasts } => {
                self.call(call);
                self.paths(placement);
                self.durations(lasts);
            }
            StatementKind::Do { call, answer } => {
                self.call(call);
                if let Some(answer) = answer {
                    self.see(Part::Bind(&answer.bind));
                    self.durations(&answer.within);
                    self.reactions(&answer.otherwise);
                }
            }
            StatementKind::Emit(event, record) => {
                self.path(event);
                record.iter().for_each(|record| self.record(record, Some(event)));
            }
            StatementKind::Wait(wait) => match wait {
                Wait::For(expr) => self.expr(expr),
                Wait::Until(point) => self.point(point),
                Wait::Arms(arms) => self.arms(arms),
            },
            StatementKind::If(one) => self.choice(one),
            StatementKind::Split(salt, shares) => {
                self.texts(salt);
                for share in shares {
                    self.see(Part::Share(&share.name));
                    self.reactions(&share.reaction);
                }
            }
            StatementKind::Go(step) => step.iter().for_each(|step| self.see(Part::Step(step))),
            StatementKind::Leave(reason) => self.texts(reason),
            StatementKind::Done | StatementKind::Stay | StatementKind::Broken => {}
        }
    }

    fn send(&mut self, send: &'t Send) {
        send.calls.iter().for_each(|call| self.call(call));
        self.paths(&send.via);
        self.arms(&send.arms);
        self.reactions(&send.otherwise);
    }

    fn choice(&mut self, one: &'t If) {
        self.expr(&one.condition);
        self.block(&one.then);
        match &one.otherwise {
            Some(Else::If(nested)) => self.statement(nested),
            Some(Else::Block(block)) => self.block(block),
            None => {}
        }
    }

    fn arms(&mut self, arms: &'t [Arm]) {
        for arm in arms {
            self.see(Part::Arm(arm));
            match &arm.trigger {
                ArmTrigger::On(on) => self.occurrence(on),
                ArmTrigger::When(expr) | ArmTrigger::After(expr) => self.expr(expr),
                ArmTrigger::Until(point) => self.point(point),
                ArmTrigger::Broken => {}
            }
            self.reactions(&arm.reaction);
        }
    }

    fn point(&mut self, point: &'t Point) {
        if let Point::At(expr) = point {
            self.expr(expr);
        }
    }

    fn line(&mut self, line: &'t Line) {
        self.see(Part::Line(line));
        match &line.kind {
            LineKind::Customer(id, record) => {
                self.texts(id);
                record.iter().for_each(|record| self.record(record, None));
            }
            LineKind::At(Moment::Instant(_) | Moment::Local(..), told) => self.told(told),
            LineKind::After(duration, told) => {
                self.see(Part::Duration(duration));
                self.told(told);
            }
            LineKind::Turn(_, switch) => self.path(switch),
            LineKind::Ask(call) => self.call(call),
            LineKind::InHoldout(rule) => self.path(rule),
            LineKind::Takes(_, step) => self.path(step),
            LineKind::Expect(expectation, extent) => {
                self.expectation(expectation);
                if let Some(Extent::Within(duration) | Extent::For(duration)) = extent {
                    self.see(Part::Duration(duration));
                }
            }
            LineKind::Broken => {}
        }
    }

    fn told(&mut self, told: &'t Option<Told>) {
        if let Some(told) = told {
            self.path(&told.event);
            self.paths(&told.of);
            self.paths(&told.via);
            // An answer's fields are those of its action.
            let is_answer = told.event.words.first().is_some_and(|word| word.text == "answered");
            let owner = told.of.as_ref().filter(|_| is_answer).unwrap_or(&told.event);
            told.record.iter().for_each(|record| self.record(record, Some(owner)));
        }
    }

    fn expectation(&mut self, expectation: &'t Expectation) {
        match expectation {
            Expectation::Message { message, via, with, .. } => {
                self.path(message);
                self.paths(via);
                with.iter().for_each(|record| self.record(record, Some(message)));
            }
            Expectation::Fate { message, because, .. } => {
                self.path(message);
                self.paths(because);
            }
            Expectation::Passed { message, .. } => self.path(message),
            Expectation::No(path) => self.path(path),
            Expectation::Did(action, with) => {
                self.path(action);
                with.iter().for_each(|record| self.record(record, Some(action)));
            }
            Expectation::Answer(record) => self.record(record, None),
            Expectation::Journey { journey, .. } => self.path(journey),
            Expectation::Holds(condition) => self.expr(condition),
        }
    }

    fn call(&mut self, call: &'t Call) {
        self.see(Part::Call(call));
        self.path(&call.path);
        self.entries(&call.args, Some(&call.path));
    }

    fn record(&mut self, record: &'t Record, owner: Option<&'t Path>) {
        self.see(Part::Record(record, owner));
        self.entries(&record.entries, owner);
    }

    fn entries(&mut self, entries: &'t [Entry], owner: Option<&'t Path>) {
        for entry in entries {
            self.see(Part::Entry(entry, owner));
            self.exprs(&entry.value);
        }
    }

    fn pattern(&mut self, pattern: &'t Pattern) {
        match pattern {
            Pattern::Becomes(condition) => self.expr(condition),
            Pattern::Sequence { first, links, end } => {
                self.occurrence(first);
                for link in links {
                    self.occurrence(&link.event);
                    self.durations(&link.within);
                }
                match end {
                    Some(PatternEnd::No(no, within)) => {
                        self.occurrence(no);
                        self.durations(within);
                    }
                    Some(PatternEnd::AllWithin(duration)) => self.see(Part::Duration(duration)),
                    None => {}
                }
            }
        }
    }

    fn occurrence(&mut self, occurrence: &'t Occurrence) {
        match occurrence {
            Occurrence::Either(alternatives, _) => alternatives.iter().for_each(|one| self.occurrence(one)),
            Occurrence::One(one) => {
                self.see(Part::Happening(one));
                self.path(&one.event);
                self.paths(&one.of);
                self.paths(&one.via);
                one.bind.iter().for_each(|bind| self.see(Part::Bind(bind)));
                one.condition.iter().for_each(|condition| self.expr(condition));
            }
        }
    }

    fn expr(&mut self, expr: &'t Expr) {
        self.see(Part::Expr(expr));
        match &expr.kind {
            ExprKind::If(a, b, c) => [a, b, c].into_iter().for_each(|part| self.expr(part)),
            ExprKind::Binary(_, a, b) => [a, b].into_iter().for_each(|part| self.expr(part)),
            ExprKind::Not(a) | ExprKind::Negate(a) | ExprKind::IsKnown(a) | ExprKind::IsUnknown(a) => self.expr(a),
            ExprKind::Field(a, _) => self.expr(a),
            ExprKind::OneOf(a, all) => {
                self.expr(a);
                self.exprs(all);
            }
            ExprKind::List(all) => self.exprs(all),
            ExprKind::Path(path) | ExprKind::MemberOf(path) | ExprKind::StepOf(path) | ExprKind::StepsLeft(path) => {
                self.path(path);
            }
            ExprKind::Literal(literal) => self.literal(literal),
            ExprKind::In { journey, key, step } => {
                self.path(journey);
                key.iter().for_each(|key| self.expr(key));
                step.iter().for_each(|step| self.see(Part::Step(step)));
            }
            ExprKind::Measure { occurrence, within, .. } => {
                self.occurrence(occurrence);
                self.durations(within);
            }
            ExprKind::Share(a, b, within) => {
                [a, b].into_iter().for_each(|one| self.occurrence(one));
                self.durations(within);
            }
            ExprKind::Since(point) | ExprKind::Until(point) => match &**point {
                PointOf::Occurrence(occurrence) => self.occurrence(occurrence),
                PointOf::Expr(expr) => self.expr(expr),
            },
            ExprKind::Column(column) => self.see(Part::Text(column)),
            ExprKind::InStage(_) | ExprKind::Broken => {}
        }
    }

    fn literal(&mut self, literal: &'t Literal) {
        match literal {
            Literal::Duration(duration) => self.see(Part::Duration(duration)),
            Literal::Text(parts) => {
                for part in parts {
                    if let TextPart::Hole(expr) = part {
                        self.expr(expr);
                    }
                }
            }
            _ => {}
        }
    }

    fn path(&mut self, path: &'t Path) {
        self.see(Part::Path(path));
    }

    fn paths(&mut self, paths: impl IntoIterator<Item = &'t Path>) {
        paths.into_iter().for_each(|path| self.path(path));
    }

    fn exprs(&mut self, exprs: impl IntoIterator<Item = &'t Expr>) {
        exprs.into_iter().for_each(|expr| self.expr(expr));
    }

    fn durations(&mut self, duration: &'t Option<DurationLit>) {
        duration.iter().for_each(|duration| self.see(Part::Duration(duration)));
    }

    fn texts(&mut self, text: &'t Option<Plain>) {
        text.iter().for_each(|text| self.see(Part::Text(text)));
    }
}
