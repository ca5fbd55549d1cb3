//! What a part of a program means, as a hash that doesn't depend on ids or places: equal parts of two versions have equal
//! shapes, whatever else the versions hold.
//!
//! Ids are written as the names of what they name (of the version before: as the new version calls it), places in the
//! source and the words of explanations not at all.

use serde::{Serialize, Serializer, ser};

use super::names::Names;
use crate::{ExprId, Journey, JourneyId, Node, Pc, Program, Read};

/// A hash of what something means.
pub(super) type Shape = u64;

/// The shapes of one version.
pub(super) struct Shapes<'p> {
    program: &'p Program,
    names: &'p Names,
    nodes: Vec<Shape>,
}

impl<'p> Shapes<'p> {
    /// Of a program that was verified: operands stand before what uses them.
    pub(super) fn of(program: &'p Program, names: &'p Names) -> Self {
        let mut shapes = Self { program, names, nodes: Vec::with_capacity(program.nodes.len()) };
        for node in &program.nodes {
            let shape = shapes.node(node);
            shapes.nodes.push(shape);
        }
        shapes
    }

    /// Of anything but a journey's code.
    pub(super) fn shape(&self, of: &impl Serialize) -> Shape {
        self.within(of, None)
    }

    /// Of a part of a journey's code.
    pub(super) fn of_code(&self, of: &impl Serialize, journey: &'p Journey) -> Shape {
        self.within(of, Some(journey))
    }

    fn within(&self, of: &impl Serialize, journey: Option<&'p Journey>) -> Shape {
        let mut out = Vec::new();
        // Writing to memory doesn't fail.
        let _ = of.serialize(&mut Writer { shapes: self, journey, out: &mut out });
        xxhash_rust::xxh3::xxh3_64(&out)
    }

    fn node(&self, node: &Node) -> Shape {
        match node {
            Node::InJourney { journey, key, step } => {
                let name = self.names.journey(*journey);
                let step = step.map(|step| self.names.step(*journey, step));
                self.shape(&("in", name, key, step))
            }
            Node::Read(read) => self.shape(&("read", self.read(*read))),
            Node::Share(part, whole) => self.shape(&("share", self.read(*part), self.read(*whole))),
            Node::Trait(id) => {
                let value = self.program.traits.get(id.index()).map(|declared| declared.value);
                self.shape(&("trait", value))
            }
            other => self.shape(other),
        }
    }

    fn read(&self, id: crate::ReadId) -> Option<Shape> {
        let Read { history, measure, within, filters, zero } = self.program.reads.get(id.index())?;
        let history = self.program.histories.get(history.index())?;
        Some(self.shape(&(&history.alternatives, history.store, measure, within, filters, zero)))
    }

    fn expr(&self, id: ExprId) -> Shape {
        self.nodes.get(id.index()).copied().unwrap_or_default()
    }
}

/// Writes what something means.
struct Writer<'w, 'p> {
    shapes: &'w Shapes<'p>,
    journey: Option<&'p Journey>,
    out: &'w mut Vec<u8>,
}

impl Writer<'_, '_> {
    fn bytes(&mut self, tag: u8, bytes: &[u8]) {
        self.out.push(tag);
        self.out.extend_from_slice(&(bytes.len() as u64).to_le_bytes());
        self.out.extend_from_slice(bytes);
    }

    /// An id as what it names; none where it names nothing that two versions could share.
    fn id(&mut self, kind: &str, number: usize) -> Option<()> {
        let names = self.shapes.names;
        let program = self.shapes.program;
        let name = match kind {
            "ExprId" => {
                let shape = self.shapes.expr(ExprId(u32::try_from(number).ok()?));
                self.bytes(b'x', &shape.to_le_bytes());
                return Some(());
            }
            "Pc" => return self.target(Pc(u32::try_from(number).ok()?)),
            "LatchId" | "CounterId" => return Some(()),
            "SymbolId" => program.symbols.get(number)?,
            "AttributeId" => &program.attributes.get(number)?.name,
            "EventId" => names.events.get(number)?,
            "TraitId" => &program.traits.get(number)?.name,
            "SignalId" => names.signals.get(number)?,
            "ChannelId" => names.channels.get(number)?,
            "PurposeId" => program.purposes.get(number)?,
            "MessageId" => names.messages.get(number)?,
            "ActionId" => names.actions.get(number)?,
            "RuleId" => names.rules.get(number)?,
            "JourneyId" => names.journeys.get(number)?,
            "SwitchId" => names.switches.get(number)?,
            "AudienceId" => names.audiences.get(number)?,
            "StepId" => {
                let journey =
                    program.journeys.iter().position(|one| Some(&one.name) == self.journey.map(|j| &j.name))?;
                names.steps.get(journey)?.get(number)?
            }
            _ => return None,
        };
        let name = name.clone();
        self.bytes(b'n', name.as_bytes());
        Some(())
    }

    /// A place in the code: a step by its name, anything else by how far behind its step's beginning it stands.
    fn target(&mut self, pc: Pc) -> Option<()> {
        let journey = self.journey?;
        let before = journey.steps.iter().enumerate().filter(|(_, step)| step.start <= pc);
        let (at, step) = before.max_by_key(|(_, step)| step.start)?;
        let number = self.shapes.program.journeys.iter().position(|one| one.name == journey.name)?;
        let name = self.shapes.names.step(JourneyId(number as u16), crate::StepId(at as u16));
        self.bytes(b'p', name.as_bytes());
        self.bytes(b'p', &(pc.0 - step.start.0).to_le_bytes());
        Some(())
    }
}

/// Everything that is a number in itself.
macro_rules! plainly {
    ($($method:ident($ty:ty);)*) => {$(
        fn $method(self, value: $ty) -> Result<(), Self::Error> {
            self.bytes(b'0', &value.to_le_bytes());
            Ok(())
        }
    )*};
}

impl<'s, 'w, 'p> Serializer for &'s mut Writer<'w, 'p> {
    type Ok = ();
    type Error = std::fmt::Error;
    type SerializeSeq = Part<'s, 'w, 'p>;
    type SerializeTuple = Part<'s, 'w, 'p>;
    type SerializeTupleStruct = Part<'s, 'w, 'p>;
    type SerializeTupleVariant = Part<'s, 'w, 'p>;
    type SerializeMap = ser::Impossible<(), std::fmt::Error>;
    type SerializeStruct = Part<'s, 'w, 'p>;
    type SerializeStructVariant = Part<'s, 'w, 'p>;

    plainly! {
        serialize_i8(i8); serialize_i16(i16); serialize_i32(i32); serialize_i64(i64);
        serialize_u8(u8); serialize_u16(u16); serialize_u32(u32); serialize_u64(u64);
        serialize_f32(f32); serialize_f64(f64);
    }

    fn serialize_bool(self, value: bool) -> Result<(), Self::Error> {
        self.serialize_u8(value.into())
    }

    fn serialize_char(self, value: char) -> Result<(), Self::Error> {
        self.serialize_u32(value.into())
    }

    fn serialize_str(self, value: &str) -> Result<(), Self::Error> {
        self.bytes(b's', value.as_bytes());
        Ok(())
    }

    fn serialize_bytes(self, value: &[u8]) -> Result<(), Self::Error> {
        self.bytes(b'b', value);
        Ok(())
    }

    fn serialize_none(self) -> Result<(), Self::Error> {
        self.bytes(b'-', &[]);
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Self::Error> {
        self.bytes(b'+', &[]);
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Self::Error> {
        Ok(())
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Self::Error> {
        Ok(())
    }

    fn serialize_unit_variant(self, _: &'static str, _: u32, variant: &'static str) -> Result<(), Self::Error> {
        self.bytes(b'v', variant.as_bytes());
        Ok(())
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(self, name: &'static str, value: &T) -> Result<(), Self::Error> {
        if !name.ends_with("Id") && name != "Pc" {
            return value.serialize(self);
        }
        let number = serde_json::to_value(value).ok().and_then(|value| value.as_u64());
        let known = number.and_then(|number| self.id(name, usize::try_from(number).ok()?));
        if known.is_none() {
            self.bytes(b'?', name.as_bytes());
        }
        Ok(())
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Self::Error> {
        self.bytes(b'v', variant.as_bytes());
        value.serialize(self)
    }

    fn serialize_seq(self, length: Option<usize>) -> Result<Self::SerializeSeq, Self::Error> {
        self.bytes(b'l', &length.unwrap_or_default().to_le_bytes());
        Ok(Part { writer: self, name: "" })
    }

    fn serialize_tuple(self, _: usize) -> Result<Self::SerializeTuple, Self::Error> {
        Ok(Part { writer: self, name: "" })
    }

    fn serialize_tuple_struct(self, name: &'static str, _: usize) -> Result<Self::SerializeTupleStruct, Self::Error> {
        Ok(Part { writer: self, name })
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeTupleVariant, Self::Error> {
        self.bytes(b'v', variant.as_bytes());
        Ok(Part { writer: self, name: "" })
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Self::SerializeMap, Self::Error> {
        Err(std::fmt::Error)
    }

    fn serialize_struct(self, name: &'static str, _: usize) -> Result<Self::SerializeStruct, Self::Error> {
        Ok(Part { writer: self, name })
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Self::SerializeStructVariant, Self::Error> {
        self.bytes(b'v', variant.as_bytes());
        Ok(Part { writer: self, name: "" })
    }
}

/// The parts of something, one after the other.
struct Part<'s, 'w, 'p> {
    writer: &'s mut Writer<'w, 'p>,
    /// The struct's name.
    name: &'static str,
}

impl Part<'_, '_, '_> {
    fn field<T: Serialize + ?Sized>(&mut self, key: &str, value: &T) -> Result<(), std::fmt::Error> {
        match (self.name, key) {
            ("Place", _) | (_, "place") | ("Watch", "reasons") => Ok(()),
            ("Selector", "of") => {
                let of = serde_json::to_value(value).unwrap_or_default();
                let name = of.as_str().map(|of| self.writer.shapes.names.subject(of));
                self.part(&name)
            }
            _ => self.part(value),
        }
    }

    fn part<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), std::fmt::Error> {
        value.serialize(&mut Writer {
            shapes: self.writer.shapes,
            journey: self.writer.journey,
            out: &mut *self.writer.out,
        })
    }
}

macro_rules! parts {
    ($($trait:ident::$method:ident),*) => {$(
        impl ser::$trait for Part<'_, '_, '_> {
            type Ok = ();
            type Error = std::fmt::Error;

            fn $method<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Self::Error> {
                self.part(value)
            }

            fn end(self) -> Result<(), Self::Error> {
                Ok(())
            }
        }
    )*};
}

parts!(
    SerializeSeq::serialize_element,
    SerializeTuple::serialize_element,
    SerializeTupleStruct::serialize_field,
    SerializeTupleVariant::serialize_field
);

macro_rules! fields {
    ($($trait:ident),*) => {$(
        impl ser::$trait for Part<'_, '_, '_> {
            type Ok = ();
            type Error = std::fmt::Error;

            fn serialize_field<T: Serialize + ?Sized>(&mut self, key: &'static str, value: &T) -> Result<(), Self::Error> {
                self.field(key, value)
            }

            fn end(self) -> Result<(), Self::Error> {
                Ok(())
            }
        }
    )*};
}

fields!(SerializeStruct, SerializeStructVariant);
