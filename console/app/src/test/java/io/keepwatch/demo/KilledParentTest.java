package io.keepwatch.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keepwatch.process.ChildProcesses;
import io.keepwatch.process.ProcessSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KilledParentTest {

    @Test
    void everyProgramAndTheDatabaseEndWithAParentThatIsKilled(@TempDir Path home) throws IOException {
        // so that the cluster is in the home, even when we are root
        Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.createDirectory(home.resolve("demo"));
        try (var children = new ChildProcesses(home.resolve("test"))) {
            var parent = children.start(new ProcessSpec("parent", List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp", System.getProperty("java.class.path"), DemoParentToKill.class.getName(), home.toString()),
                    Map.of(), home, _ -> {}));
            await().atMost(Duration.ofSeconds(60)).until(() -> programs(home.resolve("run"))
                    .containsAll(Set.of("demo-quotes-api", "demo-quotes-web", "demo-inbox", "demo-postgres")));
            assertThat(home.resolve("demo/postgres/data")).exists();
            // the postmaster's own children among them
            List<ProcessHandle> descendants = ProcessHandle.of(parent.pid()).orElseThrow().descendants().toList();

            ProcessHandle.of(parent.pid()).orElseThrow().destroyForcibly();

            await().atMost(Duration.ofSeconds(15)).untilAsserted(() ->
                    assertThat(descendants).filteredOn(ProcessHandle::isAlive).isEmpty());
        }
    }

    /// Each child has a pid file by its name.
    private static Set<String> programs(Path run) throws IOException {
        if (Files.notExists(run)) {
            return Set.of();
        }
        try (var files = Files.list(run)) {
            return files.map(file -> file.getFileName().toString().replaceFirst("-\\d+\\.pid$", "")).collect(Collectors.toSet());
        }
    }
}
