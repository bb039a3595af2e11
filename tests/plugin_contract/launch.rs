//! What stops a launch, what does not, and what the database remembers of a plugin.

use std::sync::Arc;

use homegroup::house::House;
use homegroup_plugin::{CatalogueSource, GuardedRoute, Job, PersonalData, Plugin, Purpose, Template, guarded};
use rocket::get;
use rocket::http::Status;
use sea_orm::ConnectionTrait;

use super::coffee::Coffee;
use super::{CUPS, count, with_coffee};
use crate::common::{NOON, Server, TestClock, settings};

/// A plugin that is nothing but what a test gives it.
#[derive(Default)]
struct Odd {
    name: &'static str,
    purposes: &'static [Purpose],
    routes: Vec<GuardedRoute>,
    schedule: Option<&'static str>,
    sentences: Option<&'static str>,
    template: Option<&'static str>,
}

impl Plugin for Odd {
    fn name(&self) -> &'static str {
        self.name
    }

    fn personal_data(&self) -> PersonalData {
        PersonalData { keeps: None, purposes: self.purposes }
    }

    fn routes(&self) -> Vec<GuardedRoute> {
        self.routes.clone()
    }

    fn jobs(&self) -> Vec<Job> {
        let job = |schedule| Job::new("work", schedule, |_| Box::pin(async { Ok(String::new()) }));
        self.schedule.map(job).into_iter().collect()
    }

    fn catalogue(&self) -> Vec<CatalogueSource> {
        let source = |source: &str| CatalogueSource { owner: self.name, language: "en".into(), source: source.into() };
        self.sentences.map(source).into_iter().collect()
    }

    fn templates(&self) -> Vec<Template> {
        let template = |source: &'static str| Template { name: "page".into(), source: source.into() };
        self.template.map(template).into_iter().collect()
    }
}

/// Why a house with these plugins does not open or is not assembled.
async fn refused(plugins: Vec<Arc<dyn Plugin>>) -> String {
    let folder = tempfile::tempdir().expect("a folder");
    let settings = settings(&folder).await.checked().expect("the settings hold");
    match House::open(settings, plugins, TestClock::at(NOON).clock()).await {
        Err(error) => format!("{error:#}"),
        Ok(house) => homegroup::build(house).err().map_or_else(String::new, |error| format!("{error:#}")),
    }
}

#[get("/")]
fn open_to_all() -> &'static str {
    "forgotten"
}

#[rocket::async_test]
async fn what_a_plugin_gets_wrong_stops_the_launch_with_a_sentence_that_names_it() {
    let odd = |odd: Odd| -> Vec<Arc<dyn Plugin>> { vec![Arc::new(odd)] };
    let purpose: &[Purpose] = &[Purpose { name: "tea.mail", ..super::REMINDER }];
    let cases: Vec<(Vec<Arc<dyn Plugin>>, &str)> = vec![
        (vec![Arc::new(Coffee), Arc::new(Coffee)], "Two plugins call themselves \"coffee\"."),
        (odd(Odd { name: "members", ..Odd::default() }), "which is a name of the core"),
        (odd(Odd { name: "Tea Room", ..Odd::default() }), "\"Tea Room\" must be lower-case letters and digits"),
        (
            odd(Odd { name: "tea", purposes: Box::leak(Box::new([super::REMINDER])), ..Odd::default() }),
            "of the plugin tea must be",
        ),
        (odd(Odd { name: "tea", routes: guarded![open_to_all], ..Odd::default() }), "(open_to_all) has no guard"),
        (odd(Odd { name: "tea", schedule: Some("at seven"), ..Odd::default() }), "The schedule of the job tea/work"),
        (
            odd(Odd { name: "tea", sentences: Some("menu-home = Tea\n"), ..Odd::default() }),
            "The en catalogue of tea repeats a key",
        ),
        (odd(Odd { name: "tea", sentences: Some("= no\n"), ..Odd::default() }), "The en catalogue of tea does not parse"),
        (odd(Odd { name: "tea", template: Some("{{#if}"), ..Odd::default() }), "The template tea/page does not parse"),
    ];
    for (plugins, says) in cases {
        let why = refused(plugins).await;
        assert!(why.contains(says), "{says:?} was expected, {why:?} was said");
    }
    let fine =
        Odd { name: "tea", purposes: purpose, schedule: Some("0 0 7 * * *"), template: Some("<p>tea</p>"), ..Odd::default() };
    assert_eq!(refused(odd(fine)).await, "");
}

#[rocket::async_test]
async fn its_tables_are_made_once_and_written_down_in_a_table_of_its_own() {
    let (server, kim) = with_coffee().await;
    server.post("/coffee", Some(&kim.session), &[]).await;
    assert_eq!(count(&server, "SELECT COUNT(*) FROM migrations_coffee").await, 1);
    let Server { house, client, clock, folder } = server;
    let settings = house.settings.clone();
    drop((client, house));
    let again = Server::open(folder, settings, vec![Arc::new(Coffee)], clock).await;
    assert_eq!(count(&again, "SELECT COUNT(*) FROM migrations_coffee").await, 1);
    assert_eq!(count(&again, CUPS).await, 1);
}

#[rocket::async_test]
async fn a_template_on_disk_replaces_the_one_of_its_name_and_a_broken_one_stops_the_launch() {
    let (server, kim) = with_coffee().await;
    let Server { house, client, clock, folder } = server;
    let mut settings = house.settings.clone();
    drop((client, house));
    let mine = folder.path().join("mine");
    std::fs::create_dir_all(mine.join("coffee")).expect("a folder is made");
    std::fs::write(mine.join("coffee/list.hbs"), "{{#> layout page_title=\"coffee-title\"}}<p>Ours: {{cups}}</p>{{/layout}}")
        .expect("written");
    settings.templates = mine.clone();
    let server = Server::open(folder.clone(), settings.clone(), vec![Arc::new(Coffee)], clock.clone()).await;
    assert!(server.get("/coffee", Some(&kim.session)).await.says("Ours: 0"));
    assert!(server.get("/", Some(&kim.session)).await.says("0 of 12 cups are made"), "the others stay");
    drop(server);
    std::fs::write(mine.join("coffee/list.hbs"), "{{#> layout").expect("written");
    let error = House::open(settings, vec![Arc::new(Coffee)], clock.clock()).await.err().expect("it does not open");
    assert!(error.to_string().contains("The template coffee/list does not parse"), "{error:#}");
}

#[rocket::async_test]
async fn a_database_that_knows_a_plugin_the_program_lacks_starts_says_so_and_leaves_its_data_alone() {
    let (server, kim) = with_coffee().await;
    server.post("/coffee", Some(&kim.session), &[]).await;
    server.post("/me/consents/coffee", Some(&kim.session), &[("agrees", "true")]).await;
    let Server { house, client, clock, folder } = server;
    let settings = house.settings.clone();
    drop((client, house));
    let without = Server::open(folder.clone(), settings.clone(), Vec::new(), clock.clone()).await;
    assert_eq!(without.get("/coffee", Some(&kim.session)).await.status, Status::NotFound);
    let page = without.get("/settings", Some(&kim.session)).await;
    assert!(page.says("coffee") && page.says("not part of this program; its data is kept"), "{}", page.text());
    assert!(without.get("/me", Some(&kim.session)).await.says("coffee"), "what she agreed to can still be taken back");
    assert_eq!(count(&without, CUPS).await, 1);
    drop(without);
    let again = Server::open(folder, settings, vec![Arc::new(Coffee)], clock).await;
    assert!(again.get("/coffee", Some(&kim.session)).await.says("1 of 12 cups are made"));
}

#[rocket::async_test]
async fn a_table_that_cannot_be_made_stops_the_launch_and_leaves_nothing_half_made() {
    let (server, _) = Server::with_group_and(Vec::new()).await;
    server.house.db.maintenance().execute_unprepared("CREATE TABLE coffee_cups (note TEXT)").await.expect("a table is made");
    let settings = server.house.settings.clone();
    let error = House::open(settings, vec![Arc::new(Coffee)], server.clock.clock()).await.err().expect("it does not open");
    assert!(error.to_string().contains("The tables of coffee could not be brought up to date"), "{error:#}");
    assert_eq!(count(&server, "SELECT COUNT(*) FROM migrations_coffee").await, 0);
}
