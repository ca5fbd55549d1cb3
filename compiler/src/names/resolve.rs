//! From a path as written to the declaration that it names (§4).

use baton_grammar::tree::{Name, Path};
use baton_program::BuiltIn;
use smol_str::SmolStr;

use super::{
    Names,
    scope::{Kind, Use, dotted, joined, named, names_of, package_items, purposes, uses},
    suggest::nearest,
};
use crate::{
    db::{Visibility, full_name, package_names},
    hir::FullName,
    lookup::{Found, Missing, Space, What, Why},
};

/// A name that two `use`s bring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Ambiguity {
    /// Where it is written.
    pub path: Path,
    /// The declarations that it may mean.
    pub between: [FullName; 2],
}

/// What stopped a search.
pub(super) enum Obstacle {
    /// Nothing has this name.
    Nothing,
    /// The declaration is private to another package.
    Private(FullName),
}

impl Names<'_> {
    /// Why a path names nothing, and what was perhaps meant.
    pub(super) fn explain(&self, space: Space, path: &Path) -> Missing {
        let obstacle = self.search(space, path).err().unwrap_or(Obstacle::Nothing);
        let candidates = self.writable(space);
        let near = nearest(&dotted(path), candidates.into_iter().filter(|name| *name != dotted(path)));
        Missing { why: self.reason(space, path, obstacle), nearest: near }
    }

    /// Why a path names nothing.
    fn reason(&self, space: Space, path: &Path, obstacle: Obstacle) -> Why {
        if let Obstacle::Private(name) = obstacle {
            return Why::Private(name);
        }
        let unknowable = |other: Space| other == Space::Purpose && purposes(self.db).is_empty();
        let elsewhere = Space::ALL.into_iter().filter(|other| *other != space && !unknowable(*other));
        if let Some(found) = elsewhere.filter_map(|other| self.search(other, path).ok()).next() {
            return Why::Other(found.what);
        }
        match self.longest_package(&path.words) {
            Some(package) => Why::NotInPackage(package),
            None => Why::Nothing,
        }
    }

    /// The longest package with which a path begins, and behind which there is a word left.
    fn longest_package(&self, words: &[Name]) -> Option<SmolStr> {
        let packages = package_names(self.db);
        let prefixes = (1..words.len()).rev().filter_map(|end| words.get(..end)).map(joined);
        prefixes.into_iter().find(|package| packages.contains(package))
    }

    /// The declaration that a path names.
    pub(super) fn search(&self, space: Space, path: &Path) -> Result<Found, Obstacle> {
        let Some(first) = path.words.first().map(|word| &word.text) else { return Err(Obstacle::Nothing) };
        // That there are no `priorities` is told once, not again for each message.
        if space == Space::Purpose && path.words.len() == 1 && purposes(self.db).is_empty() {
            return Ok(Found { name: first.clone(), what: What::Purpose, words: 1 });
        }
        let mut private = None;
        let one_word = |name, what| Found { name, what, words: 1 };
        if let Some((name, what)) = self.visible(&self.package, space, first, &mut private) {
            return Ok(one_word(name, what));
        }
        if let Some((name, what)) = self.used(space, first, path, &mut private) {
            return Ok(one_word(name, what));
        }
        if let Some((name, what)) = self.visible("", space, first, &mut private) {
            return Ok(one_word(name, what));
        }
        // One that is declared again is told of where it is declared; what reads it means the declaration.
        if let (Space::Happening, Some(event)) = (space, BuiltIn::named(first)) {
            return Ok(Found { name: first.clone(), what: What::BuiltIn(event), words: 1 });
        }
        for end in (1..path.words.len()).rev() {
            let (Some(front), Some(word)) = (path.words.get(..end), path.words.get(end)) else { continue };
            let package = joined(front);
            if !package_names(self.db).contains(&package) {
                continue;
            }
            if let Some((name, what)) = self.visible(&package, space, &word.text, &mut private) {
                return Ok(Found { name, what, words: end + 1 });
            }
        }
        Err(private.map_or(Obstacle::Nothing, Obstacle::Private))
    }

    /// A declaration of a package, if this package may see it; else it is kept in `private`.
    fn visible(
        &self,
        package: &str,
        space: Space,
        name: &str,
        private: &mut Option<FullName>,
    ) -> Option<(FullName, What)> {
        let (what, item) = named(self.db, package, space, name)?;
        let full = full_name(package, name);
        let hidden =
            package != self.package && item.is_some_and(|item| item.visibility(self.db) == Visibility::Private);
        if hidden {
            private.get_or_insert(full);
            return None;
        }
        Some((full, what))
    }

    /// What the file's `use`s bring: one that names a declaration before one that names a package.
    fn used(&self, space: Space, first: &str, path: &Path, private: &mut Option<FullName>) -> Option<(FullName, What)> {
        let uses = uses(self.db, self.file);
        let mut by_name = Vec::new();
        let mut by_package = Vec::new();
        for used in uses {
            match used {
                Use::Name { package, name } if name == first => {
                    by_name.extend(self.visible(package, space, first, private).map(|found| (used, found)));
                }
                Use::Name { .. } => {}
                Use::Package(package) => {
                    by_package.extend(self.visible(package, space, first, private).map(|found| (used, found)));
                }
            }
        }
        let found = if by_name.is_empty() { by_package } else { by_name };
        let (used, (name, what)) = found.first()?;
        self.seen.borrow_mut().uses.insert(used.path());
        if let Some((other_use, (other, _))) = found.iter().find(|(_, (other, _))| other != name) {
            let mut seen = self.seen.borrow_mut();
            seen.uses.insert(other_use.path());
            seen.ambiguous.push(Ambiguity { path: path.clone(), between: [name.clone(), other.clone()] });
        }
        Some((name.clone(), *what))
    }

    /// All names of a kind as they can be written here, in byte order.
    pub(super) fn writable(&self, space: Space) -> Vec<SmolStr> {
        let mut names = Vec::new();
        if space == Space::Purpose {
            names.extend(purposes(self.db).iter().cloned());
        }
        if space == Space::Happening {
            names.extend(BuiltIn::ALL.iter().map(|event| SmolStr::new_static(event.name())));
        }
        for package in package_names(self.db) {
            let own = *package == self.package;
            for (name, visibility) in names_of(self.db, Kind::new(self.db, package.clone(), space)) {
                let open = *visibility == Visibility::Public;
                if own || (open && package.is_empty()) {
                    names.push(name.clone());
                } else if open {
                    let brought = uses(self.db, self.file).iter().any(|used| used.brings(package, name));
                    names.push(if brought { name.clone() } else { full_name(package, name) });
                }
            }
        }
        names.sort();
        names.dedup();
        names
    }
}

impl Use {
    /// Whether it brings a declaration of a package.
    pub fn brings(&self, package: &str, name: &str) -> bool {
        match self {
            Self::Package(used) => used == package,
            Self::Name { package: used, name: word } => used == package && word == name,
        }
    }
}

/// Whether a package declares a name of any kind, and whether others may see one of them.
pub(super) fn declares(db: &dyn salsa::Database, package: &str, name: &str) -> Option<Visibility> {
    let named =
        package_items(db, package).filter(|item| item.what(db).is_some() && item.name(db).as_deref() == Some(name));
    let found: Vec<Visibility> = named.map(|item| item.visibility(db)).collect();
    let purpose = package.is_empty() && purposes(db).iter().any(|purpose| purpose == name);
    match found.contains(&Visibility::Public) || purpose {
        true => Some(Visibility::Public),
        false => found.first().copied(),
    }
}
