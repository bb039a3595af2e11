//! The command line. Each subcommand opens the house and calls what the slice offers; exit codes: 0 done, 1 refused or failed
//! with a sentence, 2 wrong usage.

use std::io::{IsTerminal, Write};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use anyhow::{Context, Result, ensure};
use clap::{Parser, Subcommand};
use homegroup::house::House;
use homegroup::settings::Settings;
use homegroup::treasury::LedgerCommand;
use homegroup::{backup, check, demo, jobs, plugins, serve, sign_in};
use homegroup_plugin::Clock;

/// Runs the affairs of a recovery home group: members, money, minutes, mail.
#[derive(Parser)]
#[command(name = "homegroup", version, about)]
struct CommandLine {
    /// The settings file (default: homegroup.toml if it is there).
    #[arg(long, global = true, value_name = "FILE")]
    settings: Option<PathBuf>,
    /// The data folder (default: data).
    #[arg(long, global = true, value_name = "DIR")]
    data: Option<PathBuf>,
    #[command(subcommand)]
    command: Option<Command>,
}

#[derive(Subcommand)]
enum Command {
    /// Start the server (this is what happens without a subcommand).
    Serve {
        /// The port to listen on.
        #[arg(long)]
        port: Option<u16>,
    },
    /// Start a made-up group to look around in, in a data folder of its own (default: demo). Nobody in it is real, and no mail
    /// leaves: each becomes a file in DIR/mail.
    Demo {
        /// The port to listen on; 0 takes any free one.
        #[arg(long)]
        port: Option<u16>,
    },
    /// List the jobs, or run one now.
    Jobs {
        #[command(subcommand)]
        command: JobsCommand,
    },
    /// Check the ledger, or write it for another program.
    Ledger {
        #[command(subcommand)]
        command: LedgerCommand,
    },
    /// Look whether settings, database, clock, plugins and mail are well: one line each, and what to do.
    Check,
    /// Write a copy of the whole database to a new file, while the server runs. The key is not in it.
    Backup {
        /// The file to write.
        file: PathBuf,
    },
    /// Put a backup in the place of the present database. Stop the server first.
    Restore {
        /// The file `backup` wrote.
        file: PathBuf,
    },
    /// List every route with its method and who may call it.
    Routes,
    /// Print an address that signs a member in, once, within ten minutes. For a group without mail, or when nobody else can help.
    SignInLink {
        /// Her display name as the list of members shows it, or her e-mail address.
        name: String,
    },
}

#[derive(Subcommand)]
enum JobsCommand {
    /// List all jobs with their schedules.
    List,
    /// Run one job now. Running a job twice is harmless.
    Run {
        /// Its full name, as `jobs list` prints it.
        name: String,
        /// Run it as if it were noon of this day, where the group meets.
        #[arg(long, value_name = "YYYY-MM-DD")]
        on: Option<chrono::NaiveDate>,
    },
}

fn main() -> ExitCode {
    let command_line = CommandLine::parse();
    let filter = tracing_subscriber::EnvFilter::try_from_env("HOMEGROUP_LOG").unwrap_or_else(|_| "warn,homegroup=info".into());
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .with_target(false)
        .init();
    let runtime = match tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return failed(&error.into()),
    };
    match runtime.block_on(run(command_line)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) if seen_enough(&error) => ExitCode::SUCCESS,
        Err(error) => failed(&error),
    }
}

/// Whoever read the output, `head` perhaps, has closed it.
fn seen_enough(error: &anyhow::Error) -> bool {
    error.downcast_ref::<std::io::Error>().is_some_and(|error| error.kind() == std::io::ErrorKind::BrokenPipe)
}

/// Writes lines to the terminal.
fn say(lines: impl IntoIterator<Item = impl std::fmt::Display>) -> Result<()> {
    let mut out = std::io::stdout().lock();
    for line in lines {
        writeln!(out, "{line}")?;
    }
    Ok(out.flush()?)
}

fn failed(error: &anyhow::Error) -> ExitCode {
    eprintln!("{error:#}");
    ExitCode::FAILURE
}

async fn run(command_line: CommandLine) -> Result<()> {
    let CommandLine { settings: file, data, command } = command_line;
    let settings = || -> Result<Settings> {
        let mut settings = Settings::read(file.as_deref())?;
        if let Some(data) = &data {
            settings.data = data.clone();
        }
        Ok(settings)
    };
    match command.unwrap_or(Command::Serve { port: None }) {
        Command::Serve { port } => {
            let mut settings = settings()?;
            settings.port = port.unwrap_or(settings.port);
            serve::serve(open(settings).await?, &[]).await
        }
        Command::Demo { port } => demo::demo(data.clone().unwrap_or_else(|| demo::FOLDER.into()), port).await,
        Command::Jobs { command } => run_jobs(&open(settings()?).await?, command).await,
        Command::Ledger { command } => command.run(async || open(settings()?).await).await,
        Command::Check => {
            let findings = check::all(&open(settings()?).await?).await;
            say(findings.iter().map(|finding| finding.line()))?;
            let amiss = findings.iter().filter(|finding| !finding.well).count();
            ensure!(amiss == 0, "Amiss: {amiss}. The lines say what to do.");
            Ok(())
        }
        Command::Backup { file } => {
            let settings = settings()?;
            let key = settings.data.join("key");
            backup::backup(open(settings).await?.as_ref(), &file).await?;
            say([format!(
                "The backup is in {}. It opens only with the key ({}): keep that too, in another place.",
                file.display(),
                key.display()
            )])
        }
        Command::Restore { file } => {
            let kept = backup::restore(&settings()?.checked()?, &file).await?;
            let kept = kept.map(|kept| format!("What was there before is kept in {}.", kept.display()));
            say(["The backup is restored.".to_owned()].into_iter().chain(kept))
        }
        Command::SignInLink { name } => say([sign_in::command::sign_in_link(open(settings()?).await?.as_ref(), &name).await?]),
        Command::Routes => say(homegroup::route_lines(open(settings()?).await?.as_ref())),
    }
}

async fn open(settings: Settings) -> Result<Arc<House>> {
    House::open(settings.checked()?, plugins::installed(), Clock::system()).await
}

async fn run_jobs(house: &Arc<House>, command: JobsCommand) -> Result<()> {
    let all = jobs::all(house)?;
    match command {
        JobsCommand::List => say(all.iter().map(|owned| format!("{:<32} {}", owned.full_name(), owned.job.schedule))),
        JobsCommand::Run { name, on } => {
            let owned = all
                .iter()
                .find(|owned| owned.full_name() == name)
                .with_context(|| format!("There is no job {name}. `homegroup jobs list` shows all."))?;
            let now = on.map_or_else(|| Ok(house.clock.now()), |day| jobs::noon(house, day))?;
            let said = jobs::run(house, owned, now).await.map_err(anyhow::Error::msg)?;
            say([format!("{name}: {said}")])
        }
    }
}
