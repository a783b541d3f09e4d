package io.keepwatch.clickhouse.embedded;

import io.keepwatch.clickhouse.ClickHouseEndpoint;
import io.keepwatch.clickhouse.ClickHouseEndpoint.Credentials;
import io.keepwatch.process.ChildProcess;
import io.keepwatch.process.ChildProcesses;
import io.keepwatch.process.ProcessSpec;
import io.keepwatch.settings.Secret;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One run of the engine's process, from its start to its end, under passwords of its own.
final class EngineProcess {

    static final String DATABASE = "keepwatch";

    private static final Logger log = LoggerFactory.getLogger(EngineProcess.class);
    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int SIGKILLED = 128 + 9;

    private final Credentials writer = new Credentials("keepwatch", newPassword());
    private final Credentials reader = new Credentials("reader", newPassword());
    private final CompletableFuture<Integer> port = new CompletableFuture<>();
    private final ChildProcess child;
    private volatile String lastError = "";

    /// @throws EngineFailure when it cannot be started
    EngineProcess(ChildProcesses children, EngineDirectory directory, Path library, EngineMemory memory, Duration lockPatience) {
        directory.write(memory, writer, reader);
        var command = List.of(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "--enable-native-access=ALL-UNNAMED",
                "-cp",
                EngineLibrary.classPath(),
                ClickHouseServer.class.getName(),
                library.toString(),
                directory.data().toString(),
                directory.config().toString(),
                directory.startStatements().toString(),
                directory.lock().toString(),
                lockPatience.toString());
        try {
            child = children.start(new ProcessSpec("clickhouse", command, Map.of(), directory.path(), this::read));
        } catch (UncheckedIOException e) {
            throw new EngineFailure(String.valueOf(e.getMessage()));
        }
        child.onExit().thenRun(() -> port.completeExceptionally(new EngineFailure(whyEnded())));
    }

    /// Waits until it answers.
    ///
    /// @throws EngineFailure when it ends instead, or time is over
    ClickHouseEndpoint awaitReady(Duration atMost) throws InterruptedException {
        try {
            URI url = URI.create("http://127.0.0.1:" + port.get(atMost.toMillis(), TimeUnit.MILLISECONDS));
            return new ClickHouseEndpoint(url, DATABASE, writer, reader);
        } catch (ExecutionException e) {
            throw new EngineFailure(String.valueOf(e.getCause().getMessage()));
        } catch (TimeoutException _) {
            throw new EngineFailure("ClickHouse did not answer within " + atMost.toSeconds() + " s of its start");
        }
    }

    boolean isAlive() {
        return child.isAlive();
    }

    CompletableFuture<Integer> onExit() {
        return child.onExit();
    }

    long pid() {
        return child.pid();
    }

    /// One line; sensible once it has ended.
    String whyEnded() {
        int code = child.onExit().getNow(-1);
        if (code != SIGKILLED && !lastError.isEmpty()) {
            return "ClickHouse ended: " + lastError;
        }
        return code == SIGKILLED ? "ClickHouse was killed" : "ClickHouse ended with exit code " + code;
    }

    void stop(Duration grace) {
        child.stop(grace);
    }

    void kill() {
        child.kill();
    }

    private void read(String line) {
        if (line.startsWith(ClickHouseServer.READY)) {
            port.complete(Integer.parseInt(line.substring(ClickHouseServer.READY.length())));
        } else if (line.startsWith(ClickHouseServer.ERROR)) {
            lastError = line.substring(ClickHouseServer.ERROR.length());
        } else if (line.startsWith("Code: ")) {
            lastError = line; // what clickhouse-local prints on its own when it cannot start
        } else {
            log.debug("{}", line);
        }
    }

    private static Secret newPassword() {
        var bytes = new byte[24];
        RANDOM.nextBytes(bytes);
        return Secret.of(HexFormat.of().formatHex(bytes));
    }
}
