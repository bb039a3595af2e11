//! A group to test with: set up through its own pages, with members who hold what a test needs.

use std::sync::Arc;

use homegroup::members::rules::{Position, Term, new_member};
use homegroup::{jobs, members, plugins, sign_in};
use homegroup_plugin::{MemberId, Plugin, Right};
use sea_orm::{ConnectionTrait, DbBackend, Statement};

use super::{Answer, Server};

/// A member who is signed in.
pub struct Person {
    pub id: MemberId,
    pub session: String,
}

impl Server {
    /// A group in New York whose first officer, Kim C., holds the chair. Her passphrase is `correct horse`.
    pub async fn with_group() -> (Self, Person) {
        Self::with_group_and(plugins::installed()).await
    }

    /// The same with these plugins.
    pub async fn with_group_and(plugins: Vec<Arc<dyn Plugin>>) -> (Self, Person) {
        let server = Self::with_plugins(plugins).await;
        let answer = server.set_up(&[]).await;
        let session = answer.session().expect("the set-up signs the first officer in");
        let id = server.find("Kim C.").await;
        (server, Person { id, session })
    }

    /// Fills in the set-up, with `changes` to a form that would be accepted.
    pub async fn set_up(&self, changes: &[(&'static str, &'static str)]) -> Answer {
        let link = sign_in::set_up_link(&self.house).await.expect("the database answers").expect("nobody has set it up");
        let (_, token) = link.split_once("token=").expect("the link has a token");
        let mut form = vec![
            ("token", token),
            ("name", "Riverside Women's Group"),
            ("neutral_name", "Thursday circle"),
            ("zone", "America/New_York"),
            ("currency", "usd"),
            ("officer", "Kim C."),
            ("email", "kim@mail.example"),
            ("passphrase", "correct horse"),
            ("again", "correct horse"),
        ];
        for (field, value) in changes {
            form.iter_mut().filter(|(known, _)| known == field).for_each(|(_, kept)| *kept = value);
        }
        self.post("/set-up", None, &form).await
    }

    /// Adds a member, `Dana R.`, who has signed in.
    pub async fn member(&self, name: &str) -> Person {
        let id = self.add(name, "").await;
        let session = self.session_of(&id).await;
        Person { id, session }
    }

    /// Adds a member who holds the position of this name for a year from today.
    pub async fn officer(&self, name: &str, position: &str) -> Person {
        let member = self.member(name).await;
        self.give(&member.id, position, "2026-04-16", "2027-04-15").await;
        member
    }

    /// Adds a member whose position, made for her, grants these rights for a year from today.
    pub async fn signed_in(&self, rights: &[Right]) -> Person {
        let mut position = "Helper with".to_owned();
        rights.iter().for_each(|right| position.extend([" ", right.name()]));
        let others = members::active(self.house.db.reader()).await.expect("the database answers").len();
        let letter = |at: usize| char::from(b'a' + u8::try_from(at % 26).expect("a letter"));
        let name = format!("Helper{}{}", letter(others / 26), letter(others));
        if !rights.is_empty() && self.position_of(&position).await.is_none() {
            let new = Position { name: position.clone(), term_months: 12, rights: rights.iter().copied().collect() };
            let txn = self.house.db.begin_write().await.expect("a write begins");
            let all = Right::ALL.into();
            members::add_position(&txn, &all, &new).await.expect("the database answers").expect("the name is free");
            txn.commit().await.expect("it is written");
        }
        match rights {
            [] => self.member(&name).await,
            _ => self.officer(&name, &position).await,
        }
    }

    /// Adds a member who has never signed in.
    pub async fn add(&self, name: &str, email: &str) -> MemberId {
        let txn = self.house.db.begin_write().await.expect("a write begins");
        let new = new_member(name, email).expect("a member");
        let id = members::add(&txn, &self.house.seal, &new, self.house.clock.now()).await.expect("the database answers");
        txn.commit().await.expect("it is written");
        id.expect("nobody has that name or address")
    }

    /// Gives a position for the days from `from` to `until`.
    pub async fn give(&self, member: &MemberId, position: &str, from: &str, until: &str) {
        let id = self.position(position).await;
        let term = Term::parse(from, until, 12).expect("a term");
        let txn = self.house.db.begin_write().await.expect("a write begins");
        let all = Right::ALL.into();
        members::give(&txn, &all, &id, member, term).await.expect("the database answers").expect("it is given");
        txn.commit().await.expect("it is written");
    }

    /// The id of the position of this name.
    pub async fn position(&self, name: &str) -> String {
        self.position_of(name).await.expect("there is such a position")
    }

    async fn position_of(&self, name: &str) -> Option<String> {
        let positions = members::positions(self.house.db.reader()).await.expect("the database answers");
        positions.into_iter().find(|kept| kept.position.name == name).map(|kept| kept.id)
    }

    /// The id of the member of this name.
    pub async fn find(&self, name: &str) -> MemberId {
        members::find_by_name(self.house.db.reader(), name).await.expect("the database answers").expect("there is such a member")
    }

    /// A new session for a member.
    pub async fn session_of(&self, member: &MemberId) -> String {
        sign_in::session_of(&self.house, member).await.expect("a session begins")
    }
}

impl Answer {
    /// The session this answer gives to the browser, if it gives one.
    pub fn session(&self) -> Option<String> {
        let cookies = self.cookies.iter().filter(|(name, value)| name == "session" && !value.is_empty());
        cookies.map(|(_, value)| value.clone()).next()
    }
}

impl Server {
    /// Everything that is stored, as text: what somebody would read who took the database.
    pub async fn dump(&self) -> String {
        let db = self.house.db.reader();
        let tables = match self.house.db.backend() {
            DbBackend::Postgres => "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = 'public'",
            _ => "SELECT name FROM sqlite_master WHERE type = 'table'",
        };
        let tables =
            db.query_all_raw(Statement::from_string(self.house.db.backend(), tables)).await.expect("the tables are listed");
        let mut dump = String::new();
        for table in tables {
            let name: String = table.try_get("", "name").expect("a name");
            let rows = Statement::from_string(self.house.db.backend(), format!("SELECT * FROM {name}"));
            for row in db.query_all_raw(rows).await.expect("the rows are read") {
                for column in row.column_names() {
                    let words = row.try_get::<Option<String>>("", &column).ok().flatten();
                    let bytes = row.try_get::<Option<Vec<u8>>>("", &column).ok().flatten();
                    let bytes = bytes.map(|bytes| String::from_utf8_lossy(&bytes).into_owned());
                    let number = row.try_get::<Option<i64>>("", &column).ok().flatten().map(|number| number.to_string());
                    dump.extend(words.or(bytes).or(number).into_iter().flat_map(|value| [value, "\n".to_owned()]));
                }
            }
        }
        dump
    }

    /// Runs a job now, as `homegroup jobs run` does, and says what it said.
    pub async fn run_job(&self, name: &str) -> String {
        let jobs = jobs::all(&self.house).expect("the jobs are listed");
        let owned = jobs.iter().find(|owned| owned.full_name() == name).expect("there is such a job");
        jobs::run(&self.house, owned, self.house.clock.now()).await.expect("the job runs")
    }
}
