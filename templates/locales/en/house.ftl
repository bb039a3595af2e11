# Menu, dates, home and settings: what belongs to the house and to no slice.

menu-home = Home
menu-treasury = Treasury
menu-minutes = Minutes
menu-members = Members
menu-mail = Mail
menu-settings = Settings
menu-me = About me

# Calendar days. $month is 1 to 12, $weekday 1 (Monday) to 7.
date-short = { $month ->
    [1] Jan
    [2] Feb
    [3] Mar
    [4] Apr
    [5] May
    [6] Jun
    [7] Jul
    [8] Aug
    [9] Sep
    [10] Oct
    [11] Nov
   *[12] Dec
 } { $day }, { $year }
date-long = { $weekday ->
    [1] Monday
    [2] Tuesday
    [3] Wednesday
    [4] Thursday
    [5] Friday
    [6] Saturday
   *[7] Sunday
 }, { $month ->
    [1] January
    [2] February
    [3] March
    [4] April
    [5] May
    [6] June
    [7] July
    [8] August
    [9] September
    [10] October
    [11] November
   *[12] December
 } { $day }, { $year }

home-title = Home
home-hello = Hello, { $name }
home-lead = { $group }: what is new, and what is yours to do.

settings-title = Settings
settings-lead = What the group has decided about itself.
settings-name = The group's name
settings-name-hint = Members see it after signing in. It never stands in a mail's subject or sender.
settings-neutral-name = The neutral name
settings-neutral-name-hint = Strangers may read it: on a locked phone, in a browser's history, as the sender of a mail. Thursday circle, for instance.
settings-zone = Time zone
settings-zone-hint = Where the group meets, such as America/New_York.
settings-currency = Currency
settings-currency-hint = Three letters, such as USD.
settings-save = Save
settings-mend = Not saved yet. Please look at these fields again:
settings-notice-saved = Saved.
settings-name-refused = The group's name needs one line of 1 to 80 characters.
settings-neutral-name-refused = The neutral name needs one line of 1 to 80 characters.
settings-neutral-name-tells = This name tells strangers what kind of group you are. Choose one that could be a reading circle.
settings-zone-refused = That is not a time zone the program knows. Choose one from the list, such as America/New_York.
settings-currency-refused = The currency is three letters, such as USD.
settings-currency-in-use = The books are kept in another currency already, and their amounts would mean something else. Leave the currency as it is.
settings-choice-refused = Choose one of the values offered.
settings-number-refused = This needs a whole number from { $least } to { $most }.
settings-words-refused = This needs one line of at most { $most } characters.

settings-plugins = Plugins
settings-plugins-lead = What each adds can be switched off. What it has stored stays until you switch it on again.
settings-plugin-title = A plugin's settings
settings-plugin-back = Settings
settings-plugin-lead = What the group has decided about it.
settings-plugin-on = on
settings-plugin-off = off
settings-plugin-missing = not part of this program; its data is kept
settings-plugin-keeps-nothing = It keeps nothing about people.
settings-plugin-switch-on = Switch on
settings-plugin-switch-off = Switch off
settings-plugin-form = Its settings
