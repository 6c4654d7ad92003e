"""A page taken apart, with the standard library's own parser."""

from html.parser import HTMLParser

VOID = {"input", "link", "meta", "br"}


class Page(HTMLParser):
    """Tags with their attributes in order, and the text inside each tag by name."""

    def __init__(self, html):
        super().__init__()
        self.tags, self.open, self.texts, self.whole = [], [], {}, []
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
            self.texts.setdefault(tag, []).append("")

    def handle_endtag(self, tag):
        assert self.open, f"</{tag}> without <{tag}>"
        assert self.open.pop() == tag

    def handle_startendtag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))

    def handle_data(self, data):
        self.whole.append(data)
        for tag in set(self.open):
            self.texts[tag][-1] += data

    def all(self, element, **wanted):
        return [a for tag, a in self.tags if tag == element and wanted.items() <= a.items()]

    def one(self, element, **wanted):
        found = self.all(element, **wanted)
        assert len(found) == 1, found
        return found[0]

    def text(self, name):
        return [" ".join(text.split()) for text in self.texts.get(name, ())]

    @property
    def said(self):
        return " ".join("".join(self.whole).split())


def page(client, address, status=200):
    """The page at an address."""
    answer = client.get(address)
    assert answer.status_code == status, answer.text
    return Page(answer.text)


def links(found):
    return [a["href"] for a in found.all("a")]
