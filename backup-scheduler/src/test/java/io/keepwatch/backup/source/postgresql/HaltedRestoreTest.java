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
import java.util.ArrayList;
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
    private static final int TIMES = Boolean.getBoolean("keepwatch.test.long") ? 3 : 1;
    private static final String GOOD = "1000";
    private static final String BAD = "1";

    private final PostgresServer postgres;
    private final TestServer server;
    private final MemoryParts parts = new MemoryParts();
    private ChildProcesses children;
    private PostgresqlSource source;
    private String database;
    private Manifest manifest;
    /// What the live name led to before the restore.
    private String former;

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
        server.run(database, "DELETE FROM quote WHERE id > 1");
        former = oid(database);
    }

    @AfterEach
    void close() {
        children.close();
    }

    @Test
    void a_restore_that_is_halted_again_and_again_is_brought_to_its_end() throws Exception {
        var facts = new ConcurrentHashMap<String, String>();

        List<String> halts = haltedEverywhere(this::restore, facts, () -> {});

        assertThat(halts).hasSizeGreaterThan(30).anyMatch(write -> write.contains("RENAME")).contains("pg_restore");
        assertThat(rows()).isEqualTo(GOOD);
        assertThat(server.ask(database, "SHOW work_mem")).isEqualTo("5MB");
    }

    @Test
    void a_swap_that_is_halted_is_taken_back_from_wherever_it_was() throws Exception {
        var facts = new ConcurrentHashMap<String, String>();
        List<Step> steps = restore(settings(postgres.port()));
        run(steps.subList(0, steps.size() - 1), facts);

        haltedEverywhere(settings -> List.of(restore(settings).getLast()), facts, () -> {
            steps.getLast().undo(new RecordingContext(facts));
            assertThat(rows()).isEqualTo(BAD);
        });

        for (Step step : steps.reversed()) {
            step.undo(new RecordingContext(facts));
        }
        assertThat(rows()).isEqualTo(BAD);
        assertThat(others()).isNull();
    }

    @Test
    void an_undo_that_is_halted_again_and_again_is_brought_to_its_end() throws Exception {
        run(restore(settings(postgres.port())), new ConcurrentHashMap<>());

        haltedEverywhere(settings -> source.undoSteps(settings, target()), new ConcurrentHashMap<>(), () -> {});

        assertThat(rows()).isEqualTo(BAD);
    }

    @Test
    void a_clean_up_that_is_halted_again_and_again_is_brought_to_its_end() throws Exception {
        run(restore(settings(postgres.port())), new ConcurrentHashMap<>());

        haltedEverywhere(settings -> source.cleanUpSteps(settings, target()), new ConcurrentHashMap<>(), () -> {});

        assertThat(rows()).isEqualTo(GOOD);
        assertThat(others()).isNull();
    }

    private interface Steps {
        List<Step> on(PostgresqlSettings settings) throws Exception;
    }

    private interface Then {
        void run() throws Exception;
    }

    /// Each process comes one write further than the one before, or as far as that.
    ///
    /// @return the writes before which one was halted
    private List<String> haltedEverywhere(Steps steps, Map<String, String> facts, Then then) throws Exception {
        String atFirst = oid(database);
        var halts = new ArrayList<String>();
        int completed = 0;
        for (int halt = 0; completed < steps.on(settings(postgres.port())).size(); halt++) {
            try (var wire = new DyingWire(postgres.port(), halt / TIMES + 1)) {
                Step step = steps.on(settings(wire.port())).get(completed);
                if (isHalted(step, wire, facts)) {
                    halts.add(wire.lastWrite());
                    assertThat(oid(database)).as("Halted before " + wire.lastWrite()).isIn(former, atFirst, facts.get(Restoration.CLONE_OID));
                    then.run();
                } else {
                    completed++;
                    halt = -1;
                }
            }
        }
        return halts;
    }

    private static boolean isHalted(Step step, DyingWire wire, Map<String, String> facts) throws Exception {
        var context = new RecordingContext(new ConcurrentHashMap<>(facts) {
            @Override
            public String put(String name, String fact) {
                wire.before("fact " + name);
                facts.put(name, fact);
                return super.put(name, fact);
            }
        });
        try {
            assertThat(step.run(context)).as(step.name()).isEqualTo(StepResult.DONE);
            return wire.isDead();
        } catch (Exception e) {
            if (wire.isDead()) {
                return true;
            }
            throw e;
        }
    }

    private static void run(List<Step> steps, Map<String, String> facts) throws Exception {
        for (Step step : steps) {
            assertThat(step.run(new RecordingContext(facts))).as(step.name()).isEqualTo(StepResult.DONE);
        }
    }

    private List<Step> restore(PostgresqlSettings settings) {
        return source.restoreSteps(settings, manifest, target(), parts);
    }

    private RestoreTarget target() {
        return new RestoreTarget(Mode.SWAP, database, "restore-1", AT);
    }

    private PostgresqlSettings settings(int port) {
        return new PostgresqlSettings(null, "127.0.0.1", port, "postgres", null, database, SslMode.PREFER, null, true, Duration.ofSeconds(5), "postgres");
    }

    private String rows() throws Exception {
        return server.ask(database, "SELECT count(*) FROM quote");
    }

    private String oid(String name) throws Exception {
        return server.ask("postgres", "SELECT oid FROM pg_database WHERE datname = '" + name + "'");
    }

    /// What lies beside the live database.
    private String others() throws Exception {
        return server.ask("postgres", "SELECT string_agg(datname, ' ') FROM pg_database WHERE datname LIKE '" + database.replace("_", "\\_") + "\\_%'");
    }
}
