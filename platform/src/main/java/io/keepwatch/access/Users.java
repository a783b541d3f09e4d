package io.keepwatch.access;

import io.keepwatch.audit.AuditLog;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.regex.Pattern;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.RowMapper;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Who may sign in. Each change stands in the audit log if and only if it was made, and one enabled administrator is always left.
public final class Users {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._@-]{0,99}");
    private static final int SHORTEST_PASSWORD = 8;
    /// bcrypt takes no more, and would compare only these.
    private static final int LONGEST_PASSWORD_BYTES = 72;
    private static final String COLUMNS = "name, role, disabled, created_at, password_changed_at";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final PasswordEncoder encoder;
    private final AuditLog audit;
    private final Clock clock;
    private final String nobodysHash;
    private final Semaphore checks = new Semaphore(1);

    public Users(
            JdbcClient jdbc, PlatformTransactionManager transactions, PasswordEncoder encoder, AuditLog audit, Clock clock) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.encoder = encoder;
        this.audit = audit;
        this.clock = clock;
        this.nobodysHash = encoder.encode("nobody has this password");
    }

    public User create(Actor actor, String name, String password, Role role) {
        String user = canonical(name);
        if (!NAME.matcher(user).matches()) {
            throw new AccessException("Cannot create user '" + name + "': use letters, digits and . _ @ -, at most 100");
        }
        String hash = hash(password);
        OffsetDateTime now = now();
        return transaction.execute(_ -> {
            try {
                jdbc.sql("insert into app_user (name, role, password_hash, disabled, created_at, password_changed_at)"
                                + " values (:name, :role, :hash, false, :now, :now)")
                        .param("name", user).param("role", role.name()).param("hash", hash).param("now", now).update();
            } catch (DuplicateKeyException e) {
                throw new AccessException("Cannot create user '" + user + "': there is one of this name");
            }
            audit.append(actor.did("user.created", user, Map.of("role", role.word())));
            return existing(user);
        });
    }

    public void changePassword(Actor actor, String name, String password) {
        String hash = hash(password);
        change(actor, name, "user.password-changed", Map.of(), user -> jdbc
                .sql("update app_user set password_hash = :hash, password_changed_at = :now where name = :name")
                .param("hash", hash).param("now", now()).param("name", user.name()).update());
    }

    public void changeRole(Actor actor, String name, Role role) {
        change(actor, name, "user.role-changed", Map.of("role", role.word()), user -> {
            if (role != Role.ADMIN) {
                requireAnotherAdministrator(user, "demote");
            }
            jdbc.sql("update app_user set role = :role where name = :name")
                    .param("role", role.name()).param("name", user.name()).update();
        });
    }

    public void disable(Actor actor, String name) {
        change(actor, name, "user.disabled", Map.of(), user -> {
            requireAnotherAdministrator(user, "disable");
            jdbc.sql("update app_user set disabled = true where name = :name").param("name", user.name()).update();
        });
    }

    public void enable(Actor actor, String name) {
        change(actor, name, "user.enabled", Map.of(), user ->
                jdbc.sql("update app_user set disabled = false where name = :name").param("name", user.name()).update());
    }

    /// The user whose password this is, unless disabled. Takes as long for a name that does not exist.
    public Optional<User> verify(String name, String password) {
        Optional<String> hash = jdbc.sql("select password_hash from app_user where name = :name")
                .param("name", canonical(name)).query(String.class).optional();
        boolean right = password.getBytes(StandardCharsets.UTF_8).length <= LONGEST_PASSWORD_BYTES
                & matches(cutToBcrypt(password), hash.orElse(nobodysHash));
        return right && hash.isPresent() ? find(name).filter(user -> !user.disabled()) : Optional.empty();
    }

    /// A check takes a processor for a tenth of a second on purpose. Were many made at once, no other request would get one.
    private boolean matches(String password, String hash) {
        checks.acquireUninterruptibly();
        try {
            return encoder.matches(password, hash);
        } finally {
            checks.release();
        }
    }

    public Optional<User> find(String name) {
        return jdbc.sql("select " + COLUMNS + " from app_user where name = :name")
                .param("name", canonical(name)).query(ROWS).optional();
    }

    public List<User> all() {
        return jdbc.sql("select " + COLUMNS + " from app_user order by name").query(ROWS).list();
    }

    private interface Change {
        void make(User user);
    }

    private void change(Actor actor, String name, String action, Map<String, String> detail, Change change) {
        transaction.executeWithoutResult(_ -> {
            // all rows, so that two administrators cannot disable each other at the same moment
            jdbc.sql("select name from app_user order by name for update").query(String.class).list();
            User user = existing(name);
            change.make(user);
            audit.append(actor.did(action, user.name(), detail));
        });
    }

    private void requireAnotherAdministrator(User user, String verb) {
        boolean another = all().stream()
                .anyMatch(other -> other.role() == Role.ADMIN && !other.disabled() && !other.name().equals(user.name()));
        if (user.role() == Role.ADMIN && !user.disabled() && !another) {
            throw new AccessException("Cannot " + verb + " '" + user.name() + "': no other administrator would be left");
        }
    }

    private User existing(String name) {
        return find(name).orElseThrow(() -> new AccessException("There is no user '" + name + "'"));
    }

    private String hash(String password) {
        if (password.length() < SHORTEST_PASSWORD || password.getBytes(StandardCharsets.UTF_8).length > LONGEST_PASSWORD_BYTES) {
            throw new AccessException("Cannot use this password: use " + SHORTEST_PASSWORD + " characters or more, and at most "
                    + LONGEST_PASSWORD_BYTES + " bytes");
        }
        return encoder.encode(password);
    }

    private static String cutToBcrypt(String password) {
        return password.length() <= LONGEST_PASSWORD_BYTES ? password : password.substring(0, LONGEST_PASSWORD_BYTES);
    }

    private static String canonical(String name) {
        return name.strip().toLowerCase(Locale.ROOT);
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static final RowMapper<User> ROWS = (row, _) -> new User(
            row.getString("name"),
            Role.valueOf(row.getString("role")),
            row.getBoolean("disabled"),
            row.getObject("created_at", OffsetDateTime.class).toInstant(),
            row.getObject("password_changed_at", OffsetDateTime.class).toInstant());
}
