package io.keepwatch.clickhouse.embedded;

import io.keepwatch.process.ParentWatch;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// The main class of the engine's child process: a real ClickHouse HTTP server on a free port of the loopback interface, out of
/// `libchdb.so`. Prints `READY <port>` when it answers, `ERROR <reason>` when it cannot. Ends cleanly on SIGTERM and when its
/// standard input ends, which also happens when its parent dies.
///
/// Runs on nothing but the JDK and this module's and platform's classes, in a small heap: what it allocates is native.
final class ClickHouseServer {

    static final String READY = "READY ";
    static final String ERROR = "ERROR ";

    private static final String LOOPBACK = "127.0.0.1";
    private static final long ENGINE_STACK = 64L << 20;

    /// Statements under way may end in the first round; then connections are cut.
    private static final Duration STOP_ROUND = Duration.ofMillis(250);
    private static final int STOP_ROUNDS = 10;

    /// For [ParentWatch], which must not be first.
    private static final Duration WATCH_GRACE = Duration.ofSeconds(10);

    private final ChdbLibrary library;
    private final ChdbLibrary.Pipe pipe;
    private final CompletableFuture<String> ended = new CompletableFuture<>();
    private final int port;
    private boolean stopping;

    private ClickHouseServer(ChdbLibrary library) throws IOException {
        this.library = library;
        this.port = freePort();
        this.pipe = library.openPipe();
    }

    /// Arguments: library, data directory, configuration file, file of the statements to start with, lock file, and how long to
    /// wait for the lock.
    public static void main(String[] arguments) {
        try {
            List<Path> files = Arrays.stream(arguments).limit(5).map(Path::of).toList();
            try (var _ = EngineLock.acquire(files.get(4), Duration.parse(arguments[5]))) {
                serve(new ClickHouseServer(ChdbLibrary.load(files.get(0))), files.get(1), files.get(2), files.get(3));
            }
        } catch (Throwable failure) {
            fail("Cannot start in " + arguments[1] + ": " + failure.getMessage());
        }
    }

    private static void serve(ClickHouseServer server, Path data, Path config, Path startStatements) throws Exception {
        ParentWatch.start(WATCH_GRACE, server::stop);
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop, "stop"));
        server.start(data, config, startStatements);
        if (server.awaitAnswer()) {
            System.out.println(READY + server.port);
        }
        String error = server.ended.get();
        if (!error.isEmpty()) {
            fail(error.lines().findFirst().orElse(error));
        }
    }

    private static void fail(String reason) {
        System.out.println(ERROR + reason);
        System.exit(1);
    }

    private void start(Path data, Path config, Path startStatements) {
        // clickhouse-local reads two "files" of statements: the first opens the listener, the second is a pipe into which
        // nobody writes, so that it waits there until we close our end
        var arguments = List.of(
                "clickhouse-local",
                "--config-file=" + config,
                "--path=" + data,
                "--listen_host=" + LOOPBACK,
                "--http_port=" + port,
                "--queries-file",
                startStatements.toString(),
                "/proc/self/fd/" + pipe.readEnd());
        new Thread(null, () -> run(arguments), "clickhouse", ENGINE_STACK).start();
    }

    private void run(List<String> arguments) {
        try {
            ended.complete(library.run(arguments));
        } catch (Throwable failure) {
            ended.completeExceptionally(failure);
        }
    }

    /// Returns when the engine has ended, or does not return: what a stop that takes too long cuts off is what `kill -9` cuts
    /// off, and loses nothing that was acknowledged.
    private void stop() {
        synchronized (this) {
            if (!stopping && !ended.isDone()) {
                library.close(pipe.writeEnd());
            }
            stopping = true;
        }
        try {
            for (int round = 0; !endsWithin(STOP_ROUND); round++) {
                if (round == STOP_ROUNDS) {
                    System.out.println("ClickHouse takes too long to stop: ending it as it stands");
                    library.exitNow(0);
                }
                ServerConnections.to(port).forEach(library::shutDown);
            }
        } catch (Exception e) {
            System.out.println(ERROR + "ClickHouse did not stop cleanly: " + e);
        }
    }

    private boolean endsWithin(Duration time) throws Exception {
        try {
            ended.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException _) {
            return false;
        }
    }

    /// False when the engine ended instead.
    private boolean awaitAnswer() throws InterruptedException {
        var ping = HttpRequest.newBuilder(URI.create("http://" + LOOPBACK + ":" + port + "/ping"))
                .timeout(Duration.ofSeconds(2))
                .build();
        try (var http = HttpClient.newHttpClient()) {
            while (!ended.isDone()) {
                try {
                    if (http.send(ping, BodyHandlers.discarding()).statusCode() == 200) {
                        return true;
                    }
                } catch (IOException _) {
                    // not listening yet
                }
                Thread.sleep(10);
            }
        }
        return false;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
            return socket.getLocalPort();
        }
    }
}
