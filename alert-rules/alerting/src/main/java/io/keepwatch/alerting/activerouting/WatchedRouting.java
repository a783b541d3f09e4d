package io.keepwatch.alerting.activerouting;

import io.keepwatch.alerting.routing.ActiveRouting;
import io.keepwatch.alerting.routing.ConfiguredMessages;
import io.keepwatch.alerting.routing.RoutingConfig;
import io.keepwatch.alerting.routing.RoutingConfigException;
import io.keepwatch.alerting.routing.RoutingConfigReader;
import io.keepwatch.settings.FileWatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Uses the configured file, and again when its content or that of its templates changes. What cannot be used leaves in use what was
/// before: at the start that is the built-in routing, because a mistake in this file must not keep telemetry and backups from running.
final class WatchedRouting implements ActiveRouting, AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(WatchedRouting.class);

    private final Supplier<@Nullable Path> chosen;
    private final BuiltInRouting builtIn;
    private final Path folder;
    private final Clock clock;
    private final List<Runnable> listeners = new CopyOnWriteArrayList<>();
    private final FileWatch watch = new FileWatch("routes", this::look);

    private Seen seen;
    private volatile Setup current;
    private volatile @Nullable Problem problem;

    /// What is in use was made of this.
    ///
    /// @param file      null for the built-in routing
    /// @param templates content of the files of templates
    private record Seen(@Nullable Path file, String text, Map<Path, String> templates) {}

    /// @param chosen the configured file, which may become another one; null for none
    /// @param folder of `keepwatch.yaml`
    WatchedRouting(Supplier<@Nullable Path> chosen, BuiltInRouting builtIn, Path folder, Clock clock) {
        this.chosen = chosen;
        this.builtIn = builtIn;
        this.folder = folder;
        this.clock = clock;
        this.seen = new Seen(null, builtIn.text(), Map.of());
        RoutingConfig config = RoutingConfigReader.read(folder.resolve("built-in"), seen.text);
        this.current = new Setup(config, ConfiguredMessages.of(Map.of()), null, clock.instant());
    }

    /// Reads the file, and starts to look for changes.
    void watch() {
        look();
        if (current.file() == null) {
            tell(current);
        }
        watch.start();
    }

    @Override
    public void close() {
        watch.close();
    }

    @Override
    public Setup current() {
        return current;
    }

    @Override
    public Optional<Problem> problem() {
        return Optional.ofNullable(problem);
    }

    @Override
    public void onChange(Runnable listener) {
        listeners.add(listener);
    }

    synchronized void look() {
        Path file = chosen.get();
        try {
            String text = file == null ? builtIn.text() : FileWatch.text(file);
            boolean same = Objects.equals(file, seen.file) && text.equals(seen.text);
            RoutingConfig config = same ? current.config() : RoutingConfigReader.read(file == null ? folder.resolve("built-in") : file, text);
            var now = new Seen(file, text, ConfiguredMessages.texts(config));
            if (now.equals(seen)) {
                problem = null;
            } else {
                use(now, config);
            }
        } catch (RoutingConfigException e) {
            report(String.valueOf(e.getMessage()));
        } catch (IllegalArgumentException e) {
            report("Cannot use the receivers of the environment: " + e.getMessage()); // the file of a secret is gone
        } catch (IOException e) {
            report("Cannot read " + file + ": " + (file != null && !Files.exists(file) ? "there is no such file" : e.getMessage()));
        }
    }

    private void use(Seen now, RoutingConfig config) {
        List<String> problems = ConfiguredMessages.problems(config, now.templates);
        if (!problems.isEmpty()) {
            report("Cannot use " + now.file + ": " + String.join("; ", problems));
            return;
        }
        seen = now;
        String file = now.file == null ? null : now.file.toString();
        current = new Setup(config, ConfiguredMessages.of(now.templates), file, clock.instant());
        problem = null;
        tell(current);
        for (Runnable listener : listeners) {
            try {
                listener.run();
            } catch (RuntimeException e) {
                log.error("Cannot apply the changed routing of alerts in {}", listener, e);
            }
        }
    }

    private void tell(Setup setup) {
        log.info("Routing alerts by {}", setup.file() == null ? "the built-in routes" : setup.file());
        if (!setup.withoutNotifier().isEmpty()) {
            log.warn("Keepwatch has no notifier for {}: nobody is told through them", String.join(", ", setup.withoutNotifier()));
        }
        if (setup.tellsNobody() && (setup.file() != null || !builtIn.isIncomplete())) {
            log.warn("Nobody is told of alerts, for there is no receiver; set e.g. KEEPWATCH_SLACK_WEBHOOK_URL, or keepwatch.alerting.config");
        }
    }

    private void report(String message) {
        Problem present = problem;
        if (present == null || !present.message().equals(message)) {
            log.warn("Keeping {}. {}", current.file() == null ? "the built-in routing of alerts" : "the routing of alerts as it was", message);
            problem = new Problem(message, clock.instant());
        }
    }
}
