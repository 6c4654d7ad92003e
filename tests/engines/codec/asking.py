"""Questions to an index, whose answers are compared."""


def outcome(work):
    """What comes of it, if only an error: what the stock codec can't do, ours can't either."""
    try:
        return work()
    except Exception as error:  # noqa: BLE001
        return type(error)


def found(searcher, query, **how):
    """Documents with their scores, and how many there are."""
    results = searcher.search(query, **how)
    return [(hit.docnum, hit.score) for hit in results], len(results), results.scored_length()


def same(pair, ask, *given, **more):
    stock, ours = (outcome(lambda own=searcher: ask(own, *given, **more)) for searcher in pair)
    assert stock is not NameError  # a slip in the question
    assert ours == stock


def about(info):
    extremes = info.min_length(), info.max_length(), info.max_weight(), info.min_id(), info.max_id()
    return info.weight(), info.doc_frequency(), *extremes


def posted(matcher):
    while matcher.is_active():
        yield matcher.id(), matcher.weight(), matcher.value() or b""
        matcher.next()


def lists(reader, fieldname, text):
    """A posting list; of spelling fields the stock codec cuts the values up wrongly."""
    return [each[:2] if fieldname.startswith("spell_") else each for each in posted(reader.postings(fieldname, text))]


def vector(reader, number, fieldname):
    return reader.has_vector(number, fieldname) and list(posted(reader.vector(number, fieldname)))


def lexicon(reader):
    """Every term in every way that a reader tells of it."""
    terms = list(reader.all_terms())
    return (
        terms,
        [(term, about(reader.term_info(*term)), lists(reader, *term)) for term in terms],
        [(reader.frequency(*term), reader.doc_frequency(*term), term in reader) for term in terms],
        [(term, about(info)) for term, info in reader],
        sorted(reader.indexed_field_names()),
    )


def fields(reader, fieldname):
    """Every field in every way that a reader tells of it."""
    scorable = reader.schema[fieldname].scorable
    return (
        outcome(lambda: list(reader.lexicon(fieldname))),
        outcome(lambda: list(reader.field_terms(fieldname))),
        outcome(lambda: list(reader.terms_from(fieldname, b"c"))),
        outcome(lambda: [(term, about(info)) for term, info in reader.iter_from(fieldname, b"c")]),
        outcome(lambda: list(reader.expand_prefix(fieldname, b"al"))),
        outcome(lambda: reader.most_frequent_terms(fieldname, 3)),
        outcome(lambda: reader.most_distinctive_terms(fieldname, 3)),
        (reader.frequency(fieldname, "none"), reader.doc_frequency(fieldname, "none"), (fieldname, "none") in reader),
        outcome(lambda: about(reader.term_info(fieldname, "none"))),
        outcome(lambda: list(posted(reader.postings(fieldname, "none")))),
        scorable and outcome(lambda: (reader.min_field_length(fieldname), reader.max_field_length(fieldname))),
        (
            reader.field_length(fieldname),
            [reader.doc_field_length(number, fieldname) for number in reader.all_doc_ids()],
        ),
        [vector(reader, number, fieldname) for number in reader.all_doc_ids()],
        outcome(lambda: (list(reader.column_reader(fieldname)), reader.has_column(fieldname))),
    )


def stored(reader):
    counts = reader.doc_count(), reader.doc_count_all(), reader.has_deletions()
    return counts, list(reader.all_doc_ids()), list(reader.iter_docs()), list(reader.all_stored_fields())
