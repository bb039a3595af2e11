# Anniversaries: pages, settings, and the words of the notes.

anniversaries-menu = Anniversaries
# Shows in a browser's history: neutral.
anniversaries-title = Days to remember
anniversaries-back = Anniversaries
anniversaries-name = Name
anniversaries-mark = Mark
anniversaries-day = Day
anniversaries-yes = Yes
anniversaries-no = No
anniversaries-print = Print

anniversaries-days = { $count ->
    [1] 24 hours
    [10000] 10,000 days
   *[other] { $count } days
 }
anniversaries-months = { $count ->
    [one] 1 month
   *[other] { $count } months
 }
anniversaries-years = { $count ->
    [one] 1 year
   *[other] { $count } years
 }
anniversaries-month = { $month ->
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
 } { $year }

# What members agree to, in the first person.
anniversaries-purpose-mail = Send me a note when I reach a mark
anniversaries-purpose-mail-explains = It goes to you alone, on the morning of the day, with a subject that tells nothing. Nobody else is told.
anniversaries-purpose-list = Show my name on the month's list
anniversaries-purpose-list-explains = Members who are signed in see your name and the mark you reach that month. They do not see the day or your clean date, though a mark tells roughly when you began.
anniversaries-purpose-announcement = Announce my marks at the meeting and in the newsletter
anniversaries-purpose-announcement-explains = Those who may write to the members, such as the secretary, see your name and your mark in the week you reach it. They may have it said aloud at the meeting, or print it.

# The month's list.
anniversaries-list-heading = Anniversaries in { anniversaries-month }
anniversaries-list-lead = Members who wished to be named here, in the order of the alphabet.
anniversaries-list-caption = Who reaches which mark
anniversaries-list-empty = Nobody is on the list this month
anniversaries-list-empty-what-first = A name appears here only when its owner asked for it on her own page, and only in a month in which she reaches a mark.
anniversaries-list-you-are-on-it = Your name appears here in the months in which you reach a mark.
anniversaries-list-you-are-not = Your name does not appear here.
anniversaries-list-change = Change that on your own page
anniversaries-pager = Months

# Her own marks.
anniversaries-mine-link = My own marks
anniversaries-mine-heading = My marks
anniversaries-mine-lead = Only you see this page.
anniversaries-mine-today = Today is your day:
anniversaries-coming = Coming
anniversaries-past = Reached
anniversaries-mine-empty = You have not stated a clean date
anniversaries-mine-empty-what-first = You do not have to. If you do, your marks stand here, and nowhere else unless you ask for it.
anniversaries-mine-state = State it on my own page
anniversaries-mine-agreed = What I agreed to
anniversaries-mine-change = Change this on my own page
anniversaries-me-next = Your next mark:
anniversaries-me-no-date = Once you have stated a clean date, your marks stand here. Only you see them.
anniversaries-home-count = { $count ->
    [one] One member is on this month's list.
   *[other] { $count } members are on this month's list.
 }

# For those who write to the members.
anniversaries-announcements-link = To be announced
anniversaries-announcements-heading = To be announced
anniversaries-announcements-lead = Members who asked for it and reached a mark in the last seven days, today among them.
anniversaries-announcements-caption = Who reached which mark
anniversaries-announcements-empty = Nobody this week
anniversaries-announcements-empty-what-first = Only members who asked for it on their own page are named here, in the week in which they reach a mark.
anniversaries-work-link = What was sent
anniversaries-work-heading = Notes to members
anniversaries-work-lead = How many were written, and how many are coming. Who they are for is between each member and her letter box.
anniversaries-work-no-server = No mail server is set up, so that notes wait in the outbox. Whoever runs this server can set one up.
anniversaries-work-asked = Members who asked for notes
anniversaries-work-coming = Notes in the next thirty days
anniversaries-work-days = The last thirty days
anniversaries-work-on-the-day = On the day
anniversaries-work-belated = Late
anniversaries-work-missed = Too late to send
anniversaries-work-no-days = No note was due in the last thirty days.
anniversaries-work-explains = When the server was not running, a note may still leave up to three days late and says so. After that it is not sent, only counted here.

# The settings form.
anniversaries-setting-preset = Which marks does the group keep
anniversaries-setting-preset-help = Every full year is a mark by itself, without an end.
anniversaries-preset-ha = Heroin Anonymous: 24 hours, 30, 60 and 90 days, 6, 9 and 18 months
anniversaries-preset-na = Narcotics Anonymous: 24 hours, 30, 60 and 90 days, 6, 9 and 18 months, 10,000 days
anniversaries-preset-aa = Alcoholics Anonymous: 24 hours, 30, 60 and 90 days, 4 to 11 months, 18 months
anniversaries-preset-ca = Cocaine Anonymous: 24 hours, 30, 60 and 90 days, 6, 9 and 18 months
anniversaries-preset-own = A list of our own
anniversaries-setting-marks = The list of our own
anniversaries-setting-marks-help = Days and months with commas between, such as 30 d, 90 d, 6 m. It counts only when it is chosen above.
anniversaries-marks-refused = This was not understood: { $parts }. Write days and months with commas between, such as 30 d, 90 d, 6 m. Full years are there by themselves.
anniversaries-setting-hour = From which hour may a note leave
anniversaries-setting-hour-help = On the member's own clock, from 0 (midnight) to 23.
anniversaries-hour-refused = The hour is a whole number from 0 to 23.

# The notes. Neither a subject, an opening nor anything else in them may tell a stranger what kind of group this is. An opening
# is at least 140 characters long, because that much shows on a locked phone. Nothing speaks of time lost or of beginning anew.
anniversaries-subject-note = A note for you
anniversaries-subject-thought-of = You were thought of
anniversaries-subject-lines = A few lines for your day
anniversaries-subject-keep = A letter to keep

anniversaries-greeting = Dear { $name },

anniversaries-opening-letter = This is a short letter from people who are glad to know you. There is nothing in it to fill in and nothing to answer. Read it now with something warm to drink, or keep it for a quiet minute this evening.
anniversaries-opening-seldom = We do not write often, and this is not about anything you have to do. It only means to say that you were thought of, and that the week is better for all of us because you are one of those who turn up.
anniversaries-opening-day = Please take these few lines with you into your day, or leave them until the house is quiet. They will be as true by then as they are now, and they ask for nothing at all, not even for an answer.
anniversaries-opening-neither = Some letters are bills, and some are about things that ought to have been done by Tuesday. This one is neither of the two. It was written to be kept, if you like it, and it is short, so that it fits into a pocket.

anniversaries-words-first-day = You have one full day. Everyone who sits with us began with exactly one, and none of us has ever had to live more than one at a time. Rest well tonight. Tomorrow is the same size as today.

anniversaries-words-days-number = You have reached { anniversaries-days }. Written down it is only a number. You know what each of those days held, and we are glad of every one of them.
anniversaries-words-days-seat = You have reached { anniversaries-days }. Somewhere among them the days began to have a shape of their own, with coffee in it and people who keep a seat for you. That seat is yours.
anniversaries-words-days-mornings = You have reached { anniversaries-days }. Each of those mornings was chosen. Whatever they were like, quiet or hard or both, you were there for every one.
anniversaries-words-many-days = You have reached { anniversaries-days }. It is a number that sounds like a story, and it was lived one day at a time, like everybody's. Thank you for the days you spent beside us.

anniversaries-words-months-door = You have reached { anniversaries-months }. Small things have begun to add up: a door that opens, a call that is answered, a cup of tea that is drunk while it is warm. You made room for them.
anniversaries-words-months-noise = You have reached { anniversaries-months }. Time makes no noise when it passes well, so we thought we would make a little for you. Well done, and thank you for being here.
anniversaries-words-months-uphill = You have reached { anniversaries-months }. If some of it was uphill, you climbed it. If some of it was easy, you were allowed to have that too. Both parts count.
anniversaries-words-months-smiling = You have reached { anniversaries-months }. Somebody will be glad to sit next to you this week without knowing why you are smiling. It is yours to tell, or to keep.
anniversaries-words-year-and-half = You have reached a year and a half. The firsts are behind you, and what comes now has no name but ordinary life. We think that is the best part, and we are glad to be in it with you.

anniversaries-words-first-year = You have reached one year. Every season has come round and found you here: the cold mornings, the long evenings, the birthdays and the holidays. They will come again, and you have met them all.

anniversaries-words-years-room = You have reached { anniversaries-years }. When you speak, the room grows a little quieter, because people want to hear how you do it. Most days the answer is simply that you came, and that is answer enough.
anniversaries-words-years-effort = You have reached { anniversaries-years }. Things you once did with great effort you now do while talking about something else. Somebody newer is watching, and takes heart from it.
anniversaries-words-years-yours = You have reached { anniversaries-years }. What was new has become yours. There will be days that ask a good deal of you, and you have learnt whom to call on them. There will be plain days, and you have learnt to like those.
anniversaries-words-years-chairs = You have reached { anniversaries-years }. Think of all the chairs you have put out and folded away, the cups you have rinsed, the times you stayed ten minutes longer. It is a good deal of love, if one adds it up.
anniversaries-words-years-appointment = You have reached { anniversaries-years }. The world has turned over more than once meanwhile, and you kept one appointment with yourself every morning. Thank you for keeping it where we could see it.
anniversaries-words-years-hear = You have reached { anniversaries-years }. There are people who know from you that it can be done. You may never hear it from them, so please hear it from us.
anniversaries-words-round-years = You have reached { anniversaries-years }. It is a round number, and we like to stop at those. Look back once, slowly, at the whole way. Then come and sit down with us, where the chair is the same as ever.

anniversaries-late = These lines come a few days late, because the computer that sends them was not running. The day was yours all the same.

anniversaries-closing-company = This note went to you alone. If you would like company for it, you know where we are.
anniversaries-closing-tell = This note was sent to no one else. Whom you tell, and when, is yours to choose.
anniversaries-closing-chair = Only you were sent this note. Come when you can; there is a chair.
anniversaries-warmly = Warmly,
