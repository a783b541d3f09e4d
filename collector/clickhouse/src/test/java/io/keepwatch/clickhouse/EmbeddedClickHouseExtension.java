package io.keepwatch.clickhouse;

import static org.awaitility.Awaitility.await;

import io.keepwatch.clickhouse.embedded.EmbeddedClickHouse;
import io.keepwatch.process.ChildProcesses;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/// A real ClickHouse for tests: one embedded engine for all test classes of a JVM, a fresh database for each class.
/// Resolves parameters of type [ClickHouse] and [ClickHouseClient], in constructors and methods.
public final class EmbeddedClickHouseExtension implements BeforeAllCallback, ParameterResolver {

    private static final Namespace NAMESPACE = Namespace.create(EmbeddedClickHouseExtension.class);

    @Override
    public void beforeAll(ExtensionContext context) {
        database(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == ClickHouse.class || type == ClickHouseClient.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        FreshDatabase database = database(context);
        return parameter.getParameter().getType() == ClickHouse.class ? database.clickhouse : database.client;
    }

    private static FreshDatabase database(ExtensionContext context) {
        ExtensionContext ofClass = context;
        while (ofClass.getParent().filter(parent -> parent != context.getRoot()).flatMap(ExtensionContext::getTestClass).isPresent()) {
            ofClass = ofClass.getParent().get();
        }
        Engine engine = context.getRoot().getStore(NAMESPACE).computeIfAbsent(Engine.class, _ -> Engine.started(), Engine.class);
        return ofClass.getStore(NAMESPACE)
                .computeIfAbsent(FreshDatabase.class, _ -> new FreshDatabase(engine), FreshDatabase.class);
    }

    /// Closed by JUnit after the last test class.
    private record Engine(Path directory, ChildProcesses children, EmbeddedClickHouse clickhouse, AtomicInteger databases)
            implements AutoCloseable {

        static Engine started() {
            try {
                Path directory = Files.createTempDirectory("keepwatch-clickhouse-");
                var children = new ChildProcesses(directory.resolve("run"));
                var clickhouse =
                        new EmbeddedClickHouse(children, directory.resolve("clickhouse"), Clock.systemUTC());
                clickhouse.start();
                if (!clickhouse.awaitUp(Duration.ofMinutes(1))) {
                    throw new IllegalStateException("Embedded ClickHouse does not start: " + clickhouse.state());
                }
                return new Engine(directory, children, clickhouse, new AtomicInteger());
            } catch (Exception e) {
                throw new IllegalStateException("Cannot start embedded ClickHouse for the tests", e);
            }
        }

        @Override
        public void close() throws Exception {
            clickhouse.close();
            children.close();
            // the file of a process that has ended is removed by whoever notices its end
            await().atMost(Duration.ofSeconds(30)).until(() -> isEmpty(directory.resolve("run")));
            FileSystemUtils.deleteRecursively(directory);
        }

        private static boolean isEmpty(Path folder) throws IOException {
            try (Stream<Path> files = Files.list(folder)) {
                return files.findAny().isEmpty();
            }
        }
    }

    private static final class FreshDatabase implements AutoCloseable {

        private final ClickHouse clickhouse;
        private final ClickHouseClient client;

        FreshDatabase(Engine engine) {
            String name = "test_" + engine.databases().incrementAndGet();
            try (var creator = new ClickHouseClient(engine.clickhouse())) {
                creator.execute("CREATE DATABASE " + name);
            }
            clickhouse = new OtherDatabase(engine.clickhouse(), name);
            client = new ClickHouseClient(clickhouse);
        }

        @Override
        public void close() {
            client.execute("DROP DATABASE " + client.database() + " SYNC");
            client.close();
        }
    }

    /// The same server with another database.
    private record OtherDatabase(ClickHouse server, String database) implements ClickHouse {

        @Override
        public State state() {
            return renamed(server.state());
        }

        @Override
        public void onChange(Listener listener) {
            server.onChange(state -> listener.changed(renamed(state)));
        }

        @Override
        public boolean awaitUp(Duration atMost) throws InterruptedException {
            return server.awaitUp(atMost);
        }

        private State renamed(State state) {
            return state instanceof State.Up(var since, var endpoint)
                    ? new State.Up(since, new ClickHouseEndpoint(endpoint.url(), database, endpoint.writer(), endpoint.reader()))
                    : state;
        }
    }
}
