package io.keepwatch.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ChildProcessesTest {

    private static final String JAVA = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final Duration LONG = Duration.ofSeconds(30);

    @TempDir
    Path directory;

    private final List<String> output = new CopyOnWriteArrayList<>();
    private ChildProcesses children;

    @BeforeEach
    void create() {
        children = new ChildProcesses(directory.resolve("run"));
    }

    @AfterEach
    void close() {
        children.close();
    }

    @Test
    void hands_over_every_line_before_it_tells_the_exit_code() {
        var child = start("sh", "-c", "echo out; echo err >&2; printf last; exit 7");

        assertThat(child.onExit()).succeedsWithin(LONG).isEqualTo(7);
        assertThat(output).containsExactly("out", "err", "last");
        await().untilAsserted(() -> assertThat(pidFiles()).isEmpty());
    }

    @Test
    void shows_the_child_nothing_of_our_environment_but_the_listed() {
        var child = children.start(new ProcessSpec(
                "env", List.of("env"), Map.of("GIVEN", "yes"), directory, output::add));

        assertThat(child.onExit()).succeedsWithin(LONG).isEqualTo(0);
        assertThat(output).contains("GIVEN=yes");
        assertThat(output).extracting(line -> line.substring(0, line.indexOf('='))).isSubsetOf("GIVEN", "PATH", "HOME", "LANG", "TZ");
    }

    @Test
    void a_consumer_that_fails_does_not_stop_the_child() {
        var child = children.start(new ProcessSpec("loud", List.of("sh", "-c", "seq 1 20000"), Map.of(), directory, line -> {
            throw new IllegalStateException("full");
        }));

        assertThat(child.onExit()).succeedsWithin(LONG).isEqualTo(0);
    }

    @Test
    void cuts_a_line_without_end() {
        var child = start("sh", "-c", "head -c 100000 /dev/zero | tr '\\0' x");

        assertThat(child.onExit()).succeedsWithin(LONG).isEqualTo(0);
        assertThat(output).hasSizeBetween(6, 8).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(16 * 1024));
    }

    @Test
    void a_program_that_is_missing_is_named() {
        assertThatThrownBy(() -> start("/no/such/program"))
                .hasMessage("Cannot start child process test (/no/such/program): no such program");
        assertThatThrownBy(() -> start("no-such-program-anywhere"))
                .hasMessage("Cannot start child process test (no-such-program-anywhere): no such program on the PATH");
    }

    @Test
    void becomes_another_user_when_root() {
        var spec = new ProcessSpec("who", List.of("id", "-un"), Map.of(), Path.of("/"), output::add).runAs("nobody");
        String expected = "root".equals(System.getProperty("user.name")) ? "nobody" : System.getProperty("user.name");

        assertThat(children.start(spec).onExit()).succeedsWithin(LONG).isEqualTo(0);
        assertThat(output).containsExactly(expected);
    }

    @Test
    void stop_lets_a_child_end_in_order_at_the_end_of_its_input() {
        var child = start("sh", "-c", "trap 'echo signal' TERM; cat; echo bye");

        child.stop(LONG);

        assertThat(child.onExit()).succeedsWithin(LONG).isEqualTo(0);
        assertThat(output).containsExactly("bye");
    }

    @Test
    void stop_interrupts_what_ends_on_interrupt_only() {
        // not a shell: started from a background job it inherits an ignored SIGINT, and then cannot trap it
        var child = children.start(new ProcessSpec("int", List.of("perl", "-e",
                "$| = 1; $SIG{INT} = sub { print \"int\\n\"; exit 3 }; $SIG{TERM} = sub { print \"term\\n\" };"
                        + " print \"ready\\n\"; sleep 1 while 1"),
                Map.of(), directory, output::add).endedBy(ProcessSpec.Ending.INTERRUPT));
        await().until(() -> output.contains("ready"));

        child.stop(LONG);

        assertThat(child.onExit()).succeedsWithin(LONG).isEqualTo(3);
        assertThat(output).containsExactly("ready", "int");
    }

    @Test
    void stop_kills_what_heeds_nothing_with_its_descendants() {
        var child = start("sh", "-c", "trap '' TERM; sleep 1000 & echo $!; while :; do wait; done");
        await().until(() -> !output.isEmpty());
        long grandchild = Long.parseLong(output.getFirst());

        child.stop(Duration.ofMillis(200));

        assertThat(child.isAlive()).isFalse();
        await().until(() -> !runs(grandchild));
    }

    @Test
    void a_stream_has_the_bytes_of_the_output_and_the_lines_have_the_errors() throws Exception {
        var streaming = children.startStreaming(new ProcessSpec("bytes",
                List.of("perl", "-e", "binmode STDOUT; print pack('C*', 0..255) x 4096; print STDERR \"oh\\nno\"; exit 3"),
                Map.of(), directory, output::add));

        byte[] bytes = streaming.output().readAllBytes();

        assertThat(bytes).hasSize(256 * 4096);
        assertThat(bytes[255]).isEqualTo((byte) 255);
        assertThat(streaming.child().onExit()).succeedsWithin(LONG).isEqualTo(3);
        assertThat(output).containsExactly("oh", "no");
        await().untilAsserted(() -> assertThat(pidFiles()).isEmpty());
    }

    @Test
    void the_stream_of_a_killed_child_ends_and_the_exit_code_tells() throws Exception {
        var streaming = children.startStreaming(new ProcessSpec("endless", List.of("yes"), Map.of(), directory, output::add)
                .endedBy(ProcessSpec.Ending.TERMINATE));
        assertThat(streaming.output().read()).isEqualTo('y');

        streaming.close();

        streaming.output().transferTo(OutputStream.nullOutputStream());
        assertThat(streaming.child().onExit()).succeedsWithin(LONG).isEqualTo(137);
    }

    @Test
    void a_child_is_fed_and_gives_back_what_it_was_fed() throws Exception {
        byte[] bytes = new byte[3_000_000];
        new Random(7).nextBytes(bytes);
        var streaming = children.startStreaming(new ProcessSpec("cat", List.of("cat"), Map.of(), directory, output::add));
        var feeder = Thread.startVirtualThread(() -> {
            try (var input = streaming.child().input()) {
                input.write(bytes);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });

        assertThat(streaming.output().readAllBytes()).isEqualTo(bytes);
        feeder.join();
        assertThat(streaming.child().onExit()).succeedsWithin(LONG).isEqualTo(0);
    }

    @Test
    void stop_does_not_wait_for_who_feeds_a_child_that_does_not_read() throws Exception {
        var deaf = children.startStreaming(new ProcessSpec("deaf", List.of("sleep", "1000"), Map.of(), directory, output::add)
                .endedBy(ProcessSpec.Ending.TERMINATE)).child();
        var feeder = Thread.ofPlatform().daemon().start(() -> {
            try {
                deaf.input().write(new byte[1_000_000]);
            } catch (IOException e) {
                output.add("refused");
            }
        });
        // in the write to a full pipe
        await().until(() -> Arrays.stream(feeder.getStackTrace()).anyMatch(frame -> frame.getMethodName().equals("writeBytes")));

        try {
            assertThat(CompletableFuture.runAsync(() -> deaf.stop(LONG), task -> Thread.ofPlatform().daemon().start(task)))
                    .succeedsWithin(LONG.multipliedBy(2));
        } finally {
            deaf.kill(); // or one that waits keeps the whole run waiting
        }

        assertThat(deaf.isAlive()).isFalse();
        await().untilAsserted(() -> assertThat(output).containsExactly("refused"));
    }

    @Test
    void close_ends_all() {
        var one = start("cat");
        var two = start("sleep", "1000");

        children.close();

        assertThat(one.isAlive()).isFalse();
        assertThat(two.isAlive()).isFalse();
    }

    @Test
    void a_java_child_sees_the_end_of_its_killed_parent_and_stops_in_order() throws Exception {
        Path trace = directory.resolve("trace");
        long child = startParentAndKillIt("END_OF_INPUT", "child says ready",
                JAVA, "-Xshare:auto", "-cp", System.getProperty("java.class.path"), WatchingChild.class.getName(), trace.toString());

        await().atMost(LONG).until(() -> !runs(child));
        assertThat(trace).hasContent("stopped in order");
    }

    @Test
    void a_child_that_ignores_its_input_ends_with_its_killed_parent() throws Exception {
        long child = startParentAndKillIt("TERMINATE", "pid", "sleep", "1000");

        await().atMost(LONG).until(() -> !runs(child));
    }

    @Test
    void sweep_ends_what_a_crashed_predecessor_left_behind() throws Exception {
        Files.createDirectories(directory.resolve("run"));
        Process left = new ProcessBuilder("sleep", "1000").start();
        var spec = new ProcessSpec("left", List.of("sleep", "1000"), Map.of(), directory, output::add);
        PidFile.write(directory.resolve("run"), spec, left.pid());

        children.sweep();

        assertThat(left.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(pidFiles()).isEmpty();
    }

    @Test
    void sweep_spares_a_stranger_that_was_given_the_pid() throws Exception {
        Files.createDirectories(directory.resolve("run"));
        Process stranger = new ProcessBuilder("sleep", "1000").start();
        try {
            Path file = PidFile.write(directory.resolve("run"),
                    new ProcessSpec("left", List.of("sleep"), Map.of(), directory, output::add), stranger.pid()).path();
            Files.writeString(file, Files.readString(file).replaceFirst(":(\\d+) ", ":1$1 "));
            Files.writeString(directory.resolve("run/torn-1.pid"), "12");

            children.sweep();

            assertThat(stranger.isAlive()).isTrue();
            assertThat(pidFiles()).isEmpty();
        } finally {
            stranger.destroyForcibly();
        }
    }

    private ChildProcess start(String... command) {
        return children.start(new ProcessSpec("test", List.of(command), Map.of(), directory, output::add));
    }

    private long startParentAndKillIt(String ending, String readyLine, String... childCommand) throws Exception {
        var command = new ArrayList<>(List.of(JAVA, "-cp", System.getProperty("java.class.path"),
                ParentToKill.class.getName(), directory.toString(), ending));
        command.addAll(Arrays.asList(childCommand));
        Process parent = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var reader = parent.inputReader()) {
            long pid = -1;
            boolean ready = false;
            while (pid < 0 || !ready) {
                String line = reader.readLine();
                assertThat(line).as("the parent ended before its child was ready").isNotNull();
                ready |= line.startsWith(readyLine);
                pid = line.startsWith("pid ") ? Long.parseLong(line.substring(4)) : pid;
            }
            assertThat(runs(pid)).isTrue();
            parent.destroyForcibly();
            return pid;
        }
    }

    private List<Path> pidFiles() throws Exception {
        try (var files = Files.list(directory.resolve("run"))) {
            return files.toList();
        }
    }

    private static boolean runs(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
