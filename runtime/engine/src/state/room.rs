//! Room in lists that are bounded by the program's text: states are many, so none has more room than it can use.

/// Makes room for one more, twice as much as there was, but never for more than `most` in all.
pub(crate) fn make_room<T>(list: &mut Vec<T>, most: usize) {
    if list.len() == list.capacity() {
        let left = most.saturating_sub(list.len());
        list.reserve_exact(list.len().clamp(1, left.max(1)));
    }
}

/// Makes room for one more behind the others, of which the first go where there would be more than `most`.
pub(crate) fn push_within<T>(list: &mut Vec<T>, most: usize, new: T) {
    if most > 0 {
        let beyond = (list.len() + 1).saturating_sub(most);
        list.drain(..beyond.min(list.len()));
        make_room(list, most);
        list.push(new);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_for_what_fits() {
        let mut list = Vec::new();
        for number in 0..10 {
            push_within(&mut list, 5, number);
            assert!(list.capacity() <= 5);
        }
        assert_eq!(list, [5, 6, 7, 8, 9]);
        push_within(&mut list, 0, 10);
        assert_eq!(list.len(), 5);
    }
}
