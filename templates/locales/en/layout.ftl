# The frame around every page.

layout-skip = Go to the page
layout-menu = Menu
layout-quick-exit = Leave now
layout-quick-exit-keys = (or press Escape three times)
layout-signed-in-as = Signed in as { $name }
layout-sign-out = Sign out
layout-demo = A made-up group to look around in. Nobody here is real, and no mail leaves.
# Words that the script speaks: buttons beside a count, and the way out of a question.
layout-fewer = One fewer:
layout-more = One more:
layout-go-back = Go back
