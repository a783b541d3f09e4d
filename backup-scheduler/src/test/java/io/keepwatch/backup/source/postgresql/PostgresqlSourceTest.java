package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.source.BackupSource;
import io.keepwatch.backup.source.BackupSourceContract;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SourceExtension.class)
class PostgresqlSourceTest extends BackupSourceContract<PostgresqlSettings> {

    private final TestServer server;
    private final PostgresqlSource source;

    PostgresqlSourceTest(TestServer server, PostgresqlSource source) {
        this.server = server;
        this.source = source;
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
