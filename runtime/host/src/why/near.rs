//! "Did you mean".

/// At most this many names are proposed.
const PROPOSED: usize = 3;

/// The names that were probably meant, the nearest first.
pub fn near<'a>(written: &str, names: impl IntoIterator<Item = &'a str>) -> Vec<&'a str> {
    let length = written.chars().count();
    let close = names.into_iter().filter_map(|name| {
        let longest = length.max(name.chars().count());
        let most = longest.div_ceil(4).min(3);
        // Distances are never less than the difference in length, which is much cheaper to know.
        if longest - length.min(name.chars().count()) > most {
            return None;
        }
        let distance = strsim::damerau_levenshtein(&written.to_lowercase(), &name.to_lowercase());
        (distance <= most).then_some((distance, name))
    });
    let mut close: Vec<_> = close.collect();
    close.sort();
    close.into_iter().map(|(_, name)| name).take(PROPOSED).collect()
}

#[cfg(test)]
mod tests {
    use super::near;

    #[test]
    fn the_nearest_come_first() {
        assert_eq!(near("carl", ["ben", "carla", "karl", "Carl"]), ["Carl", "carla", "karl"]);
        assert!(near("zoe", ["ben", "carla"]).is_empty());
        assert!(near("", [""]).len() == 1 && near("", ["abc"]).is_empty());
    }
}
