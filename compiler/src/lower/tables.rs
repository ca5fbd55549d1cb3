//! From names to the numbers that stand for them in a program, and from offsets to places.

use std::{collections::BTreeSet, sync::Arc};

use baton_grammar::{LineIndex, tree::Span};
use baton_program::{
    ActionId, AttributeId, AudienceId, BuiltIn, ChannelId, DecisionId, EventId, JourneyId, MessageId, Place,
    PlacementId, Privacy, PurposeId, RuleId, StepId, SwitchId, SymbolId, TraitId,
};
use rustc_hash::FxHashMap;
use smol_str::{SmolStr, format_smolstr};

use super::{
    LoweredItem,
    declared::{Declarations, Happening},
    expr::Scope,
    symbols::{DAYS, symbols},
};
use crate::hir;

/// All names of a workspace, and what stands behind them.
pub(super) struct Tables<'a> {
    pub(super) declared: Declarations<'a>,
    pub(super) symbols: Names,
    pub(super) files: Names,
    /// For each file, its text and where its lines begin.
    lines: Vec<(&'a str, LineIndex)>,
    pub(super) attributes: Names,
    events: Names,
    /// For each event, its fields.
    fields: Vec<Vec<hir::Field>>,
    pub(super) traits: Names,
    /// For each trait, whether its value may be shown.
    pub(super) trait_privacy: Vec<Privacy>,
    /// For each message its parameters that are given something personal anywhere.
    pub(super) personal_params: FxHashMap<hir::FullName, BTreeSet<SmolStr>>,
    channels: Names,
    purposes: Names,
    messages: Names,
    actions: Names,
    rules: Names,
    journeys: Names,
    decisions: Names,
    placements: Names,
    audiences: Names,
    switches: Names,
}

/// Names in order, and the number of each.
#[derive(Default)]
pub(super) struct Names {
    pub(super) list: Vec<SmolStr>,
    numbers: FxHashMap<SmolStr, usize>,
}

impl Names {
    fn new(names: impl IntoIterator<Item = SmolStr>) -> Self {
        let list: Vec<SmolStr> = names.into_iter().collect();
        let numbers = list.iter().enumerate().map(|(number, name)| (name.clone(), number)).collect();
        Self { list, numbers }
    }

    fn sorted(names: impl IntoIterator<Item = SmolStr>) -> Self {
        let mut list: Vec<SmolStr> = names.into_iter().collect();
        list.sort();
        list.dedup();
        Self::new(list)
    }

    /// The number of a name.
    pub(super) fn number(&self, name: &str) -> Option<usize> {
        self.numbers.get(name).copied()
    }
}

impl<'a> Tables<'a> {
    /// The tables of these declarations.
    pub(super) fn new(items: &'a [LoweredItem<'a>]) -> Self {
        let declared = Declarations::new(items);
        let built_in = BuiltIn::ALL.iter().map(|event| SmolStr::new_static(event.name()));
        let happenings = declared.happenings.iter().map(|happening| happening.item().name.clone());
        let rules = declared
            .policies
            .iter()
            .flat_map(|policy| policy.is.iter().map(|rule| format_smolstr!("{}.{}", policy.item.name, rule.name)));
        let files = Names::sorted(items.iter().map(|item| SmolStr::new(item.file)));
        let texts: FxHashMap<&str, &'a str> = items.iter().map(|item| (item.file, item.text)).collect();
        let lines = files.list.iter().map(|file| {
            let text = texts.get(file.as_str()).copied().unwrap_or_default();
            (text, LineIndex::new(text))
        });
        let mut tables = Self {
            symbols: Names::sorted(symbols(&declared)),
            lines: lines.collect(),
            attributes: Names::new(declared.attributes.iter().map(|attribute| attribute.is.name.clone())),
            events: Names::new(built_in.chain(happenings)),
            fields: Vec::new(),
            traits: Names::new(declared.traits.iter().map(|found| found.item.name.clone())),
            trait_privacy: Vec::new(),
            personal_params: FxHashMap::default(),
            channels: Names::new(declared.channels.iter().map(|channel| channel.item.name.clone())),
            purposes: Names::new(declared.purposes.iter().cloned()),
            messages: Names::new(declared.messages.iter().map(|message| message.item.name.clone())),
            actions: Names::new(declared.actions.iter().map(|action| action.item.name.clone())),
            rules: Names::new(rules),
            journeys: Names::new(declared.journeys.iter().map(|journey| journey.item.name.clone())),
            decisions: Names::new(declared.decisions.iter().map(|one| one.item.name.clone())),
            placements: Names::new(declared.placements.iter().map(|one| one.item.name.clone())),
            audiences: Names::new(declared.audiences.iter().map(|one| one.item.name.clone())),
            switches: Names::new(declared.switches.iter().map(|one| one.item.name.clone())),
            files,
            declared,
        };
        tables.fields = tables.fields_of_events();
        for number in 0..tables.declared.traits.len() {
            let found = tables.declared.traits.get(number);
            let privacy = found.map_or(Privacy::Open, |found| tables.privacy(Scope::of(found.item), None, found.is));
            tables.trait_privacy.push(privacy);
        }
        tables.personal_params = tables.personal_params();
        tables
    }

    fn fields_of_events(&self) -> Vec<Vec<hir::Field>> {
        let attributes = self.declared.attributes.iter().map(|attribute| hir::Field {
            name: attribute.is.name.clone(),
            ty: attribute.is.ty.clone().optional(),
            privacy: attribute.is.privacy,
        });
        let built_in = BuiltIn::ALL.iter().map(|event| match event {
            BuiltIn::CustomerChanged => attributes.clone().collect(),
            // Only the names matter: their types are the program's own already.
            _ => event.fields().iter().map(|field| open(field.name.as_ref(), hir::Type::Any)).collect(),
        });
        let happenings = self.declared.happenings.iter().map(|happening| match happening {
            Happening::Event(event) => event.is.clone(),
            Happening::Signal(signal) => {
                let key = signal.is.key.iter().map(|key| open(&key.name, key.ty.clone()));
                let locals = signal.is.locals.iter();
                key.chain(locals.map(|(name, event)| open(name, hir::Type::Event(event.clone())))).collect()
            }
        });
        built_in.chain(happenings).collect()
    }

    /// The event of a full name.
    pub(super) fn event(&self, name: &str) -> Option<EventId> {
        self.events.number(name).map(|number| EventId(number as u16))
    }

    /// The fields of an event.
    pub(super) fn fields(&self, event: &str) -> &[hir::Field] {
        let fields = self.events.number(event).and_then(|number| self.fields.get(number));
        fields.map_or(&[], Vec::as_slice)
    }

    /// The index of a field in its event.
    pub(super) fn field(&self, event: &str, field: &str) -> Option<u16> {
        self.fields(event).iter().position(|found| found.name == field).map(|index| index as u16)
    }

    /// The index of a field in the answers of an action.
    pub(super) fn answer(&self, action: &str, field: &str) -> Option<u16> {
        let number = self.actions.number(action)?;
        let answers = self.declared.actions.get(number)?.is.answers.as_ref()?;
        answers.iter().position(|found| found.name == field).map(|index| index as u16)
    }

    /// The attribute of a name.
    pub(super) fn attribute(&self, name: &str) -> Option<AttributeId> {
        self.attributes.number(name).map(|number| AttributeId(number as u16))
    }

    /// The trait of a full name.
    pub(super) fn find_trait(&self, name: &str) -> Option<TraitId> {
        self.traits.number(name).map(|number| TraitId(number as u16))
    }

    /// The channel of a full name.
    pub(super) fn channel(&self, name: &str) -> Option<ChannelId> {
        self.channels.number(name).map(|number| ChannelId(number as u16))
    }

    /// The channels of full names.
    pub(super) fn channels(&self, names: &[hir::FullName]) -> Vec<ChannelId> {
        names.iter().filter_map(|name| self.channel(name)).collect()
    }

    /// The purpose of a full name.
    pub(super) fn purpose(&self, name: &str) -> Option<PurposeId> {
        self.purposes.number(name).map(|number| PurposeId(number as u16))
    }

    /// The message of a full name.
    pub(super) fn message(&self, name: &str) -> Option<MessageId> {
        self.messages.number(name).map(|number| MessageId(number as u16))
    }

    /// The action of a full name.
    pub(super) fn action(&self, name: &str) -> Option<ActionId> {
        self.actions.number(name).map(|number| ActionId(number as u16))
    }

    /// The rule of a full name.
    pub(super) fn rule(&self, name: &str) -> Option<RuleId> {
        self.rules.number(name).map(|number| RuleId(number as u16))
    }

    /// The journey of a full name.
    pub(super) fn journey(&self, name: &str) -> Option<JourneyId> {
        self.journeys.number(name).map(|number| JourneyId(number as u16))
    }

    /// The decision of a full name.
    pub(super) fn decision(&self, name: &str) -> Option<DecisionId> {
        self.decisions.number(name).map(|number| DecisionId(number as u16))
    }

    /// The placement of a full name.
    pub(super) fn placement(&self, name: &str) -> Option<PlacementId> {
        self.placements.number(name).map(|number| PlacementId(number as u16))
    }

    /// The audience of a full name.
    pub(super) fn audience(&self, name: &str) -> Option<AudienceId> {
        self.audiences.number(name).map(|number| AudienceId(number as u16))
    }

    /// The switch of a full name.
    pub(super) fn switch(&self, name: &str) -> Option<SwitchId> {
        self.switches.number(name).map(|number| SwitchId(number as u16))
    }

    /// A step of a journey.
    pub(super) fn step(&self, journey: &str, step: &str) -> Option<StepId> {
        let journey = self.declared.journeys.get(self.journeys.number(journey)?)?;
        journey.is.steps.iter().position(|found| found.name == step).map(|index| StepId(index as u16))
    }

    /// The symbols of the days, from Monday.
    pub(super) fn days(&self) -> [SymbolId; 7] {
        DAYS.map(|day| self.symbol(day).unwrap_or(SymbolId(0)))
    }

    /// The value of an enumeration.
    pub(super) fn symbol(&self, name: &str) -> Option<SymbolId> {
        self.symbols.number(name).map(|number| SymbolId(number as u32))
    }

    /// Where an offset of a declaration is in the source.
    pub(super) fn place(&self, item: &LoweredItem, offset: u32) -> Place {
        let Some(file) = self.files.number(item.file) else { return Place::default() };
        let Some((text, lines)) = self.lines.get(file) else { return Place::default() };
        let position = lines.position(text, item.start.saturating_add(offset));
        Place { file: file as u32, line: position.line, column: position.column }
    }

    /// Where a declaration is in the source, its documentation left out.
    pub(super) fn declaration(&self, item: &LoweredItem) -> Place {
        let mut offset = 0;
        let text = item.text.get(item.start as usize..).unwrap_or_default();
        for line in text.split_inclusive('\n') {
            let code = line.trim_start();
            if !code.is_empty() && !code.starts_with("//") {
                offset += line.len() - code.len();
                break;
            }
            offset += line.len();
        }
        self.place(item, offset as u32)
    }
}

/// Text that the program keeps.
pub(super) fn arc(text: &str) -> Arc<str> {
    Arc::from(text)
}

/// What is written at a place of a declaration, in one line.
pub(super) fn written(item: &LoweredItem, span: Span) -> String {
    let span = span.shifted(item.start);
    let text = item.text.get(span.start as usize..span.end as usize).unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn open(name: &str, ty: hir::Type) -> hir::Field {
    hir::Field { name: SmolStr::new(name), ty, privacy: Privacy::Open }
}
