package io.keepwatch.audit;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;
import tools.jackson.databind.json.JsonMapper;

/// The append-only record of who did what. There is no method to change or delete a record, and [#verify()] finds what was
/// changed or deleted behind our back.
public final class AuditLog {

    private static final int LONGEST_DETAIL = 10_000;
    private static final int PAGE_OF_VERIFICATION = 1000;
    private static final String COLUMNS = "id, at, who, role, address, action, object, result, detail, previous_hash, hash";
    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    public AuditLog(JdbcClient jdbc, PlatformTransactionManager transactions, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.clock = clock;
    }

    /// Writes the entry, in the transaction of the caller if there is one: then it stands if and only if the change does.
    public AuditRecord append(AuditEntry entry) {
        return transaction.execute(_ -> {
            End end = jdbc.sql("select last_id, last_hash from audit_end where id = 1 for update")
                    .query((row, _) -> new End(row.getLong(1), row.getString(2))).single();
            AuditRecord written = written(end.id() + 1, entry);
            String hash = AuditChain.hash(end.hash(), written);
            insert(written, end.hash(), hash);
            jdbc.sql("update audit_end set last_id = :id, last_hash = :hash where id = 1")
                    .param("id", written.id()).param("hash", hash).update();
            return written;
        });
    }

    /// One page of the records that match, the newest first.
    public List<AuditRecord> search(AuditFilter filter, int offset, int limit) {
        var parameters = new HashMap<String, Object>();
        String where = where(filter, parameters);
        return jdbc.sql("select " + COLUMNS + " from audit_entry" + where + " order by id desc offset :offset rows fetch next :limit rows only")
                .params(parameters).param("offset", offset).param("limit", limit)
                .query(LINKS).list().stream().map(Link::entry).toList();
    }

    public long count(AuditFilter filter) {
        var parameters = new HashMap<String, Object>();
        return jdbc.sql("select count(*) from audit_entry" + where(filter, parameters)).params(parameters).query(Long.class).single();
    }

    /// Walks the whole chain.
    ///
    /// @return the first record that is not as it was written, or empty when all are
    public Optional<AuditBreak> verify() {
        long expected = 1;
        String previous = AuditChain.START;
        while (true) {
            List<Link> links = jdbc.sql("select " + COLUMNS + " from audit_entry where id >= :id order by id fetch next :limit rows only")
                    .param("id", expected).param("limit", PAGE_OF_VERIFICATION).query(LINKS).list();
            for (Link link : links) {
                if (link.entry().id() != expected) {
                    return Optional.of(new AuditBreak(expected, "is missing"));
                }
                if (!link.previous().equals(previous) || !link.hash().equals(AuditChain.hash(previous, link.entry()))) {
                    return Optional.of(new AuditBreak(expected, "was changed"));
                }
                previous = link.hash();
                expected++;
            }
            if (links.isEmpty()) {
                return verifyEnd(expected, previous);
            }
        }
    }

    /// The last records could be cut off without a gap; the end is kept apart. Written meanwhile is not cut off.
    private Optional<AuditBreak> verifyEnd(long next, String lastHash) {
        End end = jdbc.sql("select last_id, last_hash from audit_end where id = 1")
                .query((row, _) -> new End(row.getLong(1), row.getString(2))).single();
        boolean grownMeanwhile = end.id() >= next
                && jdbc.sql("select count(*) from audit_entry where id = :id").param("id", next).query(Long.class).single() == 1;
        boolean complete = end.id() == next - 1 && end.hash().equals(lastHash);
        return complete || grownMeanwhile ? Optional.empty() : Optional.of(new AuditBreak(next, "is missing"));
    }

    private AuditRecord written(long id, AuditEntry entry) {
        return new AuditRecord(id, clock.instant().truncatedTo(ChronoUnit.MICROS), cut(entry.who(), 200), cut(entry.role(), 20),
                cut(entry.address(), 100), cut(entry.action(), 100), cut(entry.object(), 500), entry.result(), json(entry.detail()));
    }

    private void insert(AuditRecord entry, String previous, String hash) {
        jdbc.sql("insert into audit_entry (" + COLUMNS + ") values (:id, :at, :who, :role, :address, :action, :object, :result,"
                        + " :detail, :previous, :hash)")
                .param("id", entry.id())
                .param("at", OffsetDateTime.ofInstant(entry.at(), ZoneOffset.UTC))
                .param("who", entry.who())
                .param("role", entry.role())
                .param("address", entry.address())
                .param("action", entry.action())
                .param("object", entry.object())
                .param("result", entry.result().name())
                .param("detail", entry.detail())
                .param("previous", previous)
                .param("hash", hash)
                .update();
    }

    private static String where(AuditFilter filter, Map<String, Object> parameters) {
        var conditions = new ArrayList<String>();
        if (filter.from() != null) {
            conditions.add("at >= :from");
            parameters.put("from", OffsetDateTime.ofInstant(filter.from(), ZoneOffset.UTC));
        }
        if (filter.to() != null) {
            conditions.add("at < :to");
            parameters.put("to", OffsetDateTime.ofInstant(filter.to(), ZoneOffset.UTC));
        }
        if (filter.who() != null) {
            conditions.add("who = :who");
            parameters.put("who", filter.who());
        }
        if (filter.action() != null) {
            conditions.add("action = :action");
            parameters.put("action", filter.action());
        }
        if (filter.result() != null) {
            conditions.add("result = :result");
            parameters.put("result", filter.result().name());
        }
        if (filter.text() != null && !filter.text().isBlank()) {
            conditions.add("(lower(object) like :text escape '!' or lower(detail) like :text escape '!')");
            parameters.put("text", "%" + filter.text().strip().toLowerCase(Locale.ROOT).replaceAll("([!%_])", "!$1") + "%");
        }
        return conditions.isEmpty() ? "" : " where " + String.join(" and ", conditions);
    }

    private static String json(Map<String, String> detail) {
        String json = JSON.writeValueAsString(new TreeMap<>(detail));
        return json.length() <= LONGEST_DETAIL ? json : JSON.writeValueAsString(Map.of("cut", json.substring(0, LONGEST_DETAIL / 4)));
    }

    /// Columns are bounded, and no entry may be lost for its length. PostgreSQL takes no NUL.
    private static String cut(String text, int longest) {
        String clean = text.replace('\0', '?');
        if (clean.length() <= longest) {
            return clean;
        }
        int end = Character.isHighSurrogate(clean.charAt(longest - 2)) ? longest - 2 : longest - 1;
        return clean.substring(0, end) + "…";
    }

    private static final RowMapper<Link> LINKS = (row, _) -> new Link(
            new AuditRecord(
                    row.getLong("id"),
                    row.getObject("at", OffsetDateTime.class).toInstant(),
                    row.getString("who"),
                    row.getString("role"),
                    row.getString("address"),
                    row.getString("action"),
                    row.getString("object"),
                    AuditEntry.Result.valueOf(row.getString("result")),
                    row.getString("detail")),
            row.getString("previous_hash"),
            row.getString("hash"));

    private record End(long id, String hash) {}

    private record Link(AuditRecord entry, String previous, String hash) {}
}
