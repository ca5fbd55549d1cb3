//! Files of all kinds, good and bad.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::indexing_slicing, clippy::panic, reason = "tests may fail")]

use std::io::Write as _;
use std::path::Path;

use baton_program::{
    BuiltIn, Comparison, EventId, EventType, ExprId, Field, InputKind, Node, Origin, Privacy, Program, Take,
    TimeFormat, Type,
};
use flate2::{Compression, write::GzEncoder};

use super::*;

/// `event page_viewed { item: id  price: number? }`, `event order_placed { item: id  amount: int }`.
fn program() -> Program {
    let field = |name: &str, ty| Field { name: name.into(), ty, privacy: Privacy::Open };
    let declared = |name: &str, fields| EventType { name: name.into(), fields, origin: Origin::Declared };
    let built_in =
        |one: BuiltIn| EventType { name: one.name().into(), fields: one.fields(), origin: Origin::BuiltIn(one) };
    let mut events: Vec<_> = BuiltIn::ALL.into_iter().map(built_in).collect();
    events.push(declared("order_placed", vec![field("item", Type::Id), field("amount", Type::Int)]));
    let price = Type::Optional(Box::new(Type::Number));
    events.push(declared("page_viewed", vec![field("item", Type::Id), field("price", price)]));
    let column = |name: &str| Node::Column(name.into());
    let text = |text: &str| Node::Constant(Value::Text(text.into()));
    let equal = |a, b| Node::Compare(Comparison::Equal, ExprId(a), ExprId(b));
    let nodes = vec![
        column("event"),
        text("view"),
        equal(0, 1),
        text("buy"),
        equal(0, 3),
        column("value.item id"),
        column("value.amount"),
    ];
    Program { events, nodes, ..Program::default() }
}

const ORDER_PLACED: EventId = EventId(20);
const PAGE_VIEWED: EventId = EventId(21);

fn source(format: Format) -> Source {
    let takes = vec![
        Take { event: PAGE_VIEWED, condition: Some(ExprId(2)), fields: vec![(0, ExprId(5))] },
        Take { event: ORDER_PLACED, condition: Some(ExprId(4)), fields: vec![(0, ExprId(5)), (1, ExprId(6))] },
        Take { event: PAGE_VIEWED, condition: Some(ExprId(4)), fields: vec![(0, ExprId(5)), (1, ExprId(6))] },
    ];
    Source {
        name: "clicks".into(),
        format,
        customer: "case:id".into(),
        id: Some("no".into()),
        via: None,
        at: "time".into(),
        clock: TimeFormat::Seconds,
        takes,
    }
}

/// Enough of an evaluator for comparisons of columns.
fn evaluate(program: &Program, expr: ExprId, columns: &dyn Fn(&str) -> Value) -> Value {
    match &program.nodes[expr.index()] {
        Node::Column(name) => columns(name),
        Node::Constant(value) => value.clone(),
        Node::Compare(_, a, b) => Value::Bool(evaluate(program, *a, columns) == evaluate(program, *b, columns)),
        _ => Value::Unknown,
    }
}

fn write(name: &str, bytes: &[u8]) -> (tempfile::TempDir, String) {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join(name);
    std::fs::write(&path, bytes).unwrap();
    let path = path.to_str().unwrap().to_owned();
    (folder, path)
}

/// One line a row: what was taken, or why nothing was.
fn told(row: &Row) -> String {
    let line = row.position.line;
    match &row.result {
        Err(rejection) => format!("{line}: {rejection} <- {}", row.text),
        Ok(taken) => {
            let events = taken.iter().map(|taken| match &taken.input.kind {
                InputKind::Event { id, event, .. } => {
                    let (customer, at) = (&taken.whom, taken.input.at);
                    let fields: Vec<_> = event.fields.iter().map(|field| Program::default().text_of(field)).collect();
                    format!("{customer} {at} {} {:?} ({})", event.event.0, id.as_deref(), fields.join(" "))
                }
                other => format!("{other:?}"),
            });
            format!("{line}: {}", events.collect::<Vec<_>>().join(" + "))
        }
    }
}

fn read_all(path: &str, format: Option<Format>) -> Result<Vec<String>, String> {
    let program = program();
    let source = format.map(source);
    let evaluate = |expr: ExprId, columns: &dyn Fn(&str) -> Value| evaluate(&program, expr, columns);
    let form = source.as_ref().map_or(Form::CloudEvents, |source| Form::Source(source, &evaluate));
    let reader = Reader::open(path, &program, form).map_err(|error| error.to_string())?;
    reader.map(|row| row.map(|row| told(&row)).map_err(|error| error.to_string())).collect()
}

fn csv(bytes: &[u8]) -> Vec<String> {
    let (_folder, path) = write("rows.csv", bytes);
    read_all(&path, Some(Format::Separated(b','))).unwrap()
}

fn packed(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::fast());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

const HEADER: &str = "no,case:id,event,time,value.item id,value.amount\n";

#[test]
fn rows_become_events() {
    let rows = csv(format!("{HEADER}e1,ann,view,10,i1,\ne2,ann,buy,11.5,i1,3\n").as_bytes());
    assert_eq!(
        rows,
        [
            "2: ann 10000 21 Some(\"e1\") (i1 unknown)",
            "3: ann 11500 20 Some(\"e2\") (i1 3) + ann 11500 21 Some(\"e2#2\") (i1 3)",
        ]
    );
}

#[test]
fn bad_rows_say_why_and_stop_nothing() {
    let rows = csv(format!(
        "{HEADER}1,ann,share,10,i1,\n2,,view,10,i1,\n3,ann,view,soon,i1,\n4,ann,buy,10,i1,many\n5,ann,buy,10,i1,\n\
         6,ann,view,10,,\n7,ann,view\n8,ann,view,1e300,i1,\n9,ann,view,99999999999999,i1,\n,ann,view,12,i1,\n"
    )
    .as_bytes());
    assert_eq!(
        rows,
        [
            "2: no line of source `clicks` takes it <- 1,ann,share,10,i1,",
            "3: column `case:id`: there is no value <- 2,,view,10,i1,",
            "4: column `time`: `soon` is not a number <- 3,ann,view,soon,i1,",
            "5: field `amount` from column `value.amount`: `many` is not a whole number <- 4,ann,buy,10,i1,many",
            "6: field `amount` from column `value.amount`: there is no value <- 5,ann,buy,10,i1,",
            "7: field `item` from column `value.item id`: there is no value <- 6,ann,view,10,,",
            "8: 3 columns where the header has 6 <- 7,ann,view",
            "9: column `time`: `1e300` is beyond the range of a number <- 8,ann,view,1e300,i1,",
            "10: column `time`: `99999999999999` is beyond the range of an instant <- 9,ann,view,99999999999999,i1,",
            "11: ann 12000 21 None (i1 unknown)",
        ]
    );
}

#[test]
fn quotes_line_ends_and_marks() {
    let text = format!(
        "\u{feff}{}1,\"a,b\",view,10,\"two\r\nlines \"\"here\"\"\",\r\n2,c,view,10,i,\r\n\r\n\n3,d,view,x,i,",
        HEADER.replace('\n', "\r\n")
    );
    assert_eq!(
        csv(text.as_bytes()),
        [
            "2: a,b 10000 21 Some(\"1\") (two\r\nlines \"here\" unknown)",
            "4: c 10000 21 Some(\"2\") (i unknown)",
            "7: column `time`: `x` is not a number <- 3,d,view,x,i,",
        ]
    );
}

#[test]
fn text_that_is_no_text() {
    let mut bytes = HEADER.as_bytes().to_vec();
    bytes.extend(b"1,\xff\xfe,view,10,i1,\n2,ann,view,10,i1,\n");
    let rows = csv(&bytes);
    assert_eq!(rows[0], "2: not UTF-8 from byte 1 on <- 1,\u{fffd}\u{fffd},view,10,i1,");
    assert_eq!(rows[1], "3: ann 10000 21 Some(\"2\") (i1 unknown)");
}

#[test]
fn other_separators() {
    let (_folder, path) = write("rows.tsv", HEADER.replace(',', "\t").as_bytes());
    assert_eq!(read_all(&path, Some(Format::Separated(b'\t'))), Ok(vec![]));
}

#[test]
fn empty_files_have_no_rows() {
    assert_eq!(csv(b""), Vec::<String>::new());
    let (_folder, path) = write("events.jsonl", b"\n  \n");
    assert_eq!(read_all(&path, None), Ok(vec![]));
}

#[test]
fn nested_members_of_json_lines() {
    let (_folder, path) = write(
        "rows.jsonl",
        br#"{"no": 1, "case:id": "ann", "event": "view", "time": 10, "value": {"item id": "i1", "amount": 0.83}}
{"case:id": 7, "event": "buy", "time": 1.5, "value": {"item id": "i\u00e9", "amount": 3}}
{"case:id": "ann", "event": "view", "time": 10, "value.item id": "flat"}
{"case:id": "ann", "event": "buy", "time": 10, "value": 5}
{"case:id": "ann", "event": "view", "event": "buy", "time": 10}
[1]
{"case:id": "ann", "ev
"#,
    );
    assert_eq!(
        read_all(&path, Some(Format::JsonLines)).unwrap(),
        [
            "1: ann 10000 21 Some(\"1\") (i1 unknown)",
            "2: 7 1500 20 None (ié 3) + 7 1500 21 None (ié 3)",
            "3: ann 10000 21 None (flat unknown)",
            "4: field `item` from column `value.item id`: there is no value <- {\"case:id\": \"ann\", \"event\": \"buy\", \
             \"time\": 10, \"value\": 5}",
            "5: `event` occurs twice <- {\"case:id\": \"ann\", \"event\": \"view\", \"event\": \"buy\", \"time\": 10}",
            "6: not a JSON object <- [1]",
            "7: the JSON breaks off <- {\"case:id\": \"ann\", \"ev",
        ]
    );
}

#[test]
fn cloud_events_plain_and_packed() {
    let line = |id: u32| {
        format!(
            "{{\"id\": \"{id}\", \"type\": \"page_viewed\", \"subject\": \"ann\", \"time\": \"1970-01-01T00:00:0{id}Z\", \
             \"data\": {{\"item\": \"i\"}}}}\r\n"
        )
    };
    let text = format!("\u{feff}{}\n{}bad\n", line(1), line(2));
    let expected = [
        "1: ann 1000 21 Some(\"1\") (i unknown)",
        "3: ann 2000 21 Some(\"2\") (i unknown)",
        "4: not JSON at column 1 <- bad",
    ];
    let (_folder, path) = write("events.jsonl", text.as_bytes());
    assert_eq!(read_all(&path, None).unwrap(), expected);
    let (first, second) = text.as_bytes().split_at(40);
    let (_folder, path) = write("no-ending", &[packed(first), packed(second)].concat());
    assert_eq!(read_all(&path, None).unwrap(), expected);
}

#[test]
fn lines_that_are_too_long() {
    let text = format!("{}\n{}\nbad\n", "x".repeat(3 << 20), "y".repeat((1 << 20) + 1));
    let (_folder, path) = write("events.jsonl", text.as_bytes());
    let rows = read_all(&path, None).unwrap();
    assert_eq!(rows.len(), 3);
    assert!(rows[0].starts_with("1: longer than 1048576 bytes <- xxx"), "{:.60}", rows[0]);
    assert!(rows[0].len() < 5_000);
    assert_eq!(rows[2], "3: not JSON at column 1 <- bad");
}

#[test]
fn files_that_cannot_be_read() {
    let refused = |path: &Path, format| {
        let path = path.to_str().unwrap();
        read_all(path, format).unwrap_err().replace(path, "PATH")
    };
    let folder = tempfile::tempdir().unwrap();
    let missing = folder.path().join("missing.jsonl");
    assert_eq!(refused(&missing, None), "`PATH` can't be read: there is no such file");
    assert_eq!(refused(folder.path(), None), "`PATH` can't be read: it is a folder");
    assert_eq!(refused(folder.path(), Some(Format::Separated(b','))), "`PATH` can't be read: it is a folder");

    let whole = packed(HEADER.repeat(1000).as_bytes());
    let (_folder, path) = write("cut.csv.gz", &whole[..whole.len() - 12]);
    assert_eq!(refused(Path::new(&path), Some(Format::Separated(b','))), "`PATH` can't be read: its gzip breaks off");
    let mut damaged = whole;
    let middle = damaged.len() / 2;
    damaged[middle] ^= 0xff;
    let (_folder, path) = write("damaged.csv.gz", &damaged);
    assert_eq!(refused(Path::new(&path), Some(Format::Separated(b','))), "`PATH` can't be read: its gzip is damaged");
    let (_folder, path) = write("plain.gz", b"plain text");
    assert_eq!(refused(Path::new(&path), None), "`PATH` can't be read: its gzip is damaged");
}

#[test]
fn columns_that_a_file_lacks() {
    let (_folder, path) = write("rows.csv", b"no,case:id,event,time,value.amount\n");
    let error = read_all(&path, Some(Format::Separated(b','))).unwrap_err();
    assert!(error.ends_with("rows.csv` has no column `value.item id`, which source `clicks` names"), "{error}");
    let (_folder, path) = write("rows.csv", b"no,case:id,event,time,value.amount,value.item id,event\n");
    let error = read_all(&path, Some(Format::Separated(b','))).unwrap_err();
    assert!(error.ends_with("rows.csv` has the column `event` twice, and source `clicks` names it"), "{error}");
}

#[test]
fn rejected_rows_are_written() {
    let (_folder, path) = write("events.jsonl", b"bad \"line\"\n");
    let program = program();
    let mut rejected = RejectedLines::new(Vec::new());
    for row in Reader::open(&path, &program, Form::CloudEvents).unwrap() {
        rejected.write(&row.unwrap()).unwrap();
    }
    assert_eq!(rejected.written(), 1);
    let written = String::from_utf8(rejected.finish().unwrap()).unwrap().replace(&path, "PATH");
    assert_eq!(
        written,
        "{\"file\":\"PATH\",\"line\":1,\"reason\":\"not JSON at column 1\",\"text\":\"bad \\\"line\\\"\"}\n"
    );
}
