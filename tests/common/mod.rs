//! A server for one test: its own folder, its own database, a clock that stands where the test puts it.

#![allow(dead_code)] // Each test module uses a part of it.

pub mod certificate;
pub mod doors;
pub mod letters;
pub mod mail_server;
pub mod people;
pub mod smtp;

use std::future::poll_fn;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};
use std::task::Poll;

use homegroup::house::House;
use homegroup::plugins;
use homegroup::settings::{Settings, Transport};
use homegroup_plugin::chrono::{DateTime, Utc};
use homegroup_plugin::{Clock, Plugin};
use rocket::http::{ContentType, Cookie, Header, Status};
use rocket::local::asynchronous::{Client, LocalResponse};
use sea_orm::{ConnectionTrait, Database};
use tempfile::TempDir;

/// Where the clock of a test stands at first: Thursday, April 16, 2026, noon in New York.
pub const NOON: &str = "2026-04-16T16:00:00Z";

/// A running house with an HTTP client in the same process.
pub struct Server {
    pub house: Arc<House>,
    pub client: Client,
    pub clock: TestClock,
    pub folder: Arc<TempDir>,
}

/// A clock that tests move.
#[derive(Clone)]
pub struct TestClock(Arc<AtomicI64>);

impl TestClock {
    pub fn at(instant: &str) -> Self {
        let clock = Self(Arc::new(AtomicI64::new(0)));
        clock.set(instant);
        clock
    }

    /// Puts the clock to an instant such as `2026-04-16T16:00:00Z`.
    pub fn set(&self, instant: &str) {
        let instant: DateTime<Utc> = instant.parse().expect("an instant");
        self.0.store(instant.timestamp_millis(), Ordering::SeqCst);
    }

    pub fn advance_seconds(&self, seconds: i64) {
        self.0.fetch_add(seconds * 1000, Ordering::SeqCst);
    }

    pub fn clock(&self) -> Clock {
        let now = self.0.clone();
        Clock::of(move || DateTime::from_timestamp_millis(now.load(Ordering::SeqCst)).expect("an instant"))
    }
}

/// Settings for a database of its own in `folder`; a fresh PostgreSQL database when the gate asks for it.
pub async fn settings(folder: &TempDir) -> Settings {
    let mut settings =
        Settings { data: folder.path().join("data"), port: 0, base_url: "http://127.0.0.1:8000".into(), ..Settings::default() };
    settings.mail.transport = Transport::Files;
    settings.mail.from = "note@circle.example".into();
    if let Ok(server) = std::env::var("HOMEGROUP_TEST_DATABASE") {
        let name = format!("t_{}", uuid::Uuid::now_v7().simple());
        let admin = Database::connect(&server).await.expect("the test PostgreSQL answers");
        admin.execute_unprepared(&format!("CREATE DATABASE {name}")).await.expect("a database is made");
        let (base, _) = server.rsplit_once('/').expect("the address ends in a database");
        settings.database_url = format!("{base}/{name}");
    }
    settings
}

impl Server {
    /// A fresh house with the installed plugins. Nobody has set the group up yet.
    pub async fn fresh() -> Self {
        Self::with_plugins(plugins::installed()).await
    }

    pub async fn with_plugins(plugins: Vec<Arc<dyn Plugin>>) -> Self {
        let folder = Arc::new(tempfile::tempdir().expect("a folder"));
        let settings = settings(&folder).await;
        Self::open(folder, settings, plugins, TestClock::at(NOON)).await
    }

    /// Opens a house on a folder and settings that may have been used before.
    pub async fn open(folder: Arc<TempDir>, settings: Settings, plugins: Vec<Arc<dyn Plugin>>, clock: TestClock) -> Self {
        let settings = settings.checked().expect("the settings hold");
        let house = House::open(settings, plugins, clock.clock()).await.expect("the house opens");
        Self::of(house, folder, clock).await
    }

    /// A client of a house that is open.
    pub async fn of(house: Arc<House>, folder: Arc<TempDir>, clock: TestClock) -> Self {
        let client =
            Client::untracked(homegroup::build(house.clone()).expect("the server is assembled")).await.expect("it ignites");
        Self { house, client, clock, folder }
    }

    /// GET as the holder of `session` (a session token), or as a stranger.
    pub async fn get(&self, path: &str, session: Option<&str>) -> Answer {
        let mut request = self.client.get(path.to_owned());
        if let Some(session) = session {
            request = request.cookie(Cookie::new("session", session.to_owned()));
        }
        Answer::of(request.dispatch().await).await
    }

    /// POST of a form from one of our own pages.
    pub async fn post(&self, path: &str, session: Option<&str>, form: &[(&str, &str)]) -> Answer {
        let mut request = self
            .client
            .post(path.to_owned())
            .header(ContentType::Form)
            .header(Header::new("Sec-Fetch-Site", "same-origin"))
            .body(encode(form));
        if let Some(session) = session {
            request = request.cookie(Cookie::new("session", session.to_owned()));
        }
        Answer::of(request.dispatch().await).await
    }
}

/// Polls `work` so many times at the most, then drops it where it is.
pub async fn killed_after<T>(polls: usize, work: impl Future<Output = T>) -> Option<T> {
    let mut work = pin!(work);
    let mut left = polls;
    poll_fn(|context| {
        if left == 0 {
            return Poll::Ready(None);
        }
        left -= 1;
        work.as_mut().poll(context).map(Some)
    })
    .await
}

/// A form as a browser writes it.
pub fn encode(form: &[(&str, &str)]) -> String {
    let part = |words: &str| rocket::http::RawStr::new(words).percent_encode().to_string().replace("%20", "+");
    form.iter().map(|(name, value)| format!("{}={}", part(name), part(value))).collect::<Vec<_>>().join("&")
}

/// What came back, read whole.
#[derive(Debug)]
pub struct Answer {
    pub status: Status,
    pub location: Option<String>,
    pub headers: Vec<(String, String)>,
    pub cookies: Vec<(String, String)>,
    pub body: String,
}

impl Answer {
    pub async fn of(response: LocalResponse<'_>) -> Self {
        let headers = response.headers().iter().map(|header| (header.name().to_string(), header.value().to_owned())).collect();
        let cookies = response.cookies().iter().map(|cookie| (cookie.name().to_owned(), cookie.value().to_owned())).collect();
        Self {
            status: response.status(),
            location: response.headers().get_one("Location").map(str::to_owned),
            headers,
            cookies,
            body: response.into_string().await.unwrap_or_default(),
        }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name)).map(|(_, value)| value.as_str())
    }

    /// Whether the page says `words`, as a person reads it (tags taken away, entities read, white space folded).
    pub fn says(&self, words: &str) -> bool {
        self.text().contains(words)
    }

    /// The words of the page.
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut inside = false;
        for c in self.body.chars() {
            match c {
                '<' => inside = true,
                '>' => {
                    inside = false;
                    text.push(' ');
                }
                c if !inside => text.push(c),
                _ => {}
            }
        }
        let read =
            [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#x3D;", "="), ("&#x60;", "`"), ("&amp;", "&")];
        let text = read.iter().fold(text, |text, (entity, character)| text.replace(entity, character));
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}
