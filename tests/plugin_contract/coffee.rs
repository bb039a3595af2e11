//! A third, tiny plugin: it remembers who made the coffee. It is there to use every hook of the contract, on one page.

use std::sync::Arc;

use homegroup_plugin::chrono::{DateTime, Utc};
use homegroup_plugin::sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, Statement};
use homegroup_plugin::sea_orm_migration::{MigrationName, MigrationTrait, SchemaManager};
use homegroup_plugin::serde_json::{Value, json};
use homegroup_plugin::{
    CatalogueSource, Filled, Go, Group, GuardedRoute, Job, JobRun, Mail, May, MemberId, MenuEntry, Page, PersonalData, Place,
    Plugin, Purpose, Result, Right, Setting, SettingKind, Settings, SignedIn, Template, Text, Visitor, async_trait, guarded,
    right,
};
use rocket::{State, get, post};

/// What members agree to.
pub const REMINDER: Purpose = Purpose {
    name: "coffee",
    label: "coffee-purpose",
    explains: "coffee-purpose-explains",
    wording_version: 1,
    fields: &[],
    mail: true,
};

/// Remembers who made the coffee.
pub struct Coffee;

#[async_trait]
impl Plugin for Coffee {
    fn name(&self) -> &'static str {
        "coffee"
    }

    fn personal_data(&self) -> PersonalData {
        PersonalData { keeps: Some("coffee-keeps"), purposes: &[REMINDER] }
    }

    fn routes(&self) -> Vec<GuardedRoute> {
        guarded![list, make, tin]
    }

    fn menu(&self) -> Vec<MenuEntry> {
        vec![
            MenuEntry { href: "/coffee", label: "coffee-menu", needs: None },
            MenuEntry { href: "/coffee/tin", label: "coffee-menu-tin", needs: Some(Right::Money) },
        ]
    }

    fn jobs(&self) -> Vec<Job> {
        vec![Job::new("remind", "0 0 18 * * *", |run| Box::pin(remind(run)))]
    }

    fn settings(&self) -> Vec<Setting> {
        let cups = SettingKind::Number(1, 40);
        let strength = SettingKind::Choice(&[("mild", "coffee-mild"), ("strong", "coffee-strong")]);
        vec![
            Setting { key: "cups", label: "coffee-most", help: "coffee-most-help", kind: cups, default: "12" },
            Setting { key: "strength", label: "coffee-strength", help: "coffee-strength-help", kind: strength, default: "mild" },
        ]
    }

    fn check_settings(&self, settings: &Settings) -> Vec<(&'static str, Text)> {
        let many = settings.get("cups").parse::<i64>().is_ok_and(|cups| cups > 20);
        let refused = many && settings.get("strength") == "strong";
        if refused { vec![("cups", Text::new("coffee-too-much"))] } else { Vec::new() }
    }

    fn templates(&self) -> Vec<Template> {
        let template = |name: &str, source: &'static str| Template { name: name.into(), source: source.into() };
        vec![
            template(
                "list",
                "{{#> layout page_title=\"coffee-title\"}}<h1>{{t \"coffee-title\"}}</h1><p>{{t \"coffee-cups\" cups=cups most=most}}</p>{{/layout}}",
            ),
            template("tile", "<h2>{{t \"coffee-title\"}}</h2><p>{{t \"coffee-cups\" cups=cups most=most}}</p>"),
            template("reminder/subject.txt", "{{t \"coffee-mail-subject\"}}"),
            template("reminder/text.txt", "{{t \"coffee-mail\" name=name}}"),
            template("reminder/html", "<p>{{t \"coffee-mail\" name=name}}</p>"),
        ]
    }

    fn catalogue(&self) -> Vec<CatalogueSource> {
        vec![CatalogueSource { owner: "coffee", language: "en".into(), source: SENTENCES.into() }]
    }

    async fn slot(&self, place: Place, group: &dyn Group, visitor: &Visitor) -> Result<Option<Filled>> {
        let who = (place == Place::Me).then_some(&visitor.member);
        let context = json!({ "cups": cups(group, who).await?, "most": most(group).await? });
        Ok(Some(Filled { template: "coffee/tile", context }))
    }

    fn migrations(&self) -> Vec<Box<dyn MigrationTrait>> {
        vec![Box::new(CreateCups)]
    }

    async fn demo(&self, group: &dyn Group, officer: &MemberId) -> Result<()> {
        let txn = group.db().begin_write().await?;
        pour(&txn, group.now(), officer).await?;
        Ok(txn.commit().await?)
    }

    async fn export(&self, group: &dyn Group, member: &MemberId) -> Result<Value> {
        Ok(json!({ "cups": cups(group, Some(member)).await? }))
    }

    async fn erase(&self, txn: &DatabaseTransaction, member: &MemberId) -> Result<()> {
        let backend = txn.get_database_backend();
        let sql = "UPDATE coffee_cups SET made_by = NULL WHERE made_by = $1";
        txn.execute_raw(Statement::from_sql_and_values(backend, sql, [member.0.clone().into()])).await?;
        Ok(())
    }
}

const SENTENCES: &str = "
coffee-purpose = Remind me of the coffee
coffee-purpose-explains = Nobody sees that you are reminded.
coffee-keeps = Who made which cup of coffee, because somebody always asks.
coffee-menu = Coffee
coffee-menu-tin = The coffee tin
coffee-title = Coffee today
coffee-cups = { $cups } of { $most } cups are made
coffee-most = Cups at the most
coffee-most-help = What the urn holds.
coffee-strength = How strong
coffee-strength-help = What most can sleep after.
coffee-mild = mild
coffee-strong = strong
coffee-too-much = So many strong cups keep everybody awake.
coffee-notice-made = One more cup.
coffee-mail-subject = A note for you
coffee-mail = Dear { $name }, the kettle is yours tonight. It stands where it always stands, and the tin beside it is full. If you cannot come, ask somebody to take your turn. Thank you.
";

struct CreateCups;

impl MigrationName for CreateCups {
    fn name(&self) -> &str {
        "coffee::CreateCups"
    }
}

#[async_trait]
impl MigrationTrait for CreateCups {
    fn use_transaction(&self) -> Option<bool> {
        Some(true)
    }

    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = "CREATE TABLE coffee_cups (made_at BIGINT NOT NULL, made_by TEXT)";
        manager.get_connection().execute_unprepared(table).await?;
        Ok(())
    }
}

#[get("/")]
async fn list(_who: SignedIn, group: &State<Arc<dyn Group>>) -> Result<Page> {
    let group = group.inner().as_ref();
    Ok(Page::new("coffee/list").with("cups", cups(group, None).await?).with("most", most(group).await?))
}

#[post("/")]
async fn make(who: SignedIn, group: &State<Arc<dyn Group>>) -> Result<Go> {
    let txn = group.db().begin_write().await?;
    pour(&txn, group.now(), &who.member).await?;
    txn.commit().await?;
    Ok(Go::to("/coffee").saying("coffee-notice-made"))
}

#[get("/tin")]
fn tin(_who: May<right::Money>) -> &'static str {
    "what is in the tin"
}

/// Reminds everybody who wishes it, once a day.
async fn remind(run: JobRun) -> Result<String> {
    let readers = run.group.consenting(&REMINDER).await?;
    let count = readers.len();
    let txn = run.group.db().begin_write().await?;
    for reader in readers {
        let mail = Mail {
            once_key: format!("{}/{}", run.today, reader.consent.member()),
            context: json!({ "name": reader.display_name }),
            to: reader.consent,
            template: "coffee/reminder",
            clean_date_version: None,
            useful_until: None,
        };
        run.group.queue(&txn, "coffee", mail).await?;
    }
    txn.commit().await?;
    Ok(format!("reminded {count}"))
}

async fn pour(txn: &DatabaseTransaction, now: DateTime<Utc>, by: &MemberId) -> Result<()> {
    let values = [now.timestamp().into(), by.0.clone().into()];
    let sql = "INSERT INTO coffee_cups (made_at, made_by) VALUES ($1, $2)";
    txn.execute_raw(Statement::from_sql_and_values(txn.get_database_backend(), sql, values)).await?;
    Ok(())
}

async fn cups(group: &dyn Group, by: Option<&MemberId>) -> Result<i64> {
    let (sql, values) = match by {
        Some(member) => ("SELECT COUNT(*) FROM coffee_cups WHERE made_by = $1", vec![member.0.clone().into()]),
        None => ("SELECT COUNT(*) FROM coffee_cups", vec![]),
    };
    let row = group.db().reader().query_one_raw(Statement::from_sql_and_values(group.db().backend(), sql, values)).await?;
    Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or_default())
}

async fn most(group: &dyn Group) -> Result<String> {
    Ok(group.settings("coffee").await?.get("cups").to_owned())
}
