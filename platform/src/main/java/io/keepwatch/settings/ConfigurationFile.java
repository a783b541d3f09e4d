package io.keepwatch.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The live configuration: reads `keepwatch.yaml`, and again when it changes.
/// An edit that cannot be used leaves the old configuration in place and shows as [#problem()].
public final class ConfigurationFile implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ConfigurationFile.class);
    private static final int LARGEST = 4 * 1024 * 1024;

    private final Path file;
    private final ConfigurationReader reader;
    private final Clock clock;
    private final List<Consumer<Configuration>> listeners = new CopyOnWriteArrayList<>();
    private final FileWatch watch = new FileWatch("settings", this::lookForChange);

    private byte @Nullable [] seen;
    private volatile Configuration current;
    private volatile @Nullable ConfigurationProblem problem;

    /// For sections without variants.
    public ConfigurationFile(Path file, List<ConfigurationSection<?>> sections, Map<String, String> environment, Clock clock) {
        this(file, sections, List.of(), environment, clock);
    }

    /// Reads the file; a file that does not exist is an empty one.
    ///
    /// @throws InvalidSettingException when the file cannot be used
    public ConfigurationFile(
            Path file,
            List<ConfigurationSection<?>> sections,
            List<SettingsVariant<?>> variants,
            Map<String, String> environment,
            Clock clock) {
        this.file = file;
        this.clock = clock;
        this.reader = new ConfigurationReader(file, sections, variants, environment);
        this.seen = content();
        this.current = reader.read(seen == null ? new byte[0] : seen);
    }

    /// Starts to look for changes.
    public void watch() {
        watch.start();
    }

    public Configuration current() {
        return current;
    }

    public <T> T get(ConfigurationSection<T> section) {
        return current.get(section);
    }

    /// Reads text that is not in the file by the rules of the file; its relative paths start at the file's folder.
    ///
    /// @param place what error messages call it
    /// @throws InvalidSettingException when anything in it cannot be used
    public Configuration parse(String place, String yaml) {
        return reader.named(place).read(yaml.getBytes(StandardCharsets.UTF_8));
    }

    /// Why the newest edit is not in use; empty when it is.
    public Optional<ConfigurationProblem> problem() {
        return Optional.ofNullable(problem);
    }

    /// Tells `listener` of each new configuration, never of one that cannot be used.
    public void onChange(Consumer<Configuration> listener) {
        listeners.add(listener);
    }

    @Override
    public void close() {
        watch.close();
    }

    synchronized void lookForChange() {
        try {
            byte[] content = content();
            if (content == null && seen != null) {
                report("Cannot read " + file + ": the file is gone; put it back, or restart to run without it");
            } else if (content != null && (!Arrays.equals(content, seen) || vanished())) {
                seen = content;
                use(reader.read(content));
            }
        } catch (InvalidSettingException e) {
            report(String.valueOf(e.getMessage()));
        }
    }

    /// The file is back as it was before it vanished, or before it could not be read.
    private boolean vanished() {
        var present = problem;
        return present != null && present.message().startsWith("Cannot read");
    }

    private void use(Configuration read) {
        problem = null;
        if (read.equals(current)) {
            return;
        }
        current = read;
        log.info("Using the changed configuration {}", file);
        for (Consumer<Configuration> listener : listeners) {
            try {
                listener.accept(read);
            } catch (RuntimeException e) {
                log.error("Cannot apply the changed configuration in {}", listener, e);
            }
        }
    }

    private void report(String message) {
        var present = problem;
        if (present == null || !present.message().equals(message)) {
            log.warn("Keeping the configuration as it was. {}", message);
            problem = new ConfigurationProblem(message, clock.instant());
        }
    }

    private byte @Nullable [] content() {
        try {
            if (!Files.exists(file)) {
                return null;
            }
            if (Files.size(file) > LARGEST) {
                throw InvalidSettingException.unreadable(file.toString(), "it is larger than 4 MiB");
            }
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw InvalidSettingException.unreadable(file.toString(), Files.isDirectory(file) ? "it is a directory" : e.toString());
        }
    }
}
