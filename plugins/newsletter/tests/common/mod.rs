//! A fake group with a newsletter, a writer and some readers.

use std::sync::Arc;

use homegroup_newsletter::{NEWSLETTER, Newsletter};
use homegroup_plugin::chrono::{DateTime, Utc};
use homegroup_plugin::testing::{Answer, FakeGroup, FakeSite};
use homegroup_plugin::{Clock, MemberId, Right};
use rocket::http::Status;

/// A group with one writer who does not subscribe, and so many readers who do.
pub struct Circle {
    pub group: Arc<FakeGroup>,
    pub site: FakeSite,
    pub writer: MemberId,
    pub readers: Vec<MemberId>,
}

impl Circle {
    pub async fn of(readers: usize) -> Self {
        let noon: DateTime<Utc> = "2026-04-16T16:00:00Z".parse().expect("an instant");
        let group = FakeGroup::with(Arc::new(Newsletter), Clock::of(move || noon)).await;
        let writer = group.add("Dana R.", None, &[]);
        group.change(&writer, |member| member.rights = [Right::Mail].into());
        let readers = (1..=readers).map(|n| group.add(&format!("Kim {n}."), None, &[&NEWSLETTER])).collect();
        let site = FakeSite::of(&Newsletter, group.clone()).await;
        Self { group, site, writer, readers }
    }

    pub async fn get(&self, path: &str) -> Answer {
        self.site.get(path, Some(&self.writer)).await
    }

    pub async fn post(&self, path: &str, form: &[(&str, &str)]) -> Answer {
        self.site.post(path, Some(&self.writer), form).await
    }

    /// Writes a draft and says its id.
    pub async fn draft(&self, title: &str, body: &str) -> String {
        let answer = self.post("/newsletter", &[("title", title), ("body", body)]).await;
        assert_eq!(answer.status, Status::SeeOther, "{}", answer.body);
        let location = answer.location.expect("it leads to the preview");
        location.split('/').nth(2).expect("the address holds the id").to_owned()
    }

    pub async fn release(&self, id: &str, version: &str) -> Answer {
        self.post(&format!("/newsletter/{id}/release"), &[("version", version)]).await
    }

    /// Who was mailed, by the once-keys.
    pub fn mailed(&self) -> Vec<String> {
        self.group.mails().into_iter().map(|(key, _)| key).collect()
    }
}
