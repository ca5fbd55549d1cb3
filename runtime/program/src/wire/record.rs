//! How the parts of records are written and read: instants as ISO 8601, pairs of names and values as objects.

use std::{borrow::Cow, fmt, sync::Arc};

use serde::{
    Deserialize, Deserializer, Serializer,
    de::{Error as _, MapAccess, Visitor},
};
use serde_json::Value as Json;

/// UTC milliseconds, as ISO 8601 with milliseconds.
pub(crate) mod instant {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(at: &i64, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&crate::wire::iso(*at))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        crate::wire::instant(&text).map_err(D::Error::custom)
    }
}

/// The same, where it is known.
pub(crate) mod instant_if_known {
    use super::*;

    pub(crate) fn serialize<S: Serializer>(at: &Option<i64>, serializer: S) -> Result<S::Ok, S::Error> {
        match at {
            Some(at) => instant::serialize(at, serializer),
            None => serializer.serialize_none(),
        }
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<i64>, D::Error> {
        let text = Option::<Cow<'_, str>>::deserialize(deserializer)?;
        text.map(|text| crate::wire::instant(&text).map_err(D::Error::custom)).transpose()
    }
}

/// Pairs of a name and a value in their order, as an object.
pub(crate) mod object {
    use super::*;

    type Pairs = Vec<(Arc<str>, Json)>;

    pub(crate) fn serialize<S: Serializer>(pairs: &[(Arc<str>, Json)], serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(pairs.iter().map(|(name, value)| (name, value)))
    }

    pub(crate) fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Pairs, D::Error> {
        deserializer.deserialize_map(InOrder)
    }

    struct InOrder;

    impl<'de> Visitor<'de> for InOrder {
        type Value = Pairs;

        fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            f.write_str("an object")
        }

        fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Pairs, A::Error> {
            let mut pairs = Vec::new();
            while let Some(pair) = map.next_entry()? {
                pairs.push(pair);
            }
            Ok(pairs)
        }
    }
}
