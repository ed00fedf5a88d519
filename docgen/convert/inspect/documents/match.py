"""Which words of a document its pages do not show: the order of words counts, and how often.

Each passage of the document must stand in one piece on the pages, and no two share a place. Long
passages are found first, as they can hardly be mistaken; then short ones between their neighbours.
What is not found is compared letter by letter with what stands in its place.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from difflib import SequenceMatcher
from itertools import accumulate

from docgen.convert.inspect.documents.exchange import exchanged
from docgen.convert.inspect.documents.pages import TELLING, Page, Place
from docgen.convert.inspect.documents.passages import Passage, Shown
from docgen.convert.inspect.documents.places import find_between, find_parted, find_whole
from docgen.convert.inspect.documents.repeats import use_heads, use_lines_apart, use_numbers
from docgen.convert.inspect.letters import plain, tokens

# Such a passage may be looked for on all pages before its neighbours are known.
_LONG, _MIDDLE = 12, 6
# A word of so many letters may stand elsewhere than between its neighbours and still be itself.
_OWN = 4
# Letters that are compared one by one: time grows with their square.
_MOST = 4000
# Where the end of a passage is looked for beyond its own length; a word may have grown.
_SLACK = 40
# A number of so many letters between two words is a mark, such as that of a line.
_MARK = 3
_AROUND = 2  # words of the context on each side
_START = Place(0, 0)


@dataclass(frozen=True, slots=True)
class Lost:
    """A word that is not shown, and some words around it: «… sebesar Rp 1.250.000 …»."""

    word: str
    context: str


@dataclass(slots=True)
class _Search:
    """The passages of a document on their way to its pages."""

    pages: Sequence[Page]
    places: dict[int, tuple[Place, int]] = field(default_factory=dict)  # and the passage's length
    unknown: list[tuple[int, Passage]] = field(default_factory=list)

    def look(self, passages: Sequence[Passage]) -> None:
        """Find all of them."""
        cursor = _START
        short: list[tuple[int, Passage]] = []
        edges: list[tuple[int, Passage]] = []
        for number, each in enumerate(passages):
            if each.on is not None:
                edges.append((number, each))
            elif len(each.letters) < _LONG:
                short.append((number, each))
            elif (place := find_whole(self.pages, each.letters, cursor)) is None:
                self.unknown.append((number, each))
            else:
                self._found(number, each, place)
                cursor = cursor if each.loose else place
        self._look_at_edges([one for one in edges if len(one[1].letters) >= _LONG])
        self._look_over_ends()
        ends = {number: place.page for number, (place, _size) in self.places.items()}
        self.unknown += use_heads(self.pages, passages, ends)
        # The longer first: «7» also stands in «Kotak 7», and never the other way round.
        longer = [one for one in short if len(one[1].letters) >= _MIDDLE]
        shorter = [one for one in short if len(one[1].letters) < _MIDDLE]
        for group in (longer, shorter):
            self._look_between(passages, [one for one in group if not one[1].loose])
            for number, each in group:
                if each.loose:
                    self._settle(number, each, find_whole(self.pages, each.letters, _START))
        self._look_at_edges([one for one in edges if len(one[1].letters) < _LONG])
        self._look_apart()
        self._look_among_used(passages)

    def _look_at_edges(self, edges: Sequence[tuple[int, Passage]]) -> None:
        """Find what stands at the head or foot of each of some pages."""
        for number, each in edges:
            first, last = each.on or (1, 1)
            for place in range(first - 1, min(last, len(self.pages))):
                page = self.pages[place]
                if (at := page.find(each.letters)) >= 0:
                    page.use(at, at + len(each.letters))
                elif page.without_number(each.letters) < 0:
                    self.unknown.append((number, each))

    def _look_over_ends(self) -> None:
        """Find those of the long ones that go on over the end of a page."""
        if len(self.pages) == 1:
            return
        for number, each in [one for one in self.unknown if one[1].on is None]:
            place = find_parted(self.pages, each.letters, self._before(number))
            if place is not None:
                self._found(number, each, place)
                self.unknown.remove((number, each))

    def _look_between(
        self, passages: Sequence[Passage], short: Sequence[tuple[int, Passage]]
    ) -> None:
        """Find short passages, each behind the one before it and before the next that is known."""
        known = sorted(number for number in self.places if not passages[number].loose)
        after, last = _START, -1
        for number, each in short:
            # Known ones that were passed by since the last.
            at = bisect_left(known, number)
            if at and known[at - 1] > last:
                after = self.places[known[at - 1]][0]
            place = self._short(each, after, self._beginning(known[at] if at < len(known) else -1))
            self._settle(number, each, place)
            if place is not None:
                after, last = place, number

    def _settle(self, number: int, each: Passage, place: Place | None) -> None:
        if place is None:
            self.unknown.append((number, each))
        else:
            self._found(number, each, place)

    def _found(self, number: int, each: Passage, place: Place) -> None:
        self.places[number] = (place, len(each.letters))

    def _before(self, number: int) -> Place:
        """Where the nearest passage before this one stands."""
        for earlier in range(number - 1, -1, -1):
            if earlier in self.places:
                return self.places[earlier][0]
        return _START

    def _short(self, each: Passage, after: Place, before: Place) -> Place | None:
        if (place := find_between(self.pages, each.letters, after, before)) is not None:
            return place
        # Cells side by side go over the end of a page, each from its own beginning.
        if len(each.letters) < _OWN and len(self.pages) == 1:
            return None
        return find_whole(self.pages, each.letters, after)

    def _look_apart(self) -> None:
        """Find the heads of tables whose lines stand apart, beside those of other heads."""
        for number, each in [one for one in self.unknown if one[1].is_head]:
            first = self._before(number).page
            if any(use_lines_apart(page, each) for page in self.pages[first : first + 2]):
                self.unknown.remove((number, each))

    def _look_among_used(self, passages: Sequence[Passage]) -> None:
        """Find those whose place shorter ones took that stand elsewhere as well."""
        for number, each in [one for one in self.unknown if one[1].on is None]:
            place = self._beside_number(each)
            place = place or exchanged(each, self.pages, passages, self.places)
            if place is not None:
                self._found(number, each, place)
                self.unknown.remove((number, each))

    def _beside_number(self, each: Passage) -> Place | None:
        """Where a passage stands of which the number of its page was taken: «2» of «2. Camat»."""
        ends = (
            (number, page.without_number(each.letters)) for number, page in enumerate(self.pages)
        )
        return next((Place(number, end) for number, end in ends if end >= 0), None)

    def _beginning(self, number: int) -> Place:
        """Where a passage that was found begins; the end of all pages for none (-1)."""
        if number < 0:
            return Place(len(self.pages) - 1, len(self.pages[-1].letters))
        place, size = self.places[number]
        return Place(place.page, max(0, place.end - size))


def _is_plain(shown: Shown, pages: Sequence[Page]) -> bool:
    """Whether all passages stand in a row on the only page, as those of most letters do: then each
    has a place, and nobody need look for it."""
    return (
        len(pages) == 1
        and not shown.turned
        and all(first > 1 for _field, first, _last in shown.numbered)
        and all(each.on is None or each.on[0] > 1 for each in shown.passages)
        and pages[0].holds_in_a_row([each.letters for each in shown.passages if not each.on])
    )


def lost_words(shown: Shown, texts: Sequence[str]) -> list[Lost]:
    """The words of a document that its pages, by their texts, do not show; in its order."""
    pages = [Page.of(text) for text in texts]
    if _is_plain(shown, pages):
        return []
    use_numbers(pages, shown.numbered)
    search = _Search(pages)
    search.look(shown.passages)
    lost: list[tuple[int, Lost]] = []
    for number, each in search.unknown:
        lost += ((number, one) for one in _missing(each, pages))
    found = [one for _number, one in sorted(lost, key=lambda each: each[0])]
    rest = Counter(shown.turned)
    for page in pages:
        rest.subtract(page.turned)
    return found + [Lost(word, word) for word, count in rest.items() for _ in range(max(0, count))]


def _missing(passage: Passage, pages: Sequence[Page]) -> list[Lost]:
    """What of a passage that is not there in one piece is lost: the words, each with its context.

    Nothing when all its words stand there in order, with no more than a mark between them.
    """
    letters = passage.letters
    best, where, begin = 0, 0, 0
    for number, page in enumerate(pages):
        size, at = page.longest_start(letters)
        if size > best:
            best, where, begin = size, number, at
    page = pages[where]
    if best < min(TELLING, len(passage.words[0])):
        return _named(passage, [(0, len(letters))])
    # All of it may stand there with the end inside another word, or as the label of an item.
    best = min(best, len(letters) - len(passage.words[-1]))
    head = begin + best
    tail, end = page.longest_end(letters[best:], head, head + len(letters) - best + _SLACK)
    stop = end + tail
    if not tail or not page.is_bound(stop) or page.takes_label(begin, stop - begin):
        tail, end = 0, min(head + len(letters) - best, len(page.letters))
    gone, between = letters[best : len(letters) - tail], page.letters[head:end]
    page.use(begin, head)
    page.use(end, end + tail)
    if len(gone) * len(between) > _MOST * _MOST:
        return _named(passage, [(best, best + len(gone))])
    spans = _changed(passage, best, gone, between, page, head)
    if not spans and not tail:
        spans = [(best, len(letters))]
    return _named(passage, spans)


def _changed(
    passage: Passage, offset: int, gone: str, between: str, page: Page, at: int
) -> list[tuple[int, int]]:
    """The stretches of a passage's letters that stand otherwise on the page.

    ``gone``, from ``offset`` on in the passage, should stand where ``between`` does, from ``at``.
    """
    bounds = frozenset(accumulate(map(len, passage.words), initial=0))
    spans = []
    matcher = SequenceMatcher(None, gone, between, autojunk=False)
    for kind, a, b, c, d in matcher.get_opcodes():
        is_mark = (
            kind == "insert"
            and d - c <= _MARK
            and between[c:d].isdecimal()
            and offset + a in bounds
            and page.is_bound(at + c)
            and page.is_bound(at + d)
        )
        if kind != "equal" and not is_mark:
            # What was put in belongs to the word before it, unless a word begins with it.
            start = offset + a - (kind == "insert" and offset + a > 0 and not page.is_bound(at + c))
            start = min(start, len(passage.letters) - 1)
            spans.append((start, max(offset + b, start + 1)))
    return spans


def _named(passage: Passage, spans: Sequence[tuple[int, int]]) -> list[Lost]:
    """The words of a passage that overlap the stretches."""
    starts = list(accumulate(map(len, passage.words), initial=0))
    written = passage.text.split()
    found = []
    for number, word in enumerate(passage.words):
        if any(a < starts[number + 1] and b > starts[number] for a, b in spans):
            found.append(Lost(word, _context(passage.words, written, number)))
    return found


def _context(words: Sequence[str], written: Sequence[str], number: int) -> str:
    """The word as it is written, between its neighbours."""
    count = 0
    for at, each in enumerate(written):
        count += len(tokens(plain(each)))
        if count > number:
            first, last = max(0, at - _AROUND), at + _AROUND + 1
            shown = " ".join(written[first:last])
            return ("… " if first else "") + shown + (" …" if last < len(written) else "")
    return words[number]
