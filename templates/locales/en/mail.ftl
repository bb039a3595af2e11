# Outgoing mail: the officers' page, the page that stops a stream, and the frame of every mail.

mail-title = Mail
mail-lead = What has been mailed to the members, as numbers. Subjects and texts are not shown here: they belong to those who get them.
mail-no-server = No mail server is set up yet, so mail waits here. Whoever runs this server can set mail.transport.
mail-held-since = All mail has been held since { $when }.
mail-held-by-officer = An officer asked for it.
mail-held-after-restore = A backup was restored. Look at what waits before you let it go.
mail-release = Let mail go
mail-hold = Hold all mail
mail-hold-explains = Nothing leaves until somebody lets it go again. Sign-in links wait too.
mail-trouble = The mail server cannot be used just now: { $says }. Everything waits and is tried again by itself.
mail-counts = How it stands
mail-waiting = Waiting
mail-sent = Sent
mail-refused = Refused
mail-unknown = Unknown
mail-cancelled = Withdrawn
mail-undecided = These need a decision
mail-undecided-lead = Unknown means that the connection broke at the last moment: it may have arrived. Nothing here is sent again by itself.
mail-undecided-none = Nothing needs a decision.
mail-to = To
mail-kind = From
mail-state = State
mail-when = When
mail-answer = What was said
mail-again = Send again
mail-leave = Leave it
mail-again-sure = Send it again? If it arrived the first time, she gets it twice.
mail-notice-again = It is in the queue again.
mail-notice-left = It stays as it is.
mail-notice-held = All mail is held.
mail-notice-released = Mail goes out again.
mail-not-discreet = This mail would show the word “{ $word }” on a locked phone. Change the subject or the first lines.

mail-purpose-business = Mail me about the group's business
mail-purpose-business-explains = When minutes are sent round or a business meeting is called. Only you see that you get it.

mail-stop-title = Mail from us
mail-stop-heading = Stop these notes
mail-stop-lead = Press the button, and this kind of note no longer comes to you. Nobody is told.
mail-stop-button = Stop these notes
mail-stop-everything = Stop everything we mail
mail-stop-done-heading = It is done
mail-stop-done = If this link was yours, these notes no longer come to you. You can turn them on again on your own page.

mail-frame-stop = To stop these notes:
mail-frame-stop-link = Stop these notes

# Mails about signing in. They are read on locked phones: not a word about what kind of circle this is.
mail-hello = Hello,
mail-sign-in-subject = A link for you
mail-sign-in-words = you asked for a link. It works once, within ten minutes:
mail-sign-in-link = Open the page
mail-sign-in-not-you = If it was not you who asked, there is nothing to do; the link runs out by itself.
mail-confirm-subject = Is this your address?
mail-confirm-words = somebody, probably you, gave this address. If it is yours, open this page and confirm it within ten minutes:
mail-confirm-link = Confirm my address
mail-confirm-not-you = If it was not you, please leave this note alone, and nothing more comes.
mail-changed-subject = Something was changed
mail-changed-words = how you get to our pages was changed: your passphrase or your address.
mail-changed-not-you = If it was not you, please speak to one of our officers soon.

mail-tile-undecided = { $count ->
    [one] One mail needs a decision.
   *[other] { $count } mails need a decision.
 }
mail-tile-held = All mail is held.
mail-tile-trouble = The mail server cannot be used just now.
