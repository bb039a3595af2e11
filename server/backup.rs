//! `homegroup backup FILE` and `homegroup restore FILE`, for the built-in database. PostgreSQL has tools of its own.
//!
//! A backup is the whole database in one file, taken while the server runs. Addresses and dates in it are sealed; the key is not
//! in it and must be kept elsewhere, apart from the backups.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail, ensure};
use sea_orm::{ConnectOptions, ConnectionTrait, Database, DbBackend, Statement, TransactionTrait};

use crate::house::House;
use crate::settings::Settings;
use crate::{db, mail};

/// Writes a consistent copy of the database to `file`, which must not exist yet.
pub async fn backup(house: &House, file: &Path) -> Result<()> {
    ensure!(
        house.db.backend() == DbBackend::Sqlite,
        "The group's data is in PostgreSQL. Back it up with: pg_dump --format=custom --file={} \"$HOMEGROUP_DATABASE_URL\"",
        file.display()
    );
    ensure!(!file.exists(), "There is already a file {}. Name another; a backup never overwrites one.", file.display());
    // Made first, so that it never stands there readable by others.
    File::create_new(file).with_context(|| format!("The file {} cannot be made", file.display()))?;
    fs::set_permissions(file, fs::Permissions::from_mode(0o600))?;
    let name = file.to_str().context("The file's name is not plain text. Name another.")?;
    let copy = Statement::from_sql_and_values(DbBackend::Sqlite, "VACUUM INTO $1", [name.into()]);
    if let Err(error) = house.db.maintenance().execute_raw(copy).await {
        let _ = fs::remove_file(file);
        return Err(error)
            .with_context(|| format!("The backup to {} was not finished, and the file was removed", file.display()));
    }
    File::open(file)?.sync_all()?;
    Ok(())
}

/// Puts the database of a backup in the place of the present one, which is kept beside it. Returns where the old one is, if there
/// was one. Refuses while a server runs on the folder, and a file that is not a whole Homegroup database.
pub async fn restore(settings: &Settings, file: &Path) -> Result<Option<PathBuf>> {
    ensure!(settings.database_url.is_empty(), "The group's data is in PostgreSQL. Restore it with pg_restore.");
    let _lock = lock(&settings.data)?;
    check_whole(file).await?;
    let target = settings.data.join("homegroup.db");
    let new = settings.data.join("homegroup.db.new");
    fs::copy(file, &new).with_context(|| format!("The backup cannot be copied to {}", new.display()))?;
    fs::set_permissions(&new, fs::Permissions::from_mode(0o600))?;
    hold_mail(&new).await.context("The copy of the backup cannot be written")?;
    File::open(&new)?.sync_all()?;
    let kept = put_aside(&target)?;
    fs::rename(&new, &target)?;
    File::open(&settings.data)?.sync_all()?;
    Ok(kept)
}

/// What waited when the backup was made may have left since: nothing leaves by itself until an officer has looked (SAFETY 1.11).
async fn hold_mail(file: &Path) -> Result<()> {
    let mut options = ConnectOptions::new(format!("sqlite:{}?mode=rw", file.display()));
    options.max_connections(1).sqlx_logging(false);
    let db = Database::connect(options).await?;
    let txn = db.begin().await?;
    mail::hold(&txn, mail::HELD_AFTER_RESTORE, chrono::Utc::now()).await.map_err(|error| anyhow::anyhow!("{error}"))?;
    txn.commit().await?;
    db.close().await?;
    Ok(())
}

/// Moves the present database out of the way, with what belongs to it.
fn put_aside(target: &Path) -> Result<Option<PathBuf>> {
    if !target.exists() {
        return Ok(None);
    }
    let kept = (1..)
        .map(|n| target.with_file_name(format!("homegroup.db.before-restore-{n}")))
        .find(|kept| !kept.exists())
        .context("there is a free name")?;
    for ending in ["-wal", "-shm"] {
        let part = PathBuf::from(format!("{}{ending}", target.display()));
        if part.exists() {
            fs::rename(&part, format!("{}{ending}", kept.display()))?;
        }
    }
    fs::rename(target, &kept)?;
    Ok(Some(kept))
}

async fn check_whole(file: &Path) -> Result<()> {
    ensure!(file.is_file(), "There is no backup {}.", file.display());
    let mut options = ConnectOptions::new(format!("sqlite:{}?mode=ro", file.display()));
    options.max_connections(1).sqlx_logging(false);
    let wrong = || format!("{} is not a whole Homegroup backup. Nothing has been changed.", file.display());
    let db = Database::connect(options).await.with_context(wrong)?;
    let ask = |sql: &str| Statement::from_string(DbBackend::Sqlite, sql.to_owned());
    let row = db.query_one_raw(ask("PRAGMA integrity_check")).await.with_context(wrong)?.with_context(wrong)?;
    let said: String = row.try_get_by_index(0).with_context(wrong)?;
    ensure!(said == "ok", "{} It says: {said}", wrong());
    db.query_one_raw(ask("SELECT id FROM home_group")).await.with_context(wrong)?;
    Ok(())
}

/// Taken by a server as long as it runs, and by a restore: the two must never meet on one folder.
pub fn lock(data: &Path) -> Result<File> {
    db::make_private(data)?;
    let file = OpenOptions::new().create(true).truncate(false).write(true).open(data.join("lock"))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(TryLockError::WouldBlock) => {
            bail!("A server is running on {}. Stop it first.", data.display())
        }
        Err(TryLockError::Error(error)) => Err(error).with_context(|| format!("The folder {} cannot be locked", data.display())),
    }
}
