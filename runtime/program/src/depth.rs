//! How deep types and values may be nested in bytes that are read: reading goes down with them, and bytes from outside
//! must not lead it further than the stack.

use std::cell::Cell;

use serde::{Deserialize, Deserializer, de::Error};

/// A list of optional events with lists is five deep.
const DEEPEST: u8 = 16;

thread_local! {
    static DEPTH: Cell<u8> = const { Cell::new(0) };
}

/// One level down while it lives.
struct Level;

impl Drop for Level {
    fn drop(&mut self) {
        DEPTH.set(DEPTH.get().saturating_sub(1));
    }
}

/// What stands one level below a type or value.
pub fn bounded<'de, D: Deserializer<'de>, T: Deserialize<'de>>(deserializer: D) -> Result<T, D::Error> {
    DEPTH.set(DEPTH.get().saturating_add(1));
    let _level = Level;
    if DEPTH.get() > DEEPEST {
        return Err(D::Error::custom("nested too deep"));
    }
    T::deserialize(deserializer)
}
