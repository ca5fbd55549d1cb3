//! Puts the pages of `docs/errors` into the program, as a table of codes with their pages.

#![allow(clippy::disallowed_methods, clippy::disallowed_types, reason = "a build reads files")]

use std::{env, error::Error, fmt::Write as _, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let folder = Path::new(&env::var("CARGO_MANIFEST_DIR")?).join("../docs/errors").canonicalize()?;
    println!("cargo::rerun-if-changed={}", folder.display());
    let mut pages = Vec::new();
    for entry in fs::read_dir(&folder)? {
        let path = entry?.path();
        let code = path.file_stem().and_then(|name| name.to_str()).unwrap_or_default().to_owned();
        if code.starts_with(['E', 'W']) && path.extension().is_some_and(|extension| extension == "md") {
            pages.push((code, path));
        }
    }
    pages.sort();
    let mut table = String::from("[\n");
    for (code, path) in pages {
        writeln!(table, "    ({code:?}, include_str!({path:?})),")?;
    }
    table.push(']');
    fs::write(Path::new(&env::var("OUT_DIR")?).join("pages.rs"), table)?;
    Ok(())
}
