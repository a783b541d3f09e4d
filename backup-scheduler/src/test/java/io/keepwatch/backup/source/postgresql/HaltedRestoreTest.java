package io.keepwatch.backup.source.postgresql;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.source.MemoryParts;
import io.keepwatch.backup.source.RecordingContext;
import io.keepwatch.backup.source.RestoreTarget;
import io.keepwatch.backup.step.Step;
import io.keepwatch.backup.step.StepResult;
import io.keepwatch.metadata.PostgresExtension;
import io.keepwatch.metadata.PostgresServer;
import io.keepwatch.process.ChildProcesses;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/// Halts a restore before each statement that changes something on the server, and before each fact that it writes down. The live name
/// leads to a whole database at every moment; another process brings the restore to its end, or takes it back.
@ExtendWith(PostgresExtension.class)
class HaltedRestoreTest {

    private static final Instant AT = Instant.parse("2026-11-21T02:03:04Z");
    private static final String GOOD = "1000";
    private static final String BAD = "1";

    private final PostgresServer postgres;
    private final TestServer server;
    private final MemoryParts parts = new MemoryParts();
    private ChildProcesses children;
    private PostgresqlSource source;
    private String database;
    private Manifest manifest;

    @TempDir
    Path directory;

    HaltedRestoreTest(PostgresServer postgres) {
        this.postgres = postgres;
        this.server = new TestServer(postgres);
    }

    @BeforeEach
    void create() throws Exception {
        children = new ChildProcesses(directory.resolve("run"));
        source = new PostgresqlSource(children);
        database = server.create("", "CREATE TABLE quote (id int PRIMARY KEY, text text)",
                "INSERT INTO quote SELECT i, 'quote ' || i FROM generate_series(1, 1000) i");
        server.run("postgres", "ALTER DATABASE \"" + database + "\" SET work_mem TO '5MB'", "GRANT CREATE ON DATABASE \"" + database + "\" TO pg_monitor");
        var settings = server.settings(database);
        manifest = parts.manifest("postgresql", source.database(settings), source.backUp(settings, parts, new RecordingContext()));
    }

    @AfterEach
    void close() {
        children.close();
    }

    @Test
    void a_halted_restore_is_brought_to_its_end() throws Exception {
        everywhere(this::accident, this::restore, (facts, begun) -> {
            goOn(restore(settings(postgres.port())), facts, begun);
            assertThat(server.ask(database, "SELECT count(*) FROM quote")).isEqualTo(GOOD);
            assertThat(server.ask(database, "SHOW work_mem")).isEqualTo("5MB");
        });
    }

    @Test
    void a_halted_restore_is_taken_back() throws Exception {
        everywhere(this::accident, this::restore, (facts, begun) -> {
            List<Step> steps = restore(settings(postgres.port()));
            for (Step step : steps.subList(0, begun).reversed()) {
                step.undo(new RecordingContext(facts));
            }
            assertThat(server.ask(database, "SELECT count(*) FROM quote")).isEqualTo(BAD);
            assertThat(others()).isNull();
        });
    }

    @Test
    void a_halted_undo_is_brought_to_its_end() throws Exception {
        everywhere(this::swapped, this::undo, (facts, begun) -> {
            goOn(undo(settings(postgres.port())), facts, begun);
            assertThat(server.ask(database, "SELECT count(*) FROM quote")).isEqualTo(BAD);
        });
    }

    @Test
    void a_halted_clean_up_is_brought_to_its_end() throws Exception {
        everywhere(this::swapped, this::cleanUp, (facts, begun) -> {
            goOn(cleanUp(settings(postgres.port())), facts, begun);
            assertThat(server.ask(database, "SELECT count(*) FROM quote")).isEqualTo(GOOD);
            assertThat(others()).isNull();
        });
    }

    private interface Before {
        void run() throws Exception;
    }

    private interface Steps {
        List<Step> on(PostgresqlSettings settings);
    }

    private interface Heir {
        /// @param begun how many steps had begun
        void takeOver(Map<String, String> facts, int begun) throws Exception;
    }

    private void everywhere(Before before, Steps steps, Heir heir) throws Exception {
        for (int write = 1; ; write++) {
            before.run();
            String live = oid(database);
            var facts = new ConcurrentHashMap<String, String>();
            try (var wire = new DyingWire(postgres.port(), write)) {
                int begun = runUntilDeath(steps.on(settings(wire.port())), facts, wire);
                if (!wire.isDead()) {
                    assertThat(write).as("writes").isGreaterThan(1);
                    return;
                }
                try {
                    assertThat(oid(database)).isIn(live, facts.get(Restoration.CLONE_OID));
                    heir.takeOver(facts, begun);
                } catch (Exception | AssertionError e) {
                    throw new AssertionError("Halted before its write " + wire.lastWrite(), e);
                }
            }
        }
    }

    private int runUntilDeath(List<Step> steps, Map<String, String> facts, DyingWire wire) throws Exception {
        var context = new RecordingContext(facts) {
            @Override
            public void remember(String key, String value) {
                wire.before("fact " + key);
                super.remember(key, value);
            }
        };
        int begun = 0;
        for (Step step : steps) {
            begun++;
            try {
                assertThat(step.run(context)).as(step.name()).isEqualTo(StepResult.DONE);
            } catch (Exception e) {
                if (wire.isDead()) {
                    return begun;
                }
                throw e;
            }
        }
        return begun;
    }

    private static void goOn(List<Step> steps, Map<String, String> facts, int begun) throws Exception {
        for (Step step : steps.subList(begun - 1, steps.size())) {
            assertThat(step.run(new RecordingContext(facts))).as(step.name()).isEqualTo(StepResult.DONE);
        }
    }

    private void accident() throws Exception {
        String left = others();
        for (String other : left == null ? new String[0] : left.split(" ")) {
            server.run("postgres", "DROP DATABASE \"" + other + "\"");
        }
        server.run(database, "DELETE FROM quote WHERE id > 1");
    }

    private void swapped() throws Exception {
        accident();
        goOn(restore(settings(postgres.port())), new ConcurrentHashMap<>(), 1);
    }

    private List<Step> restore(PostgresqlSettings settings) {
        return source.restoreSteps(settings, manifest, target(), parts);
    }

    private List<Step> undo(PostgresqlSettings settings) {
        return source.undoSteps(settings, target());
    }

    private List<Step> cleanUp(PostgresqlSettings settings) {
        return source.cleanUpSteps(settings, target());
    }

    private RestoreTarget target() {
        return new RestoreTarget(Mode.SWAP, database, "restore-1", AT);
    }

    private PostgresqlSettings settings(int port) {
        return new PostgresqlSettings(null, "127.0.0.1", port, "postgres", null, database, SslMode.PREFER, null, true, Duration.ofSeconds(5), "postgres");
    }

    private String oid(String name) throws Exception {
        return server.ask("postgres", "SELECT oid FROM pg_database WHERE datname = '" + name + "'");
    }

    /// What lies beside the live database.
    private String others() throws Exception {
        return server.ask("postgres", "SELECT string_agg(datname, ' ') FROM pg_database WHERE datname LIKE '" + database.replace("_", "\\_") + "\\_%'");
    }
}
