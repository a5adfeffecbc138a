//! Rows of the desk as they are kept from one opening to the next, each under a key made of everything that
//! it follows from: a row whose key has changed counts as none.

use super::Standing;
use crate::app::{Cell, Grid};
use crate::domain::agreement::AgreementId;
use crate::domain::checklist::{Checklist, built_in};
use crate::domain::digest::Digest;
use crate::domain::translate::spoken;
use crate::runtime::session::default_checklist_bytes;
use crate::store::agreements::Agreements;
use crate::store::checklists::Checklists;
use crate::store::device::Home;
use crate::store::journal::Prints;
use crate::store::rows::Rows;
use crate::store::workspace::Workspace;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

/// How rows are worked out. **Goes up whenever a row of the same entries would say something else.**
const RULES: u32 = 1;

/// The rows that are kept.
#[derive(Debug, Default, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    rows: BTreeMap<AgreementId, Row>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Row {
    key: Digest,
    standing: Standing,
    sides: [String; 2],
    /// Checklists, as `ID@VERSION`, and their cells.
    grids: Vec<(String, Vec<Cell>)>,
}

/// The keys that rows must have now.
#[derive(Debug)]
pub(super) struct Keys {
    agreements: Agreements,
    prints: Prints,
    /// A hash of what all rows follow from.
    common: Digest,
}

impl Keys {
    /// Of a workspace whose entries about each agreement have these hashes; nothing when its checklists cannot
    /// be read.
    pub(super) fn of(workspace: &Workspace, prints: Prints) -> Option<Self> {
        let store = Checklists::of(workspace);
        let program = env!("CARGO_PKG_VERSION");
        let built_in = Digest::of(default_checklist_bytes());
        let mut parts = vec![format!("{RULES} {program} {} {built_in}", spoken().tag())];
        for (id, version) in store.list().ok()? {
            let sha256 = store.kept(&id, &version).ok()?.sha256;
            parts.push(format!("{id}@{version} {sha256}"));
        }
        Some(Self {
            agreements: Agreements::of(workspace),
            prints,
            common: Digest::of(parts.join(" ").as_bytes()),
        })
    }

    /// The key of an agreement's row; nothing when its files cannot be read.
    fn key(&self, id: &AgreementId) -> Option<Digest> {
        let files = self.agreements.digests(id).ok()?;
        let entries = self.prints.get(id);
        let entries = entries.map_or_else(String::new, ToString::to_string);
        let (common, document, clauses) = (self.common, files.document, files.clauses);
        let all = format!("{common} {id} {document} {clauses} {entries}");
        Some(Digest::of(all.as_bytes()))
    }
}

/// The rows that are kept of some agreements and still hold.
pub(super) fn load(
    workspace: &Workspace,
    home: &Home,
    keys: &Keys,
    ids: &[AgreementId],
) -> Vec<Standing> {
    let text = Rows::new(workspace, home).load();
    let file = text.and_then(|text| serde_json::from_str(&text).ok());
    let File { mut rows } = file.unwrap_or_default();
    let mut lists = Lists {
        store: Checklists::of(workspace),
        known: HashMap::new(),
    };
    let ids = ids.iter();
    let holding = ids.filter_map(|id| {
        let row = rows.remove(id)?;
        let holds = keys.key(id) == Some(row.key);
        holds.then(|| row.standing(&mut lists)).flatten()
    });
    holding.collect()
}

/// Keeps the rows of agreements that can be opened.
pub(super) fn keep(workspace: &Workspace, home: &Home, keys: &Keys, standings: &[Standing]) {
    let sound = standings.iter().filter(|one| one.problem.is_none());
    let rows = sound.filter_map(|one| Some((one.id.clone(), Row::of(one, keys.key(&one.id)?))));
    let file = File {
        rows: rows.collect(),
    };
    let json = serde_json::to_string(&file).expect("ids are text keys");
    Rows::new(workspace, home).keep(&json);
}

impl Row {
    fn of(standing: &Standing, key: Digest) -> Self {
        let grids = standing.grids.iter().map(|grid| {
            let name = format!("{}@{}", grid.checklist.id, grid.checklist.version);
            (name, grid.cells.clone())
        });
        Self {
            key,
            sides: standing.sides.clone(),
            grids: grids.collect(),
            standing: standing.clone(),
        }
    }

    fn standing(self, lists: &mut Lists) -> Option<Standing> {
        let mut standing = self.standing;
        standing.sides = self.sides;
        let grids = self.grids.into_iter().map(|(name, cells)| {
            let checklist = lists.named(&name)?;
            Some(Grid { checklist, cells })
        });
        standing.grids = grids.collect::<Option<_>>()?;
        Some(standing)
    }
}

/// Checklists of the workspace, each read once.
struct Lists {
    store: Checklists,
    known: HashMap<String, Option<Arc<Checklist>>>,
}

impl Lists {
    fn named(&mut self, name: &str) -> Option<Arc<Checklist>> {
        if let Some(known) = self.known.get(name) {
            return known.clone();
        }
        let (id, version) = name.split_once('@')?;
        let kept = self.store.kept(id, version).ok();
        let kept = kept.map(|kept| Arc::new(kept.checklist));
        let found = kept.or_else(|| {
            let mut known = built_in().iter();
            let known = known.find(|list| list.id == id && list.version == version);
            known.map(Arc::clone)
        });
        self.known.insert(name.to_owned(), found.clone());
        found
    }
}
