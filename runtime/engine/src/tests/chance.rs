//! Chance (§17).

use baton_program::*;

use crate::{Chance, Customer, chance};

fn split() -> Split {
    let arm = |name: &str, bound, target| (name.into(), bound, Pc(target));
    Split { salt: "j.first".into(), step: StepId(0), arms: vec![arm("a", Some(1 << 63), 1), arm("b", None, 2)] }
}

/// Figures of Python's `xxhash` 3.x: `xxh3_64_intdigest(salt + b"\0" + id)`.
#[test]
fn the_hash_is_of_the_salt_a_zero_and_the_customer() {
    let table = [
        ("j.first", "ann", 5_475_556_052_696_281_162),
        ("j.first", "bob", 2_691_376_375_324_478_259),
        ("control", "customer-1", 17_113_273_507_644_842_806),
        ("contact_rules.control", "4711", 2_585_000_325_273_308_619),
        ("spring", "äöü", 3_330_461_722_007_694_419),
        ("", "", 14_144_645_293_874_801_883),
    ];
    for (salt, customer, expected) in table {
        assert_eq!(chance::hash(salt, customer), expected, "{salt} {customer}");
    }
}

#[test]
fn a_share_covers_what_is_below_its_bound() {
    let customers = (0..1000).map(|n| Customer { id: n.to_string().into(), chance: Chance::Hashed });
    for customer in customers {
        let below = chance::hash("j.first", &customer.id) < 1 << 63;
        let target = chance::arm(&customer, JourneyId(0), &split());
        assert_eq!(target, Some(if below { Pc(1) } else { Pc(2) }));
    }
}

#[test]
fn a_told_customer_takes_the_first_arm_unless_told_otherwise() {
    let told = |arms| Customer { id: "x".into(), chance: Chance::Told { holdouts: vec![], arms } };
    assert_eq!(chance::arm(&told(vec![]), JourneyId(0), &split()), Some(Pc(1)));
    assert_eq!(chance::arm(&told(vec![(JourneyId(0), StepId(0), "b".into())]), JourneyId(0), &split()), Some(Pc(2)));
}
