package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.source.BackupSource;
import io.keepwatch.backup.source.BackupSourceContract;
import io.keepwatch.metadata.PostgresExtension;
import io.keepwatch.metadata.PostgresServer;
import io.keepwatch.process.ChildProcesses;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

@ExtendWith(PostgresExtension.class)
class PostgresqlSourceTest extends BackupSourceContract<PostgresqlSettings> {

    @TempDir
    Path directory;

    private final TestServer server;
    private ChildProcesses children;
    private PostgresqlSource source;

    PostgresqlSourceTest(PostgresServer server) {
        this.server = new TestServer(server);
    }

    @BeforeEach
    void create() {
        children = new ChildProcesses(directory.resolve("run"));
        source = new PostgresqlSource(children);
    }

    @AfterEach
    void close() {
        children.close();
    }

    @Override
    protected BackupSource<PostgresqlSettings> source() {
        return source;
    }

    @Override
    protected PostgresqlSettings settings() throws Exception {
        return server.settings(server.create("", "CREATE TABLE quote (id int PRIMARY KEY, text text)",
                "INSERT INTO quote SELECT i, 'quote ' || i FROM generate_series(1, 1000) i"));
    }

    @Override
    protected PostgresqlSettings missing() {
        return server.settings("never_created");
    }

    @Override
    protected String content(String database) throws Exception {
        return server.ask(database, "SELECT string_agg(id || text, ',' ORDER BY id) FROM quote");
    }

    @Override
    protected void damage(String database) throws Exception {
        server.run(database, "DELETE FROM quote WHERE id % 3 = 0");
    }
}
