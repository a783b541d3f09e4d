package io.keepwatch.quotes.api;

import java.time.Instant;
import java.util.List;

/// What the service answers with.
record Quote(long id, String body, Author author, long likes, Instant createdAt) {

    record Author(long id, String name) {}

    record AuthorPage(long id, String name, int born, int died, List<Saying> quotes) {}

    record Saying(long id, String body, long likes, Instant createdAt) {}

    record Hit(long id, String body, String lang, Author author, long likes, Instant createdAt) {}

    record Created(long id) {}
}
