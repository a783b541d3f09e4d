package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.step.StepContext;
import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Long work in a session, done by another thread, that a cancelled run ends.
final class Attended<T> {

    private static final long LOOK_MILLIS = 200;

    private final Session session;
    private final FutureTask<T> work;

    private Attended(Session session, FutureTask<T> work) {
        this.session = session;
        this.work = work;
    }

    static <T> Attended<T> start(Session session, Callable<T> what) {
        var work = new FutureTask<>(what);
        Thread.ofVirtual().name("backup-sql").start(work);
        return new Attended<>(session, work);
    }

    /// One statement.
    static void execute(Session session, StepContext context, String sql) throws SQLException, IOException, InterruptedException {
        start(session, () -> {
            session.execute(sql);
            return true;
        }).await(context);
    }

    T await(StepContext context) throws SQLException, IOException, InterruptedException {
        try {
            while (true) {
                try {
                    return work.get(LOOK_MILLIS, TimeUnit.MILLISECONDS);
                } catch (TimeoutException _) {
                    context.checkCancelled();
                }
            }
        } catch (ExecutionException e) {
            switch (e.getCause()) {
                case SQLException sql -> throw sql;
                case IOException io -> throw io;
                case RuntimeException runtime -> throw runtime;
                default -> throw new IOException(e.getCause());
            }
        } catch (InterruptedException e) {
            session.cancel();
            session.abort();
            throw e;
        }
    }
}
