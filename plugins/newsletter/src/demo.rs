//! The issues of the made-up group: five in the archive, one that goes out now, and a draft.

use homegroup_plugin::chrono::Days;
use homegroup_plugin::uuid::Uuid;
use homegroup_plugin::{Error, Group, MemberId, Result, anyhow};

use crate::rules::Issue;
use crate::{NAME, NEWSLETTER, letter, store};

/// An issue as it was written: how many days ago, its title, its text.
struct Written(u64, &'static str, &'static str);

/// The oldest first; the last is sent now, the draft stands apart.
const ISSUES: [Written; 6] = [
    Written(
        300,
        "The first letter",
        "Dear all,\n\nat the last business meeting you asked for a short letter, so that nobody misses the news when she cannot \
         come. Here it is.\n\n- The side door is open from six.\n- There is a second kettle.\n- The shelf with books has moved beside \
         the window.\n\nWhoever would like to write the next one: speak to the secretary.",
    ),
    Written(
        240,
        "A reading at the opening",
        "Dear all,\n\nthe meeting now opens with one page read aloud. The binder lies on the table; whoever leads the evening \
         chooses.\n\n**Who reads?** Whoever likes to. A list hangs beside the door.\n\nThank you to those who spoke against it: your \
         reasons are in the minutes, and we keep it short because of them.",
    ),
    Written(
        180,
        "Chairs, and a word of thanks",
        "Dear all,\n\nthe house has brought new chairs. The old ones went to the workshop next door.\n\nOur greeter counts nine \
         visitors in one month, more than ever. If somebody sits alone, sit beside her.\n\n> What helped me most was that somebody \
         remembered my name.",
    ),
    Written(
        120,
        "What the group decided this quarter",
        "Dear all,\n\nin short:\n\n1. The prudent reserve is 300 dollars.\n2. What is over goes to the area at the end of the quarter.\n3. The \
         meeting of the holiday week moves to the Wednesday before.\n\nThe minutes have the exact words, and what the minority said.",
    ),
    Written(
        60,
        "Keys change hands",
        "Dear all,\n\nthe books and the key of the box have a new keeper. The counts agreed to the cent.\n\nA year of counting every \
         Thursday is a lot of quarters. Thank you.\n\nThe next position that falls free is the one at the door. It asks for a warm hello and \
         ten minutes before seven.",
    ),
    Written(
        0,
        "News of the month",
        "Dear all,\n\n- **A quiet corner.** Two armchairs will stand beside the window for whoever needs a moment.\n- **Coffee.** There is \
         a pot without caffeine from now on.\n- **The lamp** at the side door is up.\n\nThe business meeting is after the meeting, on \
         the fourth Thursday. Everybody may listen.\n\nWarm greetings from the secretary.",
    ),
];

const DRAFT: Written = Written(
    0,
    "For the next letter",
    "To write about:\n\n- the heating\n- who takes the door in the coming months\n- two books that are new on the shelf",
);

/// Writes them all. The newest goes out by mail to whoever asked for the newsletter; the earlier ones did so long ago.
pub async fn fill(group: &dyn Group, officer: &MemberId) -> Result<()> {
    let (profile, settings, now) = (group.profile(), group.settings(NAME).await?, group.now());
    let readers = group.consenting(&NEWSLETTER).await?;
    let txn = group.db().begin_write().await?;
    let mut newest = None;
    for Written(days_ago, title, body) in ISSUES {
        let then = now - Days::new(days_ago);
        let id = Uuid::now_v7().to_string();
        store::create(&txn, &id, &issue(title, body, &profile.name)?, officer, then).await?;
        store::release(&txn, &id, 1, officer, readers.len(), then).await?;
        newest = store::find(&txn, &id).await?;
    }
    let newest = newest.ok_or(Error::NotFound)?;
    for reader in readers {
        group.queue(&txn, NAME, letter::to(reader, &newest, &profile, &settings)).await?;
    }
    let Written(_, title, body) = DRAFT;
    store::create(&txn, &Uuid::now_v7().to_string(), &issue(title, body, &profile.name)?, officer, now).await?;
    Ok(txn.commit().await?)
}

fn issue(title: &str, body: &str, real_name: &str) -> Result<Issue> {
    let refused = |refusals| Error::Internal(anyhow::anyhow!("the made-up issue {title:?} is refused: {refusals:?}"));
    Issue::parse(title, body, real_name).map_err(refused)
}
