package io.keepwatch.demo;

import io.keepwatch.process.ChildProcesses;
import java.nio.file.Path;
import java.util.Map;

/// Runs a demo until it is killed.
final class DemoParentToKill {

    private DemoParentToKill() {}

    public static void main(String[] arguments) throws InterruptedException {
        Path home = Path.of(arguments[0]);
        var demo = new Demo(home.resolve("demo"), new ChildProcesses(home.resolve("run")), () -> new DemoPrograms(
                DemoPrograms.classPath(Map.of()), home, Map.of(
                        "OTEL_TRACES_EXPORTER", "none", "OTEL_METRICS_EXPORTER", "none", "OTEL_LOGS_EXPORTER", "none")), (port, passwordFile) -> { });
        demo.start();
        Thread.currentThread().join();
    }
}
