package io.keepwatch.backup.plan;

import io.keepwatch.backup.Check;
import io.keepwatch.backup.source.SourceSettings;
import io.keepwatch.backup.target.BackupTarget;
import io.keepwatch.backup.target.ObjectStore;
import io.keepwatch.backup.target.ObjectUpload;
import io.keepwatch.backup.target.StoredObject;
import io.keepwatch.backup.target.TargetException;
import io.keepwatch.backup.target.TargetSettings;
import io.keepwatch.settings.ConfigurationFile;
import io.keepwatch.settings.SettingsVariant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Plans of a real `keepwatch.yaml`, whose sources are of paper and whose targets are boxes: enough for what only asks when and where.
public final class PaperPlans implements AutoCloseable {

    /// A box that is there when its folder is.
    public record Box(Path path) implements TargetSettings {

        @Override
        public String place() {
            return path.toString();
        }

        @Override
        public Path localFolder() {
            return path;
        }
    }

    private static final List<SettingsVariant<?>> VARIANTS = List.of(
            new SettingsVariant<>(SourceSettings.class, "paper", PaperSource.Paper.class),
            new SettingsVariant<>(TargetSettings.class, "box", Box.class));

    private final Path yaml;
    private final ConfigurationFile file;
    private final PlanBook book;

    public PaperPlans(Path folder, String text) {
        this.yaml = folder.resolve("keepwatch.yaml");
        edit(text);
        this.file = open(yaml, Map.of("PAPER_PASSWORD", "hunter2"));
        this.book = new ConfiguredPlans(new LiveSettings(file, List.of()), List.of(new PaperSource()), List.of(new Boxes()),
                Clock.systemUTC());
        file.watch();
    }

    /// One plan for `backup`, with a target and a server.
    public static String yaml(String plan, String schedule, String zone) {
        return """
                keepwatch:
                  backup:
                    servers:
                      desk: {host: desk.example, port: 7, username: me, password: "${PAPER_PASSWORD}"}
                    targets:
                      box: {type: box, path: ./box}
                    plans:
                      %s:
                        source: {type: paper, server: desk, title: letters}
                        schedule: "%s"
                        time-zone: %s
                        targets: [box]
                """.formatted(plan, schedule, zone);
    }

    static ConfigurationFile open(Path yaml, Map<String, String> environment) {
        return new ConfigurationFile(yaml, List.of(BackupSettings.SECTION), VARIANTS, environment, Clock.systemUTC());
    }

    public PlanBook book() {
        return book;
    }

    ConfigurationFile file() {
        return file;
    }

    public void edit(String text) {
        try {
            Files.writeString(yaml, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        file.close();
    }

    static final class Boxes implements BackupTarget<Box> {

        @Override
        public String type() {
            return "box";
        }

        @Override
        public Class<Box> settingsType() {
            return Box.class;
        }

        @Override
        public ObjectStore open(Box box) {
            return new OpenBox(box.path());
        }
    }

    /// Holds nothing; it only tells whether it is there.
    private record OpenBox(Path path) implements ObjectStore {

        @Override
        public ObjectUpload create(String key, String storageClass) throws IOException {
            throw gone();
        }

        @Override
        public InputStream read(String key) throws IOException {
            throw gone();
        }

        @Override
        public Optional<StoredObject> find(String key) throws IOException {
            if (!Files.isDirectory(path)) {
                throw gone();
            }
            return Optional.empty();
        }

        @Override
        public void list(String prefix, Consumer<StoredObject> each) throws IOException {
            find(prefix);
        }

        @Override
        public void delete(String key) throws IOException {
            find(key);
        }

        @Override
        public void sweepUploads(Instant startedBefore) {}

        @Override
        public List<Check> test() {
            return List.of(Files.isDirectory(path)
                    ? Check.green("box", "The box is there")
                    : Check.red("box", "There is no box at " + path, "Put one there"));
        }

        @Override
        public void close() {}

        private TargetException gone() {
            return new TargetException("Cannot open " + path + ": there is no box", "Put one there", true, null);
        }
    }
}
