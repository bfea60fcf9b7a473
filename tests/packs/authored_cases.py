"""What the profile ``authored`` promises, and what it must leave alone: our own writing.

Each leftover and each near miss is put into an article at the place that stands beside it: behind
the block that holds these words, or at the end.
"""

from __future__ import annotations

from typing import NamedTuple

FERRY = """\
---
title: The ferry that would not sail
author: Ines Holt
tags: [harbour, island]
---

# The ferry that would not sail

For eleven years the *Marigold* crossed the sound four times a day, and nobody on the island owned a timetable because nobody needed one.

Then the bow door jammed. The yard at Port Ellery looked at the hinges for a week, ordered a part from Rostock, and sent the crew home until the part arrived.

## What the island did

Two fishermen began to carry post and bread. The school moved its lessons to the hall, where the stove worked, and the doctor came over on Tuesdays in a borrowed launch.

- bread on Mondays and Thursdays
- post every day but Sunday
- paraffin when the weather allowed it

## What it cost

The council puts the bill at [ninety thousand pounds](https://example.org/minutes), most of it for the launch, and the ferry company says that it will pay half of that by the end of the year.
"""

BEES = """\
# Keeping bees on a roof

A roof in a city is warmer than a field, and the lime trees along the canal flower three weeks before anything in the hills does.

Carry the hive up in parts. A full super weighs as much as a child of six, and the ladder to our roof has a bend in it that has already cost us one smoker and a good hat.

Neighbours ask about stings first and about honey second. Tell them when you open the hive, open it at noon when most of the bees are out, and give each of them a jar in August.

> A colony is a household, my teacher used to say, and nobody likes a guest who lifts the roof.

In winter there is nothing to do but listen. Put an ear to the wood on a still day in January and you will hear a hum like a distant fridge.
"""


class Leftover(NamedTuple):
    """A leftover, the article it is put into, and the words in the block before (empty: the end)."""

    kind: str
    article: str
    behind: str
    text: str


LEFTOVERS = [
    Leftover("heading", FERRY, "", "## Latest News"),
    Leftover("heading", BEES, "", "### Trending Now"),
    Leftover("heading", FERRY, "paraffin", "## Most Popular"),
    Leftover("heading", BEES, "", "**Top Stories**"),
    Leftover("heading", BEES, "", "## You may also like"),
    Leftover("heading", FERRY, "", "## Related Articles"),
    Leftover("heading", BEES, "", "Editor's Picks"),
    Leftover("share", BEES, "", "Share this:"),
    Leftover(
        "share", FERRY, "borrowed launch", "Share on Facebook Share on Twitter Share on WhatsApp"
    ),
    Leftover("share", BEES, "", "Facebook Twitter Pinterest WhatsApp Email"),
    Leftover("share", FERRY, "timetable", "2.1k Shares"),
    Leftover("share", BEES, "good hat", "Click to tweet"),
    Leftover("share", BEES, "", "Share this article"),
    Leftover("comment", BEES, "", "3 Comments"),
    Leftover("comment", FERRY, "", "## Leave a Reply"),
    Leftover(
        "comment",
        BEES,
        "",
        "Your email address will not be published. Required fields are marked *",
    ),
    Leftover("comment", FERRY, "", "Leave a comment"),
    Leftover("comment", BEES, "", "Log in or register to post comments"),
    Leftover(
        "notice",
        FERRY,
        "",
        "We use cookies to give you the best experience on our website. By continuing to browse you accept our use of cookies.",
    ),
    Leftover("notice", BEES, "good hat", "This website uses cookies. Accept all"),
    Leftover("notice", FERRY, "timetable", "Please verify you are a human"),
    Leftover("notice", BEES, "# Keeping", "Checking your browser before accessing the site."),
    Leftover(
        "notice", BEES, "", "Please enable JavaScript to view the comments powered by Disqus."
    ),
    Leftover(
        "notice",
        FERRY,
        "# The ferry",
        "You are using an outdated browser. Please upgrade your browser to improve your experience.",
    ),
    Leftover("teaser", FERRY, "timetable", "Read more: Island school wins prize for solar roof"),
    Leftover("teaser", BEES, "good hat", "READ ALSO: Five plants that bees love"),
    Leftover("teaser", FERRY, "borrowed launch", "Also read: Who owns the lighthouse?"),
    Leftover("teaser", BEES, "good hat", "Related: How to build a hive from pallets"),
    Leftover("teaser", BEES, "", "Read More »"),
    Leftover("teaser", FERRY, "", "Continue reading"),
    Leftover("teaser", BEES, "good hat", "**READ MORE:** *The roof gardens of Leeds*"),
    Leftover("ad", FERRY, "timetable", "Advertisement"),
    Leftover("ad", BEES, "good hat", "ADVERTISEMENT - CONTINUE READING BELOW"),
    Leftover("ad", FERRY, "borrowed launch", "Story continues below advertisement"),
    Leftover("ad", BEES, "good hat", "*Article continues after advertisement*"),
    Leftover("ad", BEES, "lifts the roof", "Sponsored Content"),
    Leftover("ad", FERRY, "timetable", "[ad]"),
    Leftover(
        "damage",
        FERRY,
        "timetable",
        "The skipper said that he couldnâ€™t wait, and the mateâ€™s answer was not fit to print.",
    ),
    Leftover(
        "damage",
        BEES,
        "good hat",
        "The cafÃ© below sells the honey with crÃ¨me fraÃ®che on Sundays.",
    ),
    Leftover(
        "damage",
        BEES,
        "good hat",
        "The wax\u200b melts at sixty\u200b degrees and the candles set over night.",
    ),
    Leftover(
        "caption",
        FERRY,
        "timetable",
        "Image source, Getty Images Image caption, The ferry has been tied up since March",
    ),
    Leftover("caption", FERRY, "borrowed launch", "Image copyrightGETTY IMAGES"),
    Leftover("caption", BEES, "good hat", "Enlarge this image toggle caption"),
    Leftover("caption", BEES, "good hat", "View gallery"),
    Leftover("caption", FERRY, "timetable", "Play video"),
    Leftover("caption", FERRY, "borrowed launch", "Your browser does not support the video tag."),
    Leftover("caption", BEES, "good hat", "Click to enlarge"),
    Leftover("caption", BEES, "good hat", "Hide caption"),
]

#: Near misses: what the text is, and the text.
NEAR_MISSES = {
    "heading with text": "## Latest News\n\nThe newsletter of the guild is written by three people, and the latest news is what the youngest of them brings back from the harbour on a Friday.",
    "heading with links": "## Related Articles\n\n- [The bow door, part two](/bow-door)\n- [Who owns the lighthouse?](/lighthouse)",
    "heading with list": "## Further reading\n\n- Marsh, *Ferries of the North* (1974)\n- Holt, *Bread by Boat* (2019)",
    "heading with code": "## Read more\n\n```sh\nless README.md\n```",
    "heading with table": "## Comments\n\n| field | meaning |\n| --- | --- |\n| id | number |",
    "heading with sub-heading": "## Comments\n\n### By the skipper\n\nHe says that the yard was slow, and that the hinges should have been changed in 2019 when the ship was on the slip anyway.",
    "link line": "Read more: [How the ferry came to the island](/how)",
    "link line 2": "[Continue reading](/part-two)",
    "image line": "![Advertisement for a ferry line, 1931](poster.jpg)",
    "sentence share": "Share this with your neighbours before the meeting, and ask them to bring a chair.",
    "sentence share 2": "Share buttons on the page are drawn by a small script that you can turn off.",
    "cookie docs": "The server sets a session cookie. It holds an identifier and nothing else, and it expires when the browser is closed.",
    "ad sentence": "Advertisement was a young trade then, and the first posters on the pier were painted by hand.",
    "ad heading": "## Advertisement\n\nThe council may put up posters on the pier, at a charge that is fixed in the second schedule, for no more than six weeks at a time.",
    "comment sentence": "Leave a comment on the issue if the fix does not work for you, with the version that you run.",
    "comments word": "Three comments came in from the yard, and none of them was about the hinges.",
    "quoted": "> Advertisement\n> is the art of making whole lies out of half truths.",
    "code": "```\nShare on Facebook\nAdvertisement\n```",
    "inline code": "Write `Advertisement` into the field and press return, and the box on the left goes away.",
    "changelog": "## 2.1.0\n\n- Update browser script\n- Add cookie notice\n- Share button: new icon\n- Fix comment counter",
    "changelog of buttons": "## 2.1.0\n\n- Fix the save dialog\n- Copy to clipboard\n- Faster start",
    "changelog of sections": "## 2.1.0\n\n### Copy to clipboard\n\n- works without a mouse\n\n### Share buttons\n\n- new icons",
    "steps": "1. Open the page\n2. Print this page\n3. Share this page",
    "loose steps": "1. Open the page\n\n2. Print this page\n\n3. Share this page",
    "words of an interface": "- Buttons\n  - Read more\n  - Share this\n- Labels\n  - Related articles\n  - Hide caption",
    "label of code": "Watch:\n\n```sh\nnpm run watch\n```",
    "bold label of code": "**Watch:**\n```sh\nnpm run watch\n```",
    "label of a list": "Follow us on:\n\n- the path to the pier\n- the path to the light",
    "glossary": "- Advertisement: a paid notice\n- Byline: the name of the writer\n- Caption: the line under a picture",
    "nav by hand": "[Home](/) | [News](/news) | [Contact](/contact)",
    "subscribe by author": "Subscribe to my newsletter: one letter a month, no more, and never a word about the weather.",
    "byline": "*By Ines Holt, with photographs by Tom Marsh*",
    "copyright": "© 2024 Ines Holt. You may print this page for your class.",
    "related work": "## Related work\n\nMarsh describes three ferries of the same type, of which two were rebuilt with side doors after the winter of 1974 and one was sold to Norway.",
    "final heading conclusion": "## Conclusion\n\nIslands need ferries.",
    "short subheading": "### Looking for an edge\n\nThe builders' answer was a thicker hinge, which the yard drew and the insurers refused.",
    "interview": "**Do you use cookies on your site?**\n\nOnly one, and it remembers which language you read in, because people complained that the page forgot it.",
    "verse": "Read more, said the owl,\nwrite less, said the hen,\nand the fox in the barn\nsaid it over again.",
    "placeholder docs": "Replace `Lorem` by the text of the notice; the banner shows it until the reader presses *Accept*.",
    "watch sentence": "Watch the tide tables: below two metres the slip cannot be used, and the launch lands at the old pier.",
    "video by hand": "Play the video at half speed and watch the left hinge.",
    "video docs": "If your browser does not support the video tag, the text between the tags is shown in its place.",
    "entity docs": "Write `&amp;` for an ampersand and &lt; for a bracket.",
    "utf8 docs": "Text that was read as Latin-1 shows `Ã©` where an `é` should stand.",
    "emoji joiner": "The crew 👨\u200d👩\u200d👧\u200d👦 waved from the pier as the launch came in with the post and the bread.",
    "persian": "می\u200cخواهم کتاب بخوانم و در باغ بنشینم تا هوا تاریک شود و مادر صدایم کند.",
    "footnote": "The bow door is older than the ship.[^1]\n\n[^1]: Advertisement in the *Courier*, 3 May 1931.",
    "admonition": "!!! note\n    Read more: the appendix has the drawings.",
    "mdx": "<Share buttons={['x', 'mail']} />",
    "html": '<p class="ad">Advertisement</p>',
    "toc": "## Contents\n\n1. [The ferry](#the-ferry)\n2. [What it cost](#cost)",
    "top stories sentence": "The top stories of the house stood empty, and gulls nested in the third.",
    "most popular list": "## Most popular\n\n1. Rye with caraway\n2. The white loaf\n3. Currant buns on Saturdays",
    "related label": "Related: the yard's own report puts the blame on salt, which nobody on the island believes for a minute.",
    "see also sentence": "See also the drawings in the appendix, which were made from memory.",
    "trending": "Trending topics are chosen by a script that counts words, and it counted *ferry* four thousand times that week.",
    "definition": "Sponsored content\n: Text that somebody paid for, marked as such.",
}
