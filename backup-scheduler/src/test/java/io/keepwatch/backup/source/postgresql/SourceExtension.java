package io.keepwatch.backup.source.postgresql;

import io.keepwatch.metadata.PostgresExtension;
import io.keepwatch.process.ChildProcesses;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.springframework.util.FileSystemUtils;

/// Hands a source to the tests of a class, the processes it starts, and the real server that all classes share.
final class SourceExtension implements ParameterResolver {

    /// Ends what the class has started, when it is over.
    private record Bench(Path directory, ChildProcesses children, PostgresqlSource source) implements AutoCloseable {

        static Bench open() {
            try {
                Path directory = Files.createTempDirectory("keepwatch-source-");
                var children = new ChildProcesses(directory);
                return new Bench(directory, children, new PostgresqlSource(children));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        @Override
        public void close() throws IOException {
            children.close();
            FileSystemUtils.deleteRecursively(directory);
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == TestServer.class || type == ChildProcesses.class || type == PostgresqlSource.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        if (type == TestServer.class) {
            return new TestServer(PostgresExtension.server(context));
        }
        Bench bench = context.getStore(ExtensionContext.Namespace.create(SourceExtension.class))
                .computeIfAbsent(Bench.class, _ -> Bench.open(), Bench.class);
        return type == ChildProcesses.class ? bench.children() : bench.source();
    }
}
