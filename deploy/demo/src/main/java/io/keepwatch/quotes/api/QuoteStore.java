package io.keepwatch.quotes.api;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/// Reads and writes quotes.
final class QuoteStore {

    private static final Sql RANDOM = Sql.statement("random-quote");
    private static final Sql FIND = Sql.statement("find-quote");
    private static final Sql COUNT_LIKES = Sql.statement("count-likes");
    private static final Sql FIND_AUTHOR = Sql.statement("find-author");
    private static final Sql OF_AUTHOR = Sql.statement("quotes-of-author");
    private static final Sql SEARCH = Sql.statement("search-quotes");
    private static final Sql LOOKUP_AUTHOR = Sql.statement("lookup-author");
    private static final Sql INSERT = Sql.statement("insert-quote");
    private static final Sql LIKE = Sql.statement("insert-like");

    private final Database database;
    private final Retry retry;

    QuoteStore(Database database, Retry retry) {
        this.database = database;
        this.retry = retry;
    }

    Optional<Quote> random() throws SQLException {
        return database.read(session -> session.first(RANDOM, row -> quote(row, 0)));
    }

    Optional<Quote> find(long id) throws SQLException {
        return database.read(session -> {
            long likes = session.first(COUNT_LIKES, row -> row.getLong(1), id).orElse(0L);
            return session.first(FIND, row -> quote(row, likes), id);
        });
    }

    Optional<Quote.AuthorPage> author(long id) throws SQLException {
        return database.read(session -> {
            List<Quote.Saying> sayings = session.all(OF_AUTHOR, QuoteStore::saying, id);
            return session.first(FIND_AUTHOR, row -> new Quote.AuthorPage(
                    row.getLong("id"), row.getString("name"), row.getInt("born"), row.getInt("died"), sayings), id);
        });
    }

    List<Quote.Hit> search(String text) throws SQLException {
        String pattern = "%" + text.replaceAll("([\\\\%_])", "\\\\$1") + "%";
        return database.read(session -> session.all(SEARCH, QuoteStore::hit, pattern));
    }

    /// Empty when nobody of that name is known.
    Optional<Long> add(String author, String body) throws SQLException {
        return retry.call("quotes.insert", () -> database.write(session -> {
            Optional<Long> authorId = session.first(LOOKUP_AUTHOR, row -> row.getLong(1), author);
            return authorId.isEmpty() ? authorId : session.first(INSERT, row -> row.getLong(1), authorId.get(), body);
        }));
    }

    /// Empty when there is no such quote.
    Optional<Long> like(long quoteId, String visitor) throws SQLException {
        return retry.call("likes.insert", () ->
                database.write(session -> session.first(LIKE, row -> row.getLong(1), visitor, quoteId)));
    }

    private static Quote quote(ResultSet row, long likes) throws SQLException {
        return new Quote(row.getLong("id"), row.getString("body"), author(row), likes, createdAt(row));
    }

    private static Quote.Saying saying(ResultSet row) throws SQLException {
        return new Quote.Saying(row.getLong("id"), row.getString("body"), row.getLong("likes"), createdAt(row));
    }

    private static Quote.Hit hit(ResultSet row) throws SQLException {
        return new Quote.Hit(row.getLong("id"), row.getString("body"), row.getString("lang"), author(row),
                row.getLong("likes"), createdAt(row));
    }

    private static Quote.Author author(ResultSet row) throws SQLException {
        return new Quote.Author(row.getLong("author_id"), row.getString("author"));
    }

    private static Instant createdAt(ResultSet row) throws SQLException {
        return row.getObject("created_at", OffsetDateTime.class).toInstant();
    }
}
