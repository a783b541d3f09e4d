package io.keepwatch.backup.run;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import javax.sql.DataSource;
import org.springframework.jdbc.datasource.DelegatingDataSource;

/// The writes of a process that ends before one of them: from then on nothing that it does has an effect, and no other process sees a
/// difference to `kill -9`. What it would write goes through here: to the metadata database, to the targets, to the source.
public final class Mortal {

    private static final Pattern WRITE = Pattern.compile("(insert into|update|delete from) (\\w+).*", Pattern.DOTALL);
    /// Comes when the pulse comes, and means nothing to whoever takes over.
    private static final Set<String> PULSE = Set.of("lease", "backup_run_log");
    private static final String PROGRESS = "update backup_run_step set bytes";

    private final int last;
    private final List<String> writes = new CopyOnWriteArrayList<>();
    private volatile boolean dead;

    /// @param last of its writes, counted from 1, that is not made any more
    public Mortal(int last) {
        this.last = last;
    }

    /// It is not there any more.
    public static final class Dead extends RuntimeException {
        Dead() {
            super("Halted", null, false, false);
        }
    }

    public boolean isDead() {
        return dead;
    }

    /// The name of the write before which it ended, or of its last.
    public String lastWrite() {
        return writes.isEmpty() ? "nothing" : writes.size() + ", " + writes.getLast();
    }

    public synchronized void before(String write) {
        requireAlive();
        writes.add(write);
        if (writes.size() == last) {
            dead = true;
            requireAlive();
        }
    }

    private void requireAlive() {
        if (dead) {
            throw new Dead();
        }
    }

    /// @param target whose store it is
    public FaultyStore.Fault at(String target) {
        return (moment, key) -> {
            if (moment.equals("read")) {
                requireAlive();
            } else {
                before(target + " " + moment + " " + key.substring(key.lastIndexOf('/') + 1));
            }
        };
    }

    public DataSource database(DataSource real) {
        return new DelegatingDataSource(real) {
            @Override
            public Connection getConnection() throws SQLException {
                requireAlive();
                return connection(real.getConnection());
            }
        };
    }

    /// A transaction is one write, when it is committed.
    private Connection connection(Connection real) {
        var transaction = new ArrayList<String>();
        return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Connection.class}, (_, method, arguments) -> {
            switch (method.getName()) {
                case "prepareStatement" -> {
                    requireAlive();
                    wrote((String) arguments[0], real.getAutoCommit(), transaction);
                }
                case "commit" -> {
                    requireAlive();
                    if (!transaction.isEmpty()) {
                        before(String.join(" + ", transaction));
                        transaction.clear();
                    }
                }
                default -> {}
            }
            try {
                return method.invoke(real, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }

    private void wrote(String sql, boolean atOnce, List<String> transaction) {
        var write = WRITE.matcher(sql);
        if (write.matches() && !PULSE.contains(write.group(2)) && !sql.startsWith(PROGRESS)) {
            String name = write.group(1).split(" ")[0] + " " + write.group(2);
            if (atOnce) {
                before(name);
            } else {
                transaction.add(name);
            }
        }
    }
}
