package io.keepwatch.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.audit.AuditFilter;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.audit.AuditRecord;
import io.keepwatch.metadata.OnBothDatabases;
import io.keepwatch.metadata.TestDatabase;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

@OnBothDatabases
class ApiTokensTest {

    private static final Instant NOW = Instant.parse("2026-05-04T03:02:01Z");
    private static final Actor ANN = new Actor("ann", Role.OPERATOR, "192.0.2.1");

    private final TestDatabase database;
    private final AuditLog audit;
    private final ApiTokens tokens;

    ApiTokensTest(TestDatabase.Maker maker) {
        database = maker.open();
        audit = new AuditLog(database.jdbc(), database.transactions(), Clock.fixed(NOW, ZoneOffset.UTC));
        tokens = at(NOW);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void know_a_program_by_its_key_and_store_only_the_hash() {
        var created = tokens.create(ANN, "ci", Role.VIEWER, null);
        String key = created.key().reveal();

        assertThat(key).startsWith("kw_").hasSize(46);
        assertThat(tokens.authenticate(key)).hasValueSatisfying(token -> {
            assertThat(token.name()).isEqualTo("ci");
            assertThat(token.role()).isEqualTo(Role.VIEWER);
            assertThat(token.createdBy()).isEqualTo("ann");
        });
        assertThat(tokens.authenticate(key.substring(0, 45) + (key.endsWith("A") ? "B" : "A"))).isEmpty();
        assertThat(tokens.authenticate("")).isEmpty();
        assertThat(database.jdbc().sql("select * from api_token").query().singleRow().toString()).doesNotContain(key.substring(3));
        assertThat(created.toString() + audit.search(AuditFilter.ALL, 0, 1)).doesNotContain(key.substring(3));
    }

    @Test
    void end_when_revoked_and_when_expired() {
        var revoked = tokens.create(ANN, "revoked", Role.VIEWER, null);
        var expiring = tokens.create(ANN, "expiring", Role.VIEWER, NOW.plusSeconds(60));

        tokens.revoke(ANN, revoked.token().id());
        tokens.revoke(ANN, revoked.token().id());

        assertThat(tokens.authenticate(revoked.key().reveal())).isEmpty();
        assertThat(at(NOW.plusSeconds(59)).authenticate(expiring.key().reveal())).isPresent();
        assertThat(at(NOW.plusSeconds(60)).authenticate(expiring.key().reveal())).isEmpty();
        assertThat(audit.search(AuditFilter.ALL, 0, 10)).extracting(AuditRecord::action)
                .containsExactly("token.revoked", "token.created", "token.created");
    }

    @Test
    void remember_their_last_use_to_the_minute() {
        String key = tokens.create(ANN, "ci", Role.VIEWER, null).key().reveal();

        tokens.authenticate(key);
        at(NOW.plusSeconds(30)).authenticate(key);
        assertThat(tokens.all().getFirst().lastUsedAt()).isEqualTo(NOW);

        at(NOW.plus(Duration.ofHours(1))).authenticate(key);
        assertThat(tokens.all().getFirst().lastUsedAt()).isEqualTo(NOW.plus(Duration.ofHours(1)));
    }

    @Test
    void give_nobody_more_than_they_have() {
        assertThatThrownBy(() -> tokens.create(ANN, "ci", Role.ADMIN, null))
                .isInstanceOf(AccessException.class).hasMessage("Cannot create a token for admin: your role is operator");
        assertThatThrownBy(() -> tokens.create(ANN, " ", Role.VIEWER, null)).isInstanceOf(AccessException.class);
        assertThatThrownBy(() -> tokens.create(ANN, "ci", Role.VIEWER, NOW)).isInstanceOf(AccessException.class);
        assertThat(tokens.all()).isEmpty();
    }

    private ApiTokens at(Instant now) {
        return new ApiTokens(database.jdbc(), database.transactions(), audit, Clock.fixed(now, ZoneOffset.UTC));
    }
}
