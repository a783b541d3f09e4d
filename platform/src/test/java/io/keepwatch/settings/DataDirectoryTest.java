package io.keepwatch.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {

    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();

    @TempDir
    Path directory;

    /// Holds the lock until it is killed.
    static final class Holder {
        public static void main(String[] args) throws Exception {
            DataDirectory.open(Path.of(args[0]));
            System.out.println("holding");
            Thread.currentThread().join();
        }
    }

    @Test
    void names_the_process_that_holds_the_directory_and_takes_it_when_that_is_killed() throws Exception {
        Path home = directory.resolve("data");
        Process holder = new ProcessBuilder(
                JAVA, "-cp", System.getProperty("java.class.path"), Holder.class.getName(), home.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT).start();
        try (var lines = holder.inputReader()) {
            assertThat(lines.readLine()).isEqualTo("holding");

            assertThatThrownBy(() -> DataDirectory.open(home, Duration.ofMillis(300)))
                    .isInstanceOf(StartProblem.class)
                    .message()
                    .startsWith("Cannot use the data directory " + home + ": process " + holder.pid() + " (" + JAVA)
                    .endsWith(" uses it; stop that process, or set KEEPWATCH_HOME to another directory");

            var waiting = CompletableFuture.supplyAsync(() -> DataDirectory.open(home, Duration.ofSeconds(30)));
            holder.destroyForcibly();
            waiting.get(30, TimeUnit.SECONDS).close();
        } finally {
            holder.destroyForcibly();
        }
    }

    @Test
    void a_place_that_cannot_be_written_is_one_line() throws Exception {
        Path file = Files.writeString(directory.resolve("file"), "");

        assertThatThrownBy(() -> DataDirectory.open(file.resolve("data")))
                .isInstanceOf(StartProblem.class)
                .hasMessage("Cannot write to the data directory " + file + "/data: Not a directory"
                        + "; give this user write access, or set KEEPWATCH_HOME to another directory");
        assertThatThrownBy(() -> DataDirectory.open(Path.of("/proc/keepwatch")))
                .isInstanceOf(StartProblem.class)
                .message().startsWith("Cannot write to the data directory /proc/keepwatch: ").hasLineCount(1);
    }

    @Test
    void ports_and_token_are_for_the_owner_only_and_go_with_a_clean_stop() throws Exception {
        var network = new Settings.Network("0.0.0.0", 0, 0, 0, null, null, true);
        try (var home = DataDirectory.open(directory.resolve("data"))) {
            var token = new CliToken();
            try (var file = new PortsFile(home, network, token)) {
                var ports = new BoundPorts(java.util.Set.of(Settings.ProcessRole.values()));
                ports.all().thenAccept(file::write);
                ports.bound(RunningPorts.Listener.HTTP, 1);
                ports.bound(RunningPorts.Listener.OTLP_GRPC, 2);
                assertThat(home.path().resolve("ports.json")).doesNotExist();

                ports.bound(RunningPorts.Listener.OTLP_HTTP, 3);

                assertThat(home.path().resolve("ports.json")).content().isEqualToIgnoringWhitespace(
                        "{\"address\": \"127.0.0.1\", \"http\": 1, \"otlpGrpc\": 2, \"otlpHttp\": 3, \"pid\": "
                                + ProcessHandle.current().pid() + ", \"tls\": false}");
                Path tokenFile = home.path().resolve("cli-token");
                assertThat(token.matches(Files.readString(tokenFile).strip())).isTrue();
                assertThat(Files.getPosixFilePermissions(tokenFile)).extracting(Enum::name)
                        .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
            }
            assertThat(home.path().toFile().list()).containsExactly("keepwatch.lock");
        }
    }
}
