//! The form officers fill in: which marks the group keeps, and from which hour a note may leave.

use homegroup_plugin::{Error, Group, Result, Setting, SettingKind, Settings, Text};

use crate::NAME;
use crate::rules::{NoticeHour, Preset, Refusal, Schedule};

const PRESET: &str = "preset";
const MARKS: &str = "marks";
const HOUR: &str = "hour";

/// The value of [`PRESET`] with which [`MARKS`] counts.
const OWN: &str = "own";

/// The fields of the form.
pub fn form() -> Vec<Setting> {
    vec![
        Setting {
            key: PRESET,
            label: "anniversaries-setting-preset",
            help: "anniversaries-setting-preset-help",
            kind: SettingKind::Choice(&[
                ("ha", "anniversaries-preset-ha"),
                ("na", "anniversaries-preset-na"),
                ("aa", "anniversaries-preset-aa"),
                ("ca", "anniversaries-preset-ca"),
                (OWN, "anniversaries-preset-own"),
            ]),
            default: "ha",
        },
        Setting {
            key: MARKS,
            label: "anniversaries-setting-marks",
            help: "anniversaries-setting-marks-help",
            kind: SettingKind::Words(200),
            default: "1 d, 30 d, 60 d, 90 d, 6 m, 9 m, 18 m",
        },
        Setting {
            key: HOUR,
            label: "anniversaries-setting-hour",
            help: "anniversaries-setting-hour-help",
            kind: SettingKind::Number(0, 23),
            default: "9",
        },
    ]
}

/// What the group has decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Decided {
    /// The marks it keeps.
    pub schedule: Schedule,
    /// From when on her day a note may leave.
    pub hour: NoticeHour,
}

/// The settings as they are saved. Refused where they were never good: then nothing is sent, and the job says why.
pub async fn decided(group: &dyn Group) -> Result<Decided> {
    read(&group.settings(NAME).await?).map_err(|(_, why)| Error::Refused(why))
}

/// Reads the values of the form; or the field that cannot be used, and why.
pub fn read(settings: &Settings) -> Result<Decided, (&'static str, Text)> {
    let hour = settings.get(HOUR).trim().parse().ok().and_then(NoticeHour::new);
    let hour = hour.ok_or_else(|| (HOUR, Text::new("anniversaries-hour-refused")))?;
    let preset = Preset::ALL.into_iter().find(|preset| preset.name() == settings.get(PRESET));
    let schedule = match preset {
        Some(preset) => Schedule::from(preset),
        None => Schedule::parse(settings.get(MARKS)).map_err(|refusals| (MARKS, refused(&refusals)))?,
    };
    Ok(Decided { schedule, hour })
}

/// One sentence for all parts that were not understood; it tells how to write them.
fn refused(refusals: &[Refusal]) -> Text {
    let parts: Vec<_> = refusals
        .iter()
        .map(|refusal| match refusal {
            Refusal::NotAMark(part) | Refusal::OutOfRange(part) | Refusal::FullYears(part) => part.as_str(),
        })
        .collect();
    Text::new("anniversaries-marks-refused").with("parts", parts.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn saved(preset: &str, marks: &str, hour: &str) -> Settings {
        let values = [(PRESET, preset), (MARKS, marks), (HOUR, hour)];
        Settings(values.map(|(key, value)| (key.to_owned(), value.to_owned())).into())
    }

    #[test]
    fn the_defaults_of_the_form_can_be_read_and_so_can_every_choice() {
        for setting in form() {
            let SettingKind::Choice(choices) = setting.kind else { continue };
            for (preset, _) in choices {
                let defaults = form().into_iter().map(|setting| (setting.key.to_owned(), setting.default.to_owned()));
                let mut settings = Settings(defaults.collect());
                settings.0.insert(PRESET.to_owned(), preset.to_string());
                let decided = read(&settings).expect("reads");
                assert_eq!(decided.hour, NoticeHour::default());
                assert_eq!(decided.schedule == Schedule::from(Preset::Ha), ["ha", "ca", OWN].contains(preset), "{preset}");
            }
        }
    }

    #[test]
    fn a3_a_list_of_its_own_counts_only_when_the_group_chose_it() {
        assert_eq!(read(&saved("na", "nonsense", "7")).map(|decided| decided.schedule), Ok(Schedule::from(Preset::Na)));
        let own = read(&saved(OWN, "100 d", "7")).expect("reads");
        assert_eq!(own.schedule, Schedule::parse("100 d").expect("reads"));
        let (field, why) = read(&saved(OWN, "100 d, nonsense, 2 y", "7")).expect_err("refused");
        assert_eq!((field, why), (MARKS, Text::new("anniversaries-marks-refused").with("parts", "nonsense, 2 y")));
    }
}
