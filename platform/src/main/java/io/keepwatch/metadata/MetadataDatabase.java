package io.keepwatch.metadata;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.keepwatch.settings.DataDirectory;
import io.keepwatch.settings.Secret;
import io.keepwatch.settings.Settings;
import io.keepwatch.settings.StartProblem;
import java.nio.file.Path;
import java.time.Duration;

/// Opens the metadata database: H2 in the data directory, or PostgreSQL when its URL is set.
final class MetadataDatabase {

    private static final int CONNECTIONS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private MetadataDatabase() {}

    static HikariDataSource open(Settings.Database database, DataDirectory directory) {
        return open(database, directory, PATIENCE);
    }

    static HikariDataSource open(Settings.Database database, DataDirectory directory, Duration patience) {
        var config = new HikariConfig();
        config.setPoolName("metadata");
        config.setMaximumPoolSize(CONNECTIONS);
        config.setConnectionTimeout(PATIENCE.toMillis());
        config.setInitializationFailTimeout(patience.toMillis());
        String url = database.url() == null ? h2(directory.folder("metadata")) : database.url();
        config.setJdbcUrl(url);
        config.setUsername(database.url() == null ? "keepwatch" : database.user());
        Secret password = database.password();
        if (database.url() != null && password != null) {
            config.setPassword(password.reveal());
        }
        try {
            return new HikariDataSource(config);
        } catch (PoolInitializationException e) {
            throw new StartProblem("Cannot open the metadata database " + url + ": " + innermost(e).getMessage()
                    + (database.url() == null ? "" : "; check KEEPWATCH_DATABASE_URL, _USER and _PASSWORD"), e);
        }
    }

    /// WRITE_DELAY=0: without it `kill -9` loses thousands of commits that were acknowledged. DB_CLOSE_ON_EXIT=FALSE: the pool
    /// closes it, after those who write at shutdown. MODE and DATABASE_TO_LOWER: one set of migrations and queries for both.
    /// async: with plain files, H2 closes the whole database when one thread that reads or writes is interrupted, and cancelling a run
    /// does interrupt.
    private static String h2(Path folder) {
        String file = folder.resolve("keepwatch").toString().replace(";", "\\;");
        return "jdbc:h2:async:" + file
                + ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH;WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE";
    }

    private static Throwable innermost(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
    }
}
