//! Business meetings over HTTP: from the agenda that makes itself to minutes that nobody can change.

mod approving;
mod locks;
mod reading;
mod sending;
mod writing;

use homegroup::minutes::{self, Kept};
use rocket::http::Status;

use crate::common::people::Person;
use crate::common::{Answer, Server};

/// The form on which minutes are written, as a browser posts it.
#[derive(Clone)]
struct Form(Vec<(String, String)>);

impl Form {
    /// Minutes of April 16 that lack nothing and name nobody. The first motion is adopted, the second is put off.
    fn complete() -> Self {
        let fields = [
            ("version", "1"),
            ("held_on", "2026-04-16"),
            ("place", "Church basement"),
            ("chair", "Ruth"),
            ("secretary", "Zoë M."),
            ("attendance", "17"),
            ("opened_at", "20:15"),
            ("items[0].section", "previous-minutes"),
            ("items[0].title", "Minutes of March"),
            ("items[0].notes", "Approved as read."),
            ("items[1].section", "reports"),
            ("items[1].title", "Treasurer's report"),
            ("items[1].notes", "The basket came to *201.75*."),
            ("items[2].section", "new-business"),
            ("items[2].title", "New business"),
            ("items[2].notes", ""),
            ("items[2].motions[0].kind", "format"),
            ("items[2].motions[0].wording", "That the meeting opens with a reading."),
            ("items[2].motions[0].mover", "Dana R."),
            ("items[2].motions[0].seconder", "Kim"),
            ("items[2].motions[0].threshold", "two-thirds"),
            ("items[2].motions[0].fate", "voted"),
            ("items[2].motions[0].votes_for", "11"),
            ("items[2].motions[0].votes_against", "5"),
            ("items[2].motions[0].minority_view", "Some fear the meeting grows too long."),
            ("items[2].motions[1].kind", "procedure"),
            ("items[2].motions[1].wording", "That agendas are printed large."),
            ("items[2].motions[1].mover", "Kim"),
            ("items[2].motions[1].second_not_needed", "yes"),
            ("items[2].motions[1].fate", "tabled"),
            ("action_items[0].task", "Order medallions"),
            ("action_items[0].owner", "Kim"),
            ("action_items[0].due_on", "2026-04-30"),
            ("closed_at", "21:00"),
            ("next_meeting", "2026-05-21"),
        ];
        Self(fields.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec())
    }

    /// With this field changed, or added at the end.
    fn with(mut self, name: &str, value: &str) -> Self {
        match self.0.iter_mut().find(|(known, _)| known == name) {
            Some((_, old)) => *old = value.to_owned(),
            None => self.0.push((name.to_owned(), value.to_owned())),
        }
        self
    }

    /// What a browser would post if somebody opened this page and pressed its last button: the fields as they stand in the HTML.
    fn offered(html: &str) -> Self {
        let (_, form) = html.split_once("data-guard>").expect("the page has the form");
        let (form, _) = form.split_once("</form>").expect("it ends");
        let mut fields = Vec::new();
        for tag in form.split('<').skip(1) {
            let (tag, after) = tag.split_once('>').expect("a tag ends");
            let attribute = |name: &str| Some(tag.split_once(&format!(" {name}=\""))?.1.split_once('"')?.0.to_owned());
            let ticks = tag.contains("type=\"checkbox\"") || tag.contains("type=\"radio\"");
            match tag.split(' ').next() {
                Some("input") if !ticks || tag.contains(" checked") => {
                    fields.extend(attribute("name").map(|name| (name, attribute("value").unwrap_or_default())));
                }
                Some("textarea") => {
                    let typed = after.strip_prefix('\n').unwrap_or(after).to_owned();
                    fields.extend(attribute("name").map(|name| (name, typed)));
                }
                Some("select") => fields.extend(attribute("name").map(|name| (name, String::new()))),
                Some("option") if tag.contains(" selected") => {
                    let select = fields.last_mut().expect("an option stands in a select");
                    select.1 = attribute("value").unwrap_or_default();
                }
                _ => {}
            }
        }
        Self(fields.into_iter().map(|(name, value)| (name, unescaped(&value))).collect())
    }

    /// The form as the page offers it for `kept`: every part with its id.
    fn of(kept: &Kept) -> Self {
        let mut form = Self::complete().with("version", &kept.version.to_string());
        for (at, item) in kept.minutes.items.iter().enumerate() {
            form = form.with_id(&format!("items[{at}]"), item.id);
            for (place, motion) in item.motions.iter().enumerate() {
                form = form.with_id(&format!("items[{at}].motions[{place}]"), motion.id);
            }
        }
        for (at, item) in kept.minutes.action_items.iter().enumerate() {
            form = form.with_id(&format!("action_items[{at}]"), item.id);
        }
        form
    }

    /// Puts the id in front of the other fields of its part, where the page has it.
    fn with_id(mut self, part: &str, id: Option<impl ToString>) -> Self {
        let id = id.expect("a saved part has an id").to_string();
        let at = self.0.iter().position(|(name, _)| name.starts_with(&format!("{part}."))).expect("the form has that part");
        self.0.insert(at, (format!("{part}.id"), id));
        self
    }

    fn fields(&self) -> Vec<(&str, &str)> {
        self.0.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }
}

fn unescaped(html: &str) -> String {
    let read =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#x27;", "'"), ("&#x3D;", "="), ("&#x60;", "`"), ("&amp;", "&")];
    read.iter().fold(html.to_owned(), |text, (entity, character)| text.replace(entity, character))
}

/// A group with a secretary, Zoë M., and a reader, Dana R.
struct Group {
    server: Server,
    secretary: Person,
    reader: Person,
}

impl Group {
    async fn new() -> Self {
        let (server, _) = Server::with_group().await;
        let secretary = server.officer("Zoë M.", "Secretary").await;
        let reader = server.member("Dana R.").await;
        Self { server, secretary, reader }
    }

    /// Moves the clock. Sessions do not last that long, so both sign in again.
    async fn on(&mut self, instant: &str) {
        self.server.clock.set(instant);
        for person in [&mut self.secretary, &mut self.reader] {
            person.session = self.server.session_of(&person.id).await;
        }
    }

    async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        self.server.post(path, Some(&self.secretary.session), form).await
    }

    async fn get(&self, path: &str) -> Answer {
        self.server.get(path, Some(&self.secretary.session)).await
    }

    async fn read(&self, path: &str) -> Answer {
        self.server.get(path, Some(&self.reader.session)).await
    }

    /// Begins the minutes of a day; returns their id.
    async fn begin(&self, day: &str) -> String {
        let begun = self.post("/minutes", &[("held_on", day)]).await;
        assert_eq!(begun.status, Status::SeeOther, "{}", begun.text());
        let path = begun.location.expect("it leads to the page");
        path.strip_prefix("/minutes/").and_then(|path| path.strip_suffix("/edit")).expect("an id").to_owned()
    }

    async fn save(&self, id: &str, form: &Form) -> Answer {
        self.post(&format!("/minutes/{id}"), &form.fields()).await
    }

    async fn kept(&self, id: &str) -> Kept {
        minutes::find(self.server.house.db.reader(), id).await.expect("the database answers").expect("they are there")
    }

    /// Minutes of April 16, saved complete.
    async fn written(&self) -> String {
        let id = self.begin("2026-04-16").await;
        assert_eq!(self.save(&id, &Form::complete()).await.status, Status::SeeOther);
        id
    }

    /// The same, sent to the members.
    async fn circulated(&self) -> String {
        let id = self.written().await;
        let sent = self.circulate(&id).await;
        assert_eq!(sent.status, Status::SeeOther, "{}", sent.text());
        id
    }

    async fn circulate(&self, id: &str) -> Answer {
        let version = self.kept(id).await.version.to_string();
        self.post(&format!("/minutes/{id}/circulation"), &[("version", &version)]).await
    }

    /// The same, approved by a meeting of May 21; returns both ids.
    async fn approved(&mut self) -> (String, String) {
        let id = self.circulated().await;
        let later = self.later().await;
        let approved = self.approve(&id, &[("by", &later), ("amended", "no")]).await;
        assert_eq!(approved.status, Status::SeeOther, "{}", approved.text());
        (id, later)
    }

    /// A meeting of May 21, on that day.
    async fn later(&mut self) -> String {
        self.on("2026-05-21T16:00:00Z").await;
        self.begin("2026-05-21").await
    }

    async fn approve(&self, id: &str, form: &[(&str, &str)]) -> Answer {
        let version = self.kept(id).await.version.to_string();
        let form: Vec<_> = [("version", version.as_str())].into_iter().chain(form.iter().copied()).collect();
        self.post(&format!("/minutes/{id}/approval"), &form).await
    }
}
