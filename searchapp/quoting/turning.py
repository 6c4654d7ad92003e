"""Differences that matter most, and least: words that turn the sense, and words that only stand elsewhere."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from searchapp.quoting.aligning import Stretch
from searchapp.quoting.quotation import Quotation
from searchapp.quoting.standing import Standing
from searchapp.text.analysis import analysed_as, form, forms, tokens

MOVED = 4
"""How many words side by side must stand elsewhere, to be more than chance."""
_DENIALS = """
    not no never none neither nor nobody nothing nowhere cannot
    dont cant wont isnt arent wasnt werent didnt doesnt hasnt havent hadnt wouldnt couldnt shouldnt
    nicht nichts nie niemals niemand nirgends weder
    ne non pas jamais aucun aucune nul nulle ni rien
    не нет ни никогда никто ничего ничто никак нельзя нигде
    ні ніколи ніхто нічого немає жоден жодна жодне
    nunca jamás ningún ninguno ninguna nadie nada não nenhum nenhuma ninguém
    değil yok hiç asla لا ليس ليست لم لن 不 没 沒 无 無 未
"""
_FIGURES = """
    zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen
    eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand million billion trillion
    dozen half hundreds thousands millions billions trillions dozens
    null eins elf zwölf million millionen milliarde milliarden dutzend
    deux trois quatre cinq sept huit neuf dix onze douze treize quatorze quinze seize vingt vingts trente quarante
    cinquante soixante cent cents mille millions milliard milliards
    ноль один одна одно два две три четыре пять шесть семь восемь девять десять одиннадцать двенадцать тринадцать
    четырнадцать пятнадцать шестнадцать семнадцать восемнадцать девятнадцать двадцать тридцать сорок пятьдесят
    шестьдесят семьдесят восемьдесят девяносто сто двести триста четыреста пятьсот шестьсот семьсот восемьсот девятьсот
    тысяча тысячи тысяч миллион миллиона миллионов миллиард миллиарда миллиардов
"""
_DENYING = frozenset(form(word, None) for word in _DENIALS.split())
_COUNTING = frozenset(form(word, None) for word in _FIGURES.split())
_CONTRACTED = re.compile(r"cannot|.+n't|(?:do|ca|wo|is|are|was|were|did|does|has|have|had|would|could|should)nt")
_NO_GERMAN = re.compile(r"kein(?:e|er|en|em|es)?")
_COMPOUND = re.compile(
    r"(?!ein\Z)(?:(?:ein|zwei|drei|vier|funf|sechs?|sieb(?:en)?|acht|neun|zehn|elf|zwolf|zwanzig|zig|ssig|hundert|tausend)"
    r"(?:und)?)+"
)


def altered(standing: Standing, quotation: Quotation) -> bool:
    """Whether a word that denies, or a number, is different; one that is only written in another way isn't."""
    said = [token.word for text in standing.texts for token in tokens(text)]
    elsewhere = set(_elsewhere(standing, quotation))
    return any(
        Counter(_turning(_quoted(stretch, quotation))) != Counter(_turning(said[slice(*stretch.said)]))
        for stretch in standing.fit.stretches
        if not stretch.same and stretch not in elsewhere
    )


def moved(standing: Standing, quotation: Quotation) -> tuple[str, ...]:
    """Words that the quotation has where the speech doesn't, though it has them elsewhere; as they were quoted."""
    return tuple(
        " ".join(words) for stretch in _elsewhere(standing, quotation) if (words := _quoted(stretch, quotation))
    )


def _elsewhere(standing: Standing, quotation: Quotation) -> Iterator[Stretch]:
    """Stretches of one text only that are no difference but in order: the other has them in another place."""
    language = analysed_as(standing.speech.language)
    said = [form for text in standing.texts for form in forms(text, language)]
    quoted = [form(word, language) for word in quotation.words]
    for stretch in standing.fit.stretches:
        own = [form(word, language) for word in _quoted(stretch, quotation)]
        theirs = said[slice(*stretch.said)]
        if not stretch.same and (_has(said, own) if not theirs else not own and _has(quoted, theirs)):
            yield stretch


def _has(words: Sequence[str], run: Sequence[str]) -> bool:
    return len(run) >= MOVED and f" {' '.join(run)} " in f" {' '.join(words)} "


def _quoted(stretch: Stretch, quotation: Quotation) -> list[str]:
    return [token.word for token in quotation.fragments[stretch.fragment].words[slice(*stretch.quoted)]]


def _turning(words: Iterable[str]) -> Iterator[str]:
    """Those that deny or count, the ways to write “not” made one."""
    for word in words:
        plain = form(word, None)
        if _CONTRACTED.fullmatch(plain):
            yield "not"
        elif _denies(plain) or _counts(plain):
            yield plain


def _denies(plain: str) -> bool:
    return plain in _DENYING or plain.startswith("n'") or bool(_NO_GERMAN.fullmatch(plain))


def _counts(plain: str) -> bool:
    return plain in _COUNTING or any(map(str.isnumeric, plain)) or bool(_COMPOUND.fullmatch(plain))
