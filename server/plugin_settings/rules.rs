//! What may be saved in a plugin's form.

use std::collections::BTreeMap;

use homegroup_plugin::{Setting, SettingKind, Settings, Text};

/// The declared settings: what was saved, and the default where nothing was.
pub fn with_defaults(declared: &[Setting], mut saved: BTreeMap<String, String>) -> Settings {
    let values = declared.iter().map(|setting| {
        let value = saved.remove(setting.key).unwrap_or_else(|| setting.default.to_owned());
        (setting.key.to_owned(), value)
    });
    Settings(values.collect())
}

/// What is wrong with the values, by key; empty when they may be saved.
pub fn refusals(declared: &[Setting], values: &Settings) -> BTreeMap<&'static str, Text> {
    declared
        .iter()
        .filter_map(|setting| {
            let value = values.get(setting.key);
            let text = match setting.kind {
                SettingKind::Choice(choices) if !choices.iter().any(|(choice, _)| *choice == value) => {
                    Text::new("settings-choice-refused")
                }
                SettingKind::Number(least, most) if !value.trim().parse::<i64>().is_ok_and(|n| (least..=most).contains(&n)) => {
                    Text::new("settings-number-refused").with("least", least).with("most", most)
                }
                SettingKind::Words(most) if value.chars().count() > most || value.chars().any(char::is_control) => {
                    Text::new("settings-words-refused").with("most", most)
                }
                _ => return None,
            };
            Some((setting.key, text))
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    const DECLARED: [Setting; 2] = [
        Setting { key: "hour", label: "l", help: "h", kind: SettingKind::Number(0, 23), default: "9" },
        Setting { key: "preset", label: "l", help: "h", kind: SettingKind::Choice(&[("ha", "l"), ("na", "l")]), default: "ha" },
    ];

    #[test]
    fn a_value_outside_its_bounds_is_refused_and_a_default_is_not() {
        let saved = BTreeMap::from([("hour".to_owned(), "24".to_owned())]);
        let values = with_defaults(&DECLARED, saved);
        assert_eq!(values.get("preset"), "ha");
        assert_eq!(refusals(&DECLARED, &values).keys().collect::<Vec<_>>(), [&"hour"]);
        assert!(refusals(&DECLARED, &with_defaults(&DECLARED, BTreeMap::new())).is_empty());
    }
}
