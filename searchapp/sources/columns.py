"""What archives call the fields of a record, in several languages: column names, header lines."""

from __future__ import annotations

import re

NAMES: dict[str, tuple[str, ...]] = {
    "id": ("id", "speech_id", "speechid", "identifier", "uid"),
    "text": (
        *("text", "body", "speech", "speech_text", "speech_content", "content", "full_text", "fulltext", "transcript"),
        *("article_full_text", "article_text", "page_text", "utterance", "remarks", "paragraphs"),
        *("текст", "речь", "выступление", "содержание", "rede", "redetext", "inhalt", "texte", "discours"),
        *("intervention", "contenu", "texto", "discurso", "contenido", "testo", "discorso", "tekst"),
    ),
    "speaker": (
        *("speaker", "speaker_name", "president", "orator", "member_name", "person_name", "mp_name", "rep_name"),
        *("author", "name"),
        *("спикер", "оратор", "докладчик", "выступающий", "автор", "redner", "rednerin", "sprecher", "sprecherin"),
        *("orateur", "oratrice", "locuteur", "intervenant", "auteur", "orador", "oradora", "ponente", "oratore"),
    ),
    "date": (
        *("date", "date_yyyy_mm_dd", "speech_date", "sitting_date", "debate_date", "delivered", "day", "when"),
        *("дата", "datum", "fecha", "data"),
    ),
    "year": ("year", "год", "jahr", "année", "annee", "año", "anno", "ano"),
    "title": (
        *("agenda_title", "debate_title", "title", "heading", "headline", "heading_minor", "heading2"),
        *("заголовок", "название", "titel", "titre", "título", "titulo", "titolo"),
    ),
    "topics": (
        *("topics", "topic", "subjects", "subject", "subject_names", "tags", "keywords", "themes", "theme"),
        *("темы", "тема", "themen", "thema", "sujets", "sujet", "thèmes", "thème", "temas", "tema"),
    ),
    "language": ("language", "lang", "язык", "sprache", "langue", "idioma", "lingua"),
    "event": (
        *("event", "debate", "sitting", "meeting", "occasion", "conference", "событие", "мероприятие", "заседание"),
        *("heading_major", "heading1", "anlass", "sitzung", "séance", "seance", "débat", "sesión", "evento"),
    ),
    "source": ("source", "agency", "newspaper", "publisher", "источник", "quelle", "fuente", "fonte"),
    "url": ("url", "link", "href", "source_url", "web_address", "html_url", "document_url", "ссылка", "адрес"),
    "introduction": ("introduction", "intro", "lead", "введение", "вступление", "einleitung", "introducción"),
}
"""For each field the names that it goes by, the surest first. Place is no event: meetings move."""

KEPT: dict[str, tuple[str, ...]] = {
    "role": (
        "role",
        "speaker_role",
        "minister_role",
        "post",
        "position_long",
        "position_short",
        "position",
        "function",
    ),
    "party": (
        *("party", "party_name", "speaker_party", "mp_party", "party_full_name", "party_abbreviation"),
        *("партия", "partei", "fraktion", "parti", "partido", "partito"),
    ),
    "constituency": ("constituency", "speaker_constituency", "const_name", "mp_district", "district", "wahlkreis"),
    "chamber": ("chamber", "house", "kammer", "chambre", "cámara", "camera"),
}
"""What is kept beside a speech under one name, whatever a table calls it; the surest first."""
NAME_PARTS = (("first_name", "last_name"), ("speaker_first_name", "speaker_last_name"), ("vorname", "nachname"))
"""Columns that hold a speaker's name in two pieces."""
LANGUAGES = {"eng": "en", "deu": "de", "ger": "de", "fra": "fr", "fre": "fr", "swe": "sv", "fin": "fi", "nob": "nb"}
"""Codes of three letters that have one of two."""

_FIELDS = {name: field for field, names in NAMES.items() for name in names}


def plain(name: str) -> str:
    """A name as the table above writes it: small letters, one underscore between words."""
    return re.sub(r"[\W_]+", "_", name.strip().casefold()).strip("_")


def field_of(name: str) -> str | None:
    """The field that a name stands for, if it is known."""
    return _FIELDS.get(plain(name))
