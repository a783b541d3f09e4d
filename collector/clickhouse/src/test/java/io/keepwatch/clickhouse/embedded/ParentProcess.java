package io.keepwatch.clickhouse.embedded;

import io.keepwatch.clickhouse.ClickHouseClient;
import io.keepwatch.process.ChildProcesses;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;

/// A parent to be killed: starts an engine in the given directory and inserts one row after the other, each acknowledged on
/// its standard output.
final class ParentProcess {

    private ParentProcess() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        var clickhouse =
                new EmbeddedClickHouse(new ChildProcesses(directory.resolve("run")), directory.resolve("clickhouse"), Clock.systemUTC());
        clickhouse.start();
        if (!clickhouse.awaitUp(Duration.ofMinutes(1))) {
            throw new IllegalStateException(clickhouse.state().toString());
        }
        var client = new ClickHouseClient(clickhouse);
        client.execute("CREATE TABLE rows (id UInt64) ENGINE = MergeTree ORDER BY id");
        for (long id = 1; ; id++) {
            client.insert("INSERT INTO rows FORMAT TSV", ByteBuffer.wrap((id + "\n").getBytes()), Map.of());
            System.out.println("ACKNOWLEDGED " + id);
        }
    }
}
