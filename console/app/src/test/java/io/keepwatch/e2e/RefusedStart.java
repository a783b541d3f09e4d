package io.keepwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.process.ChildProcesses;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;

/// A start that ends by itself, with an exit code that says so.
final class RefusedStart {

    private RefusedStart() {}

    /// What it printed.
    static String output(Map<String, String> environment) {
        Path home = Path.of(environment.get("KEEPWATCH_HOME"));
        Queue<String> lines = new ConcurrentLinkedQueue<>();
        try (var processes = new ChildProcesses(home.resolveSibling(home.getFileName() + "-refused"))) {
            int code = processes.start(RunningKeepwatch.spec(home, List.of("up"), environment, lines::add))
                    .onExit().orTimeout(60, TimeUnit.SECONDS).join();
            assertThat(code).as(String.join("\n", lines)).isNotZero();
        }
        return String.join("\n", lines);
    }
}
