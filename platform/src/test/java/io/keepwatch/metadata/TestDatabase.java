package io.keepwatch.metadata;

import com.zaxxer.hikari.HikariDataSource;
import io.keepwatch.settings.DataDirectory;
import io.keepwatch.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import javax.sql.DataSource;
import org.flywaydb.core.Flyway;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.util.FileSystemUtils;

/// A fresh metadata database, opened and migrated as in production.
public final class TestDatabase implements AutoCloseable {

    private final HikariDataSource dataSource;
    private final DataDirectory directory;

    /// Opens a fresh database each time it is asked.
    public record Maker(Supplier<TestDatabase> supplier) {

        public TestDatabase open() {
            return supplier.get();
        }
    }

    private TestDatabase(Settings.Database settings, Path home) {
        this.directory = DataDirectory.open(home);
        this.dataSource = MetadataDatabase.open(settings, directory);
        Flyway.configure().dataSource(dataSource).locations("classpath:db/migration").load().migrate();
    }

    public static TestDatabase h2(Path home) {
        return new TestDatabase(new Settings.Database(null, null, null), home);
    }

    static TestDatabase postgres(String url) {
        try {
            return new TestDatabase(new Settings.Database(url, "postgres", null), Files.createTempDirectory("keepwatch-pg-"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public DataSource dataSource() {
        return dataSource;
    }

    public JdbcClient jdbc() {
        return JdbcClient.create(dataSource);
    }

    public PlatformTransactionManager transactions() {
        return new DataSourceTransactionManager(dataSource);
    }

    @Override
    public void close() {
        dataSource.close();
        directory.close();
        try {
            FileSystemUtils.deleteRecursively(directory.path());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
