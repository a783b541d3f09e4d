package io.keepwatch.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.audit.AuditFilter;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.audit.AuditRecord;
import io.keepwatch.metadata.OnBothDatabases;
import io.keepwatch.metadata.TestDatabase;
import io.keepwatch.settings.Secret;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.bcrypt.BCryptPasswordEncoder;

@OnBothDatabases
class UsersTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-05-04T03:02:01Z"), ZoneOffset.UTC);
    private static final Actor ROOT = new Actor("root", Role.ADMIN, "192.0.2.1");

    private final TestDatabase database;
    private final AuditLog audit;
    private final Users users;

    UsersTest(TestDatabase.Maker maker) {
        database = maker.open();
        audit = new AuditLog(database.jdbc(), database.transactions(), CLOCK);
        users = new Users(database.jdbc(), database.transactions(), new BCryptPasswordEncoder(4), audit, CLOCK);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void know_a_user_by_name_and_password() {
        users.create(ROOT, " Ann@Example.org ", "correct horse", Role.OPERATOR);

        assertThat(users.verify("ann@example.ORG", "correct horse")).hasValueSatisfying(ann -> {
            assertThat(ann.name()).isEqualTo("ann@example.org");
            assertThat(ann.role()).isEqualTo(Role.OPERATOR);
        });
        assertThat(users.verify("ann@example.org", "Correct horse")).isEmpty();
        assertThat(users.verify("ann@example.org", "")).isEmpty();
        assertThat(users.verify("ann@example.org", "correct horse" + "x".repeat(100_000))).isEmpty();
        assertThat(users.verify("nobody", "nobody has this password")).isEmpty();
        assertThat(database.jdbc().sql("select password_hash from app_user").query(String.class).single())
                .startsWith("$2").doesNotContain("horse");
    }

    @Test
    void compare_the_whole_password() {
        String longest = "é".repeat(36);
        users.create(ROOT, "ann", longest, Role.VIEWER);

        assertThat(users.verify("ann", longest)).isPresent();
        assertThat(users.verify("ann", longest + "x")).isEmpty();
        assertThatThrownBy(() -> users.create(ROOT, "bob", longest + "x", Role.VIEWER))
                .hasMessage("Cannot use this password: use 8 characters or more, and at most 72 bytes");
    }

    @Test
    void refuse_a_second_user_of_the_name_and_names_that_confuse() {
        users.create(ROOT, "ann", "correct horse", Role.VIEWER);

        assertThatThrownBy(() -> users.create(ROOT, "ANN", "correct horse", Role.ADMIN))
                .isInstanceOf(AccessException.class).hasMessage("Cannot create user 'ann': there is one of this name");
        assertThatThrownBy(() -> users.create(ROOT, "ann\u202e", "correct horse", Role.ADMIN)).isInstanceOf(AccessException.class);
        assertThatThrownBy(() -> users.create(ROOT, "", "correct horse", Role.ADMIN)).isInstanceOf(AccessException.class);
    }

    @Test
    void change_and_write_down_who_changed_what() {
        users.create(ROOT, "ann", "correct horse", Role.VIEWER);
        users.changeRole(ROOT, "ann", Role.OPERATOR);
        users.changePassword(ROOT, "ann", "battery staple");
        users.disable(ROOT, "ann");
        assertThat(users.verify("ann", "battery staple")).isEmpty();
        users.enable(ROOT, "ann");

        assertThat(users.verify("ann", "battery staple")).hasValueSatisfying(ann -> assertThat(ann.role()).isEqualTo(Role.OPERATOR));
        assertThat(users.verify("ann", "correct horse")).isEmpty();
        assertThat(audit.search(AuditFilter.ALL, 0, 10)).extracting(AuditRecord::action).containsExactly(
                "user.enabled", "user.disabled", "user.password-changed", "user.role-changed", "user.created");
        assertThat(audit.search(AuditFilter.ALL, 0, 10)).allSatisfy(record -> {
            assertThat(record.who()).isEqualTo("root");
            assertThat(record.address()).isEqualTo("192.0.2.1");
            assertThat(record.toString()).doesNotContain("horse", "staple");
        });
    }

    @Test
    void always_leave_an_administrator() {
        users.create(ROOT, "ann", "correct horse", Role.ADMIN);
        users.create(ROOT, "bob", "correct horse", Role.VIEWER);

        assertThatThrownBy(() -> users.disable(ROOT, "ann")).hasMessage("Cannot disable 'ann': no other administrator would be left");
        assertThatThrownBy(() -> users.changeRole(ROOT, "ann", Role.OPERATOR)).hasMessage("Cannot demote 'ann': no other administrator would be left");
        assertThat(audit.count(AuditFilter.ALL.of("user.disabled"))).isZero();

        users.changeRole(ROOT, "bob", Role.ADMIN);
        users.disable(ROOT, "ann");
        assertThatThrownBy(() -> users.disable(ROOT, "bob")).isInstanceOf(AccessException.class);
    }

    @Test
    void always_leave_an_administrator_even_when_two_disable_each_other() {
        users.create(ROOT, "ann", "correct horse", Role.ADMIN);
        users.create(ROOT, "bob", "correct horse", Role.ADMIN);

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            threads.submit(() -> users.disable(ROOT, "ann"));
            threads.submit(() -> users.disable(ROOT, "bob"));
        }

        assertThat(users.all()).filteredOn(user -> !user.disabled()).hasSize(1);
    }

    @Test
    void begin_with_an_administrator_whose_made_up_password_is_printed_once() {
        String printed = createFirst(null);
        String password = printed.replaceFirst("(?s).*with the password (\\S+) .*", "$1");

        assertThat(printed).hasLineCount(1).startsWith("First start: sign in as admin with the password ");
        assertThat(users.verify("admin", password)).hasValueSatisfying(admin -> assertThat(admin.role()).isEqualTo(Role.ADMIN));
        assertThat(createFirst(null)).isEmpty();
    }

    @Test
    void begin_with_the_given_password_and_print_nothing() {
        assertThat(createFirst(Secret.of("given password"))).isEmpty();
        assertThat(users.verify("admin", "given password")).isPresent();

        createFirst(Secret.of("another password"));
        assertThat(users.verify("admin", "another password")).isEmpty();
    }

    private String createFirst(@Nullable Secret given) {
        var printed = new ByteArrayOutputStream();
        new FirstAdministrator(users, given, new PrintStream(printed, true, StandardCharsets.UTF_8)).createIfNeeded();
        return printed.toString(StandardCharsets.UTF_8);
    }
}
