package io.keepwatch.metadata;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/// Gives out leases. Only the database's clock decides who holds one, and only the token decides whose write counts: a process
/// that slept past its lease wakes up believing that it holds it, and its next guarded write fails.
public final class Leases {

    private static final String UNTIL = "current_timestamp + (cast(:millis as bigint) * interval '0.001' second)";

    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final String owner;

    /// @param owner names this process, unique among all that share the database
    public Leases(JdbcClient jdbc, PlatformTransactionManager transactions, String owner) {
        this.jdbc = jdbc;
        this.transaction = new TransactionTemplate(transactions);
        this.owner = owner;
    }

    /// Takes the lease if nobody holds it, not even we.
    public Optional<Lease> acquire(String name, Duration howLong) {
        return Optional.ofNullable(transaction.execute(_ -> {
            boolean taken = jdbc.sql("update lease set owner = :owner, token = token + 1, until = " + UNTIL
                            + " where name = :name and until <= current_timestamp")
                    .param("owner", owner).param("millis", howLong.toMillis()).param("name", name).update() == 1;
            boolean created = !taken && jdbc.sql("insert into lease (name, owner, until, token) values (:name, :owner, " + UNTIL
                            + ", 1) on conflict do nothing")
                    .param("owner", owner).param("millis", howLong.toMillis()).param("name", name).update() == 1;
            return taken || created ? read(name) : null;
        }));
    }

    /// Prolongs a lease that nobody has taken from us, even if it has run out; empty when it is lost.
    public Optional<Lease> renew(Lease lease, Duration howLong) {
        return Optional.ofNullable(transaction.execute(_ -> {
            int renewed = jdbc.sql("update lease set until = " + UNTIL + " where name = :name and token = :token")
                    .param("millis", howLong.toMillis()).param("name", lease.name()).param("token", lease.token()).update();
            return renewed == 1 ? read(lease.name()) : null;
        }));
    }

    /// Prolongs the one that is held, or takes it if nobody holds it; empty when another process has it.
    ///
    /// @param held null for none
    public Optional<Lease> keep(@Nullable Lease held, String name, Duration howLong) {
        return Optional.ofNullable(held).flatMap(lease -> renew(lease, howLong)).or(() -> acquire(name, howLong));
    }

    /// Works under the lease if nobody holds it, and gives it back.
    public <E extends Exception> void whileFree(String name, Duration howLong, Work<E> work) throws E {
        Lease lease = acquire(name, howLong).orElse(null);
        if (lease == null) {
            return;
        }
        try {
            work.under(lease);
        } finally {
            release(lease);
        }
    }

    /// What is done under a lease.
    @FunctionalInterface
    public interface Work<E extends Exception> {
        void under(Lease lease) throws E;
    }

    /// Lets others have it at once.
    public void release(Lease lease) {
        jdbc.sql("update lease set until = current_timestamp, token = token + 1 where name = :name and token = :token")
                .param("name", lease.name()).param("token", lease.token()).update();
    }

    /// Ends the leases of all, for a process that alone can reach the database: whoever held one is gone.
    public void endAll() {
        jdbc.sql("update lease set until = current_timestamp, token = token + 1 where until > current_timestamp").update();
    }

    /// Those that somebody holds now, of which the name begins so.
    public List<Lease> held(String prefix) {
        return jdbc.sql("select name, owner, until, token from lease where name like :prefix and until > current_timestamp")
                .param("prefix", prefix + "%").query((row, _) -> lease(row)).list();
    }

    /// Removes what ended that long ago, of which the name begins so; only for names that are never used again, for the tokens begin anew.
    public void forget(String prefix, Duration ago) {
        jdbc.sql("delete from lease where name like :prefix and until < " + UNTIL.replace("+", "-"))
                .param("prefix", prefix + "%").param("millis", ago.toMillis()).update();
    }

    /// Runs `write` in a transaction in which nobody can take the lease from us.
    ///
    /// @throws LeaseLostException when somebody has taken it before; nothing is written then
    public <T> T guarded(Lease lease, Supplier<T> write) {
        return transaction.execute(_ -> {
            jdbc.sql("select token from lease where name = :name and token = :token for update")
                    .param("name", lease.name()).param("token", lease.token())
                    .query(Long.class).optional()
                    .orElseThrow(() -> new LeaseLostException(lease));
            return write.get();
        });
    }

    private Lease read(String name) {
        return jdbc.sql("select name, owner, until, token from lease where name = :name")
                .param("name", name)
                .query((row, _) -> lease(row)).single();
    }

    private static Lease lease(ResultSet row) throws SQLException {
        return new Lease(row.getString("name"), row.getString("owner"), row.getObject("until", OffsetDateTime.class).toInstant(), row.getLong("token"));
    }
}
