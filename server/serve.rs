//! Starts the web server, says where it is, and ends it when asked.

use std::sync::Arc;

use anyhow::Result;
use rocket::fairing::AdHoc;

use crate::backup;
use crate::house::House;
use crate::{mail, sign_in};

/// Serves until interrupted or terminated. As soon as it can be reached it says where it is, and then the lines of `greeting`.
pub async fn serve(house: Arc<House>, greeting: &[String]) -> Result<()> {
    // One server a folder: a second one would not harm the data, but a restore under a running server would.
    let _lock = house.settings.database_url.is_empty().then(|| backup::lock(&house.settings.data)).transpose()?;
    let mut lines = vec![format!("Homegroup is at {}", house.settings.base_url)];
    if let Some(link) = sign_in::set_up_link(&house).await? {
        lines.push(format!("Nobody has set the group up yet. This address does it, once, until tomorrow: {link}"));
    }
    lines.extend_from_slice(greeting);
    let greet = AdHoc::on_liftoff("greeting", |_| Box::pin(async move { lines.iter().for_each(|line| println!("{line}")) }));
    let rocket = crate::build(house.clone())?.attach(crate::clockwork(house.clone())).attach(greet);
    let ignited = rocket.ignite().await.map_err(sentence)?;
    let delivery = mail::Worker::start(house);
    let ended = ignited.launch().await.map_err(sentence);
    delivery.stop().await;
    ended.map(|_| ())
}

/// Rocket's own error prints a page of diagnostics when dropped; one sentence is enough.
fn sentence(error: rocket::Error) -> anyhow::Error {
    use rocket::error::ErrorKind;
    let words = match error.kind() {
        ErrorKind::Bind(cause) | ErrorKind::Io(cause) => {
            format!("The server cannot listen on that address: {cause}. Is another program using the port?")
        }
        other => format!("The server cannot start: {other}"),
    };
    anyhow::Error::msg(words).context("Nothing was started")
}
