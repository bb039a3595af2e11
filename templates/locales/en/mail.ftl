# Outgoing mail: the officers' page, the page that stops a stream, and the frame of every mail.

mail-title = Mail
mail-lead = What has been mailed to the members, as numbers. What stands in a mail, and what it was about, is not shown here: it belongs to her who gets it.
mail-no-server = No mail server is set up yet, so mail waits here. Whoever runs this server can set mail.transport.

mail-held = Mail is held
mail-held-since = Since { $day }, { $time }.
mail-held-by-officer = An officer asked for it.
mail-held-after-restore = A backup was restored, and what waits in it may have left already. Look at how it stands before you let it go.
mail-release = Let mail go
mail-hold = Hold all mail
mail-hold-explains = Nothing leaves until somebody lets it go again. Only links to sign in, which a member has asked for herself, still go out.

mail-trouble = The mail server cannot be used just now
mail-trouble-since = Since { $day }, { $time }. Everything waits and is tried again by itself.
mail-trouble-connect = It cannot be reached. If this lasts, whoever runs this server should look at mail.host and mail.port.
mail-trouble-tls = The connection to it cannot be protected, so nothing is sent. Whoever runs this server should look at mail.security and at the certificate.
mail-trouble-password = It does not accept our password ({ $code }). Whoever runs this server should look at mail.user and mail.password.
mail-trouble-sender = It does not accept mail from our address ({ $code }). Whoever runs this server should look at mail.from.
mail-trouble-greeting = It turns us away ({ $code }). If this lasts, whoever runs this server should ask the provider.

mail-counts = How it stands
mail-waiting = Waiting
mail-sent = Sent
mail-refused = Refused
mail-unknown = Unknown
mail-cancelled = Withdrawn

mail-undecided = These need a decision
mail-undecided-lead = Unknown means that the connection broke at the last moment: the mail may have arrived. Nothing here is sent again by itself. Leave it, and it stays as it is.
mail-undecided-none = Nothing needs a decision.
mail-to = To
mail-state = State
mail-when = When
mail-why = Why
mail-decide = Decide
mail-why-address = The mail server says that her address does not exist ({ $code }). Please ask her for another one.
mail-why-policy = The mail server takes no such mail from us ({ $code }). Whoever runs this server should ask the provider.
mail-why-refused = The mail server refused it ({ $code }).
mail-why-gave-up = It was tried for two days and put off each time. Her mailbox may be full.
mail-why-unmakeable = It could not be made. The log of the server says why.
mail-why-no-answer = The connection broke, or the answer could not be read, after the mail had left.
mail-why-ended = The program ended while the mail was leaving.
mail-why-link = It was a link that lasts a few minutes. She can ask for another one.
mail-again = Send again
mail-leave = Leave it
mail-again-sure = Send it again? If it arrived the first time, she gets it twice.
mail-notice-again = It is in the queue again.
mail-notice-left = It stays as it is.
mail-notice-held = All mail is held.
mail-notice-released = Mail goes out again.
mail-not-discreet = This mail would show the word “{ $word }” on a locked phone, or in a link. Please change the subject, the first lines or that link.

mail-purpose-business = Mail me about the group's business
mail-purpose-business-explains = When minutes are sent round or a business meeting is called. Only you see that you get it.

mail-stop-title = Mail from us
mail-stop-heading = Stop these notes
mail-stop-lead = Press the button, and notes of this kind no longer come to you. Nobody is told. Links to sign in still come when you ask for one.
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
