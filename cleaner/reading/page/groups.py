"""What the words in an element's names speak of."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

#: The words of each group. Chosen on 390 pages of general articles and 85 of news in 25
#: languages: a word is here when it names a place and is no word of layout. Sites put words
#: together without a capital or a hyphen, too, so that the usual compounds are listed.
GROUPS: Mapping[str, frozenset[str]] = {
    name: frozenset(words.split())
    for name, words in {
        "related": """related relatedposts relatedarticles relatedcontent relatednews recommended
            recommendation recommendations recirc recirculation readalso suggested popular
            mostpopular mostread trending similar upnext morestories morefrom taboola outbrain
            relacionado relacionados relacionada relacionadas relacionats correlati correlate
            verwandt verwandte weiterlesen mehrzumthema lireaussi alireaussi leggianche lesogså
            lasmer lasaven leestook powiazane podobne souvisejici ilgilihaberler""",
        "newsletter": """newsletter newsletters subscribe subscription signup mailchimp optin
            mailinglist boletin suscribete suscripcion abonnieren abonnez""",
        "byline": """byline bylines author authors authorbox authorbio biography writer
            contributor contributors autor autores autora autore autori auteur auteurs verfasser
            forfatter skribent redaktor firma""",
        "tags": """tag tags tagcloud tagslist keywords topics taxonomy categories category etiquetas
            schlagworte schlagwörter tagi motscles""",
        "breadcrumb": "breadcrumb breadcrumbs",
        "navigation": "nav navigation navbar menu submenu pagination pager prevnext",
        "popup": "modal popup overlay dialog lightbox tooltip cookie cookies consent gdpr toast",
        "dropdown": "dropdown toggle",
        "footer": "footer colophon",
        "sidebar": "sidebar aside rail complementary",
        "social": """social share sharing sharebar addthis sharethis compartir compartilhar partager
            condividi teilen udostepnij""",
        "promotion": """promo promos promotion promoted cta ad ads advert adverts advertisement
            advertising sponsor sponsored affiliate banner donate donation paywall publicidad
            publicidade publicite werbung anzeige anzeigen reklama reklame annons""",
        "about": "about boilerplate contact disclaimer disclosure",
        "references": "reference references bibliography citation citations ref refs",
        "caption": """caption captions figcaption photocredit bildunterschrift bildtext legende
            didascalia piefoto""",
        "card": "card cards carousel slider slide slides teaser teasers",
        "product": "product products price widget widgets",
        "hidden": "hidden hide invisible screenreader",
        "header": "header masthead",
        "comments": """comment comments commentlist disqus respond comentarios kommentare
            commentaires commenti komentarze kommentarer""",
        "date": "dateline timestamp datetime pubdate published datum fecha",
        "embed": "embed tweet",
    }.items()
}

#: Words of windows that ask for consent. They may hold more text than a short article.
CONSENT = frozenset({"consent", "cookie", "cookies", "dsgvo", "gdpr", "rgpd"})

_BY_WORD: dict[str, frozenset[str]] = {}
for _name, _words in GROUPS.items():
    for _word in _words:
        _BY_WORD[_word] = _BY_WORD.get(_word, frozenset()) | {_name}


def groups_of(words: Iterable[str]) -> frozenset[str]:
    """The groups that any of the words belong to.

    >>> sorted(groups_of(["post", "author", "bio"]))
    ['byline']
    """
    found: frozenset[str] = frozenset()
    for word in words:
        if word in _BY_WORD:
            found |= _BY_WORD[word]
    return found
