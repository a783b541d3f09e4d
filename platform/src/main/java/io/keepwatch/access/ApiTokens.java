package io.keepwatch.access;

import io.keepwatch.audit.AuditLog;
import io.keepwatch.settings.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Keys for programs: 256 random bits, shown once and stored as their hash.
public final class ApiTokens {

    private static final String PREFIX = "kw_";
    private static final Duration PRECISION_OF_USE = Duration.ofMinutes(1);
    private static final String COLUMNS = "id, name, role, created_by, created_at, expires_at, last_used_at, revoked_at";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final AuditLog audit;
    private final Clock clock;
    private final SecureRandom random = new SecureRandom();

    public ApiTokens(JdbcClient jdbc, PlatformTransactionManager transactions, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.audit = audit;
        this.clock = clock;
    }

    /// A new token and its key, which is shown this one time.
    public record Created(ApiToken token, Secret key) {}

    /// @param expiresAt null when it does not expire
    public Created create(Actor actor, String name, Role role, @Nullable Instant expiresAt) {
        if (name.isBlank() || name.length() > 100) {
            throw new AccessException("Cannot create a token without a name: say what uses it, in at most 100 characters");
        }
        if (!actor.role().includes(role)) {
            throw new AccessException("Cannot create a token for " + role.word() + ": your role is " + actor.role().word());
        }
        if (expiresAt != null && !expiresAt.isAfter(clock.instant())) {
            throw new AccessException("Cannot create a token that has expired already: use a later time");
        }
        String key = newKey();
        String id = UUID.randomUUID().toString();
        return transaction.execute(_ -> {
            jdbc.sql("insert into api_token (id, name, hash, role, created_by, created_at, expires_at)"
                            + " values (:id, :name, :hash, :role, :by, :now, :expires)")
                    .param("id", id).param("name", name.strip()).param("hash", hash(key)).param("role", role.name())
                    .param("by", actor.name()).param("now", at(clock.instant())).param("expires", at(expiresAt)).update();
            audit.append(actor.did("token.created", name.strip(), Map.of("id", id, "role", role.word())));
            return new Created(existing(id), Secret.of(key));
        });
    }

    /// The token whose key this is, unless it is revoked or has expired.
    public Optional<ApiToken> authenticate(String key) {
        if (!key.startsWith(PREFIX)) {
            return Optional.empty();
        }
        Instant now = clock.instant();
        Optional<ApiToken> token = jdbc.sql("select " + COLUMNS + " from api_token where hash = :hash")
                .param("hash", hash(key)).query(ROWS).optional()
                .filter(found -> found.usableAt(now));
        token.filter(found -> found.lastUsedAt() == null || found.lastUsedAt().isBefore(now.minus(PRECISION_OF_USE)))
                .ifPresent(found -> jdbc.sql("update api_token set last_used_at = :now where id = :id")
                        .param("now", at(now)).param("id", found.id()).update());
        return token;
    }

    public void revoke(Actor actor, String id) {
        transaction.executeWithoutResult(_ -> {
            ApiToken token = existing(id);
            int revoked = jdbc.sql("update api_token set revoked_at = :now where id = :id and revoked_at is null")
                    .param("now", at(clock.instant())).param("id", id).update();
            if (revoked == 1) {
                audit.append(actor.did("token.revoked", token.name(), Map.of("id", id)));
            }
        });
    }

    /// All, the newest first, revoked ones too.
    public List<ApiToken> all() {
        return jdbc.sql("select " + COLUMNS + " from api_token order by created_at desc, id").query(ROWS).list();
    }

    private ApiToken existing(String id) {
        return jdbc.sql("select " + COLUMNS + " from api_token where id = :id").param("id", id).query(ROWS).optional()
                .orElseThrow(() -> new AccessException("There is no token with the id " + id));
    }

    private String newKey() {
        var bytes = new byte[32];
        random.nextBytes(bytes);
        return PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static String hash(String key) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    private static @Nullable OffsetDateTime at(@Nullable Instant instant) {
        return instant == null ? null : OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        OffsetDateTime at = row.getObject(column, OffsetDateTime.class);
        return at == null ? null : at.toInstant();
    }

    private static final RowMapper<ApiToken> ROWS = (row, _) -> new ApiToken(
            row.getString("id"),
            row.getString("name"),
            Role.valueOf(row.getString("role")),
            row.getString("created_by"),
            row.getObject("created_at", OffsetDateTime.class).toInstant(),
            instant(row, "expires_at"),
            instant(row, "last_used_at"),
            instant(row, "revoked_at"));
}
