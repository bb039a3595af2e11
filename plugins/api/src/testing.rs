//! What the tests of plugins need: a group that is not there, with a real database for the plugin's own tables.

mod site;

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, Utc};
use chrono_tz::Tz;
use sea_orm::{ConnectOptions, Database, DatabaseTransaction};
use sea_orm_migration::sea_orm::DynIden;
use sea_orm_migration::sea_query::{Alias, IntoIden};
use sea_orm_migration::{MigrationTrait, MigratorTraitSelf};
use serde_json::Value;

use crate::{
    Accepts, CleanDate, Clock, Consent, Consenting, Db, Error, Fates, Field, Group, Mail, MemberId, Own, Plugin, Profile,
    Purpose, Queued, Rendered, Result, Right, Settings, Views, Visitor,
};

pub use site::{Answer, FakeSite};

/// A member of the fake group.
#[derive(Clone, Debug)]
pub struct FakeMember {
    /// Her id.
    pub id: MemberId,
    /// `First L.`
    pub display_name: String,
    /// Her zone; the group's is New York.
    pub zone: Tz,
    /// Her clean date.
    pub clean_date: Option<CleanDate>,
    /// The purposes she agreed to.
    pub purposes: HashSet<String>,
    /// What her positions grant.
    pub rights: BTreeSet<Right>,
}

/// A group for the tests of one plugin: members and settings in memory, the plugin's tables in a database of its own, queued mails
/// in a list. A rolled-back transaction does not take a queued mail back: assert on the list only after a commit.
pub struct FakeGroup {
    db: Db,
    file: PathBuf,
    clock: Clock,
    views: Arc<Views>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    members: Vec<FakeMember>,
    mails: Vec<(String, Mail)>,
    settings: BTreeMap<String, String>,
}

impl FakeGroup {
    /// A group with the plugin's tables and default settings, and nobody in it.
    pub async fn with(plugin: Arc<dyn Plugin>, clock: Clock) -> Arc<Self> {
        let file = std::env::temp_dir().join(format!("homegroup-{}.db", uuid::Uuid::now_v7().simple()));
        let connect = |most| {
            let mut options = ConnectOptions::new(format!("sqlite:{}?mode=rwc", file.display()));
            options.max_connections(most).sqlx_logging(false);
            Database::connect(options)
        };
        let (write, read) = (connect(1).await.expect("a database opens"), connect(2).await.expect("a database opens"));
        Tables(plugin.clone()).up(&write, None).await.expect("the plugin's tables are made");
        let settings = plugin.settings().iter().map(|setting| (setting.key.to_owned(), setting.default.to_owned())).collect();
        let state = Mutex::new(State { settings, ..State::default() });
        let views = site::views(plugin.as_ref());
        Arc::new(Self { db: Db::new(read, write), file, clock, views, state })
    }

    /// Adds a member who agreed to `purposes`.
    pub fn add(&self, display_name: &str, clean_date: Option<CleanDate>, purposes: &[&Purpose]) -> MemberId {
        let id = MemberId(uuid::Uuid::now_v7().to_string());
        self.lock().members.push(FakeMember {
            id: id.clone(),
            display_name: display_name.to_owned(),
            zone: Tz::America__New_York,
            clean_date,
            purposes: purposes.iter().map(|purpose| purpose.name.to_owned()).collect(),
            rights: BTreeSet::new(),
        });
        id
    }

    /// Changes a member.
    pub fn change(&self, id: &MemberId, change: impl FnOnce(&mut FakeMember)) {
        if let Some(member) = self.lock().members.iter_mut().find(|member| member.id == *id) {
            change(member);
        }
    }

    /// Saves a setting of the plugin.
    pub fn set(&self, key: &str, value: &str) {
        self.lock().settings.insert(key.to_owned(), value.to_owned());
    }

    /// The mails queued so far, each with its full once-key.
    pub fn mails(&self) -> Vec<(String, Mail)> {
        self.lock().mails.clone()
    }

    /// A signed-in member with these rights.
    pub fn visitor(&self, id: &MemberId, rights: &[Right]) -> Visitor {
        let display_name = self.lock().members.iter().find(|member| member.id == *id).map(|member| member.display_name.clone());
        Visitor {
            member: id.clone(),
            display_name: display_name.unwrap_or_default(),
            rights: BTreeSet::from_iter(rights.iter().copied()),
            session: "a session".into(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for FakeGroup {
    fn drop(&mut self) {
        for ending in ["", "-wal", "-shm"] {
            let _ = std::fs::remove_file(format!("{}{ending}", self.file.display()));
        }
    }
}

struct Tables(Arc<dyn Plugin>);

impl MigratorTraitSelf for Tables {
    fn migrations(&self) -> Vec<Box<dyn MigrationTrait>> {
        self.0.migrations()
    }

    fn migration_table_name(&self) -> DynIden {
        Alias::new(format!("migrations_{}", self.0.name())).into_iden()
    }
}

#[rocket::async_trait]
impl Group for FakeGroup {
    fn db(&self) -> &Db {
        &self.db
    }

    fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    fn profile(&self) -> Arc<Profile> {
        Arc::new(Profile {
            name: "Fictional Hope Group".into(),
            neutral_name: "Thursday circle".into(),
            zone: Tz::America__New_York,
            currency: "USD".into(),
            base_url: "http://127.0.0.1:8000".into(),
            language: "en".into(),
        })
    }

    /// A member's session is her id.
    async fn visitor(&self, token: &str) -> Result<Option<Visitor>> {
        let member = self.lock().members.iter().find(|member| member.id.0 == token).cloned();
        Ok(member.map(|member| Visitor {
            member: member.id,
            display_name: member.display_name,
            rights: member.rights,
            session: token.to_owned(),
        }))
    }

    async fn consenting(&self, purpose: &Purpose) -> Result<Vec<Consenting>> {
        let mut members: Vec<_> =
            self.lock().members.iter().filter(|member| member.purposes.contains(purpose.name)).cloned().collect();
        members.sort_by(|a, b| a.display_name.cmp(&b.display_name));
        Ok(members
            .into_iter()
            .map(|member| Consenting {
                consent: Consent::stated(member.id, purpose.name),
                display_name: member.display_name,
                zone: member.zone,
                clean_date: member.clean_date.filter(|_| purpose.fields.contains(&Field::CleanDate)),
            })
            .collect())
    }

    async fn own(&self, visitor: &Visitor) -> Result<Own> {
        let state = self.lock();
        let member = state.members.iter().find(|member| member.id == visitor.member).ok_or(Error::NotFound)?;
        Ok(Own { zone: member.zone, clean_date: member.clean_date.clone(), purposes: member.purposes.clone() })
    }

    async fn queue(&self, _txn: &DatabaseTransaction, plugin: &'static str, mail: Mail) -> Result<Queued> {
        let key = format!("{plugin}/{}", mail.once_key);
        let mut state = self.lock();
        if state.mails.iter().any(|(known, _)| *known == key) {
            return Ok(Queued::Already);
        }
        state.mails.push((key, mail));
        Ok(Queued::New)
    }

    async fn preview(&self, _: &Visitor, _: &Purpose, template: &'static str, context: Value) -> Result<Rendered> {
        let context = site::with_language(context);
        let part = |name: &str| format!("{template}/{name}");
        let text = |name| self.views.text(&part(name), &context).map_err(|error| Error::Internal(error.into()));
        let html = self.views.html(&part("html"), &context).map_err(|error| Error::Internal(error.into()))?;
        Ok(Rendered { subject: text("subject")?.trim_end().to_owned(), text: text("text")?, html })
    }

    async fn fates(&self, plugin: &'static str, prefix: &str) -> Result<Fates> {
        let begin = format!("{plugin}/{prefix}");
        let waiting = self.lock().mails.iter().filter(|(key, _)| key.starts_with(&begin)).count() as u64;
        Ok(Fates { waiting, ..Fates::default() })
    }

    async fn settings(&self, _plugin: &'static str) -> Result<Settings> {
        Ok(Settings(self.lock().settings.clone()))
    }

    fn accepts(&self) -> Accepts {
        Accepts::Mail
    }
}
