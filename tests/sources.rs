//! The project's own text files, for the tests that keep the shape of the house: which file may reach for which, and which
//! sentence belongs to which page. A test of such a test makes up a small tree instead.

pub mod rust;

use std::collections::BTreeMap;
use std::path::Path;

/// Text files by their path from the root, with `/` between the parts.
pub struct Tree(BTreeMap<String, String>);

/// Folders that hold no source of ours.
const NOT_OURS: [&str; 2] = ["target", "node_modules"];
const KINDS: [&str; 5] = ["rs", "hbs", "ftl", "toml", "js"];

impl Tree {
    /// The sources as they lie on the disk now.
    pub fn of_the_project() -> Self {
        let root = Path::new(env!("CARGO_MANIFEST_DIR"));
        let mut files = BTreeMap::new();
        collect(root, root, &mut files);
        assert!(files.contains_key("server/lib.rs"), "the sources are not where this test looks for them");
        Self(files)
    }

    /// A tree that exists only in a test.
    pub fn made_up(files: &[(&str, &str)]) -> Self {
        Self(files.iter().map(|(path, text)| (path.to_string(), text.to_string())).collect())
    }

    /// The files that end in `.kind`, in the order of their paths.
    pub fn of_kind<'a>(&'a self, kind: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let ours = move |path: &str| path.rsplit_once('.').is_some_and(|(_, extension)| extension == kind);
        self.0.iter().filter(move |(path, _)| ours(path)).map(|(path, text)| (path.as_str(), text.as_str()))
    }

    /// The text of one file, if it is there.
    pub fn text(&self, path: &str) -> Option<&str> {
        self.0.get(path).map(String::as_str)
    }

    /// The names of the plugins: the folders of `plugins/` that are crates, but for the contract itself.
    pub fn plugins(&self) -> Vec<&str> {
        let folder = |path: &'_ str| -> Option<String> {
            let name = path.strip_prefix("plugins/")?.strip_suffix("/Cargo.toml")?;
            (name != "api" && !name.contains('/')).then(|| name.to_owned())
        };
        let named = |path: &str| folder(path).is_some();
        self.0.keys().filter(|path| named(path)).filter_map(|path| path.split('/').nth(1)).collect()
    }
}

fn collect(root: &Path, folder: &Path, files: &mut BTreeMap<String, String>) {
    let entries = std::fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    for entry in entries.map(|entry| entry.expect("a folder can be listed")) {
        let (path, name) = (entry.path(), entry.file_name().to_string_lossy().into_owned());
        if name.starts_with('.') || NOT_OURS.contains(&name.as_str()) {
            continue;
        }
        if path.is_dir() {
            collect(root, &path, files);
        } else if path.extension().is_some_and(|kind| KINDS.iter().any(|known| kind == *known)) {
            let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            let below = path.strip_prefix(root).expect("it lies under the root");
            files.insert(below.to_string_lossy().replace('\\', "/"), text);
        }
    }
}
