package io.keepwatch.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import io.keepwatch.access.Actor;
import io.keepwatch.access.Role;
import io.keepwatch.audit.AuditFilter;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.audit.AuditRecord;
import io.keepwatch.demo.DemoState.Phase;
import io.keepwatch.process.ChildProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;

/// One demo for all tests: real processes and a real cluster.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DemoTest {

    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    private static final Actor ANN = new Actor("ann", Role.OPERATOR, "127.0.0.1");

    private final HttpClient client = HttpClient.newHttpClient();
    private AuditLog audit;
    private Path home;
    private ChildProcesses children;
    private Demo demo;
    private DemoControl control;

    @BeforeAll
    void start(@TempDir Path home) {
        this.home = home;
        this.audit = auditLog();
        startDemo();
    }

    @AfterAll
    void stop() {
        stopDemo();
        client.close();
    }

    @Test
    void runsAServiceAnInboxAndADatabaseThatAsksForItsPassword() throws Exception {
        DemoState state = control.state();
        assertThat(get(state.service().url() + "/quotes/17")).isEqualTo(200);
        assertThat(get(state.inbox().url() + "/")).isEqualTo(200);
        String url = "jdbc:postgresql://127.0.0.1:" + state.database().port() + "/quotes";
        assertThatThrownBy(() -> DriverManager.getConnection(url, "quotes", "guess")).isInstanceOf(SQLException.class);
        Path passwordFile = home.resolve("demo/postgres-password");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(passwordFile))).isEqualTo("rw-------");
        try (var connection = DriverManager.getConnection(url, "postgres", Files.readString(passwordFile).strip());
                var row = connection.createStatement().executeQuery("SELECT current_setting('fsync'), count(*) FROM pg_stat_statements")) {
            assertThat(row.next()).isTrue();
            assertThat(row.getString(1)).isEqualTo("on");
        }
    }

    @Test
    void errorsComeWithARelease_surviveARestart_andAreMendedByTheNextRelease() throws Exception {
        assertThat(control.state().service().version()).isEqualTo("1.4.2");
        assertThat(control.breakIt(DemoMode.ERRORS, ANN)).contains("Migration 42").contains("release 1.5.0");
        assertThat(get(control.state().service().url() + "/search?q=patience")).isEqualTo(500);
        assertThat(control.state().broken()).containsExactly(new DemoState.Broken("errors", NOW));
        assertThat(control.state().service().version()).isEqualTo("1.5.0");

        DemoState before = control.state();
        stopDemo();
        startDemo();
        assertThat(control.state()).isEqualTo(before);
        assertThat(get(control.state().service().url() + "/search?q=patience")).isEqualTo(500);

        assertThat(control.repair(ANN)).contains("release 1.5.1");
        assertThat(get(control.state().service().url() + "/search?q=patience")).isEqualTo(200);
        assertThat(control.state().broken()).isEmpty();
        assertThat(audit.search(AuditFilter.ALL, 0, 10)).extracting(AuditRecord::who, AuditRecord::action)
                .contains(tuple("ann", "demo.broken"), tuple("ann", "demo.repaired"));
    }

    @Test
    void deletedRowsAreSeenInTheStateAndSlownessTooUntilRepair() {
        control.breakIt(DemoMode.SLOW, ANN);
        assertThat(control.breakIt(DemoMode.DELETE_ROWS, ANN)).startsWith("Deleted ");
        assertThat(control.state().missingRows()).isEqualTo(3_334);
        assertThat(control.state().broken()).extracting(DemoState.Broken::mode).containsExactly("slow", "delete-rows");
        assertThat(control.repair(ANN)).contains("seeded 3334 deleted quotes again");
        assertThat(control.state().broken()).isEmpty();
    }

    @Test
    void programsThatDieAreStartedAgain() throws Exception {
        for (String name : List.of("demo-postgres", "demo-quotes-api", "demo-inbox")) {
            ProcessHandle old = process(name);
            old.destroyForcibly();
            await(name).atMost(Duration.ofSeconds(20)).until(() -> processes(name).anyMatch(now -> now.pid() != old.pid()));
        }
        awaitRunning();
        assertThat(get(control.state().service().url() + "/quotes/17")).isEqualTo(200);
        await().until(() -> get(control.state().inbox().url() + "/") == 200);
    }

    private void startDemo() {
        children = new ChildProcesses(home.resolve("run"));
        children.sweep();
        Path folder = home.resolve("demo");
        demo = new Demo(created(folder), children, () -> new DemoPrograms(DemoPrograms.classPath(Map.of()), folder, Map.of(
                "OTEL_TRACES_EXPORTER", "none", "OTEL_METRICS_EXPORTER", "none", "OTEL_LOGS_EXPORTER", "none")), (port, passwordFile) -> { });
        control = new DemoControl(demo, audit, Clock.fixed(NOW, ZoneOffset.UTC));
        assertThat(control.state().phase()).isEqualTo(Phase.STARTING);
        demo.start();
        awaitRunning();
    }

    private void stopDemo() {
        demo.stop();
        children.close();
        assertThat(processes("demo-").toList()).isEmpty();
    }

    private void awaitRunning() {
        await().atMost(Duration.ofSeconds(60)).until(() -> control.state().phase() == Phase.RUNNING
                && get(control.state().service().url() + "/quotes/17") > 0);
    }

    private ProcessHandle process(String name) {
        return processes(name).findFirst().orElseThrow();
    }

    /// Found by the pid files that every child has.
    private Stream<ProcessHandle> processes(String name) {
        var found = new ArrayList<ProcessHandle>();
        try (var files = Files.newDirectoryStream(home.resolve("run"), name + "*.pid")) {
            for (Path file : files) {
                String text = file.getFileName().toString();
                ProcessHandle.of(Long.parseLong(text.substring(text.lastIndexOf('-') + 1, text.length() - 4)))
                        .filter(ProcessHandle::isAlive).ifPresent(found::add);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return found.stream();
    }

    private int get(String url) {
        try {
            return client.send(HttpRequest.newBuilder(URI.create(url)).build(), BodyHandlers.discarding()).statusCode();
        } catch (IOException _) {
            return 0;
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path created(Path folder) {
        try {
            return Files.createDirectories(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static AuditLog auditLog() {
        var metadata = new JdbcDataSource();
        metadata.setUrl("jdbc:h2:mem:demo-audit;DB_CLOSE_DELAY=-1");
        Flyway.configure().dataSource(metadata).locations("classpath:db/migration").load().migrate();
        return new AuditLog(JdbcClient.create(metadata), new DataSourceTransactionManager(metadata), Clock.systemUTC());
    }
}
