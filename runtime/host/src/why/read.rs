//! Reading the records of a run.

use std::{collections::BTreeSet, sync::Arc};

use baton_program::{Kind, Record};
use serde_json::error::Category;

use crate::input::{Lines, ReadError, open};

/// What was read.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Read {
    /// The customer's records, in their order.
    pub records: Vec<Record>,
    /// The ids of all customers.
    pub customers: BTreeSet<Arc<str>>,
}

/// Reads a file of records, plain or in gzip (`-` is standard input), and keeps those of one customer. A line that is
/// no record is told with its number, and passed over.
///
/// # Errors
///
/// Where the file can't be read.
pub fn read(path: &str, customer: &str, unread: &mut dyn FnMut(u64, &str)) -> Result<Read, ReadError> {
    let unreadable = |cause| ReadError::of_file(&path.into(), cause);
    let mut lines = Lines::new(open(path).map_err(unreadable)?);
    let mut read = Read::default();
    while let Some((number, line)) = lines.next().map_err(unreadable)? {
        match line.map_err(|reason| reason.to_string()).and_then(record) {
            Ok(record) => {
                if !read.customers.contains(&record.customer) {
                    read.customers.insert(record.customer.clone());
                }
                if is_about(&record, customer) {
                    read.records.push(record);
                }
            }
            Err(reason) => unread(number, &reason),
        }
    }
    Ok(read)
}

/// Whether a record is a customer's, or says whose id this is from now on.
fn is_about(record: &Record, customer: &str) -> bool {
    let was = || record.with.iter().any(|(_, was)| was.as_str() == Some(customer));
    *record.customer == *customer || (record.kind == Kind::Merged && was())
}

fn record(line: &[u8]) -> Result<Record, String> {
    serde_json::from_slice(line).map_err(|error| match error.classify() {
        Category::Eof => "the JSON breaks off".into(),
        Category::Data if !line.trim_ascii_start().starts_with(b"{") => "no record: not a JSON object".into(),
        Category::Data => {
            let text = error.to_string();
            format!("no record: {}", in_words(text.split(" at line ").next().unwrap_or_default()))
        }
        _ => format!("not JSON at column {}", error.column()),
    })
}

/// What is wrong with a value, without the types of this program.
fn in_words(wrong: &str) -> String {
    let found = wrong.strip_prefix("invalid type: ").and_then(|rest| rest.split_once(", expected "));
    found.map_or_else(|| wrong.to_owned(), |(found, _)| format!("a key can't have this value: {found}"))
}
