package io.keepwatch.e2e;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Hands tests one running Keepwatch with the demo, and one Chromium, shared by all classes of a run.
final class KeepwatchWithDemo implements ParameterResolver {

    private static final ExtensionContext.Namespace NAMESPACE = ExtensionContext.Namespace.create(KeepwatchWithDemo.class);

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return type == RunningKeepwatch.class || type == Chromium.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        var store = context.getRoot().getStore(NAMESPACE);
        // the store closes what it made when the run ends
        return parameter.getParameter().getType() == Chromium.class
                ? store.computeIfAbsent(Chromium.class, type -> new Chromium())
                : store.computeIfAbsent(RunningKeepwatch.class, type -> start());
    }

    private static RunningKeepwatch start() {
        try {
            var started = RunningKeepwatch.start(Files.createTempDirectory("keepwatch-e2e-").resolve("data"), "--demo");
            await("the demo").atMost(Duration.ofMinutes(3)).until(() -> started.get("/api/demo").body().contains("\"RUNNING\""));
            return started;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
