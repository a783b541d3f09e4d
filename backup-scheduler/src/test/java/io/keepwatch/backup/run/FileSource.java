package io.keepwatch.backup.run;

import io.keepwatch.backup.Check;
import io.keepwatch.backup.ProtectedDatabase;
import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.source.BackupSource;
import io.keepwatch.backup.source.PartReader;
import io.keepwatch.backup.source.PartSink;
import io.keepwatch.backup.source.RestoreTarget;
import io.keepwatch.backup.source.SourceException;
import io.keepwatch.backup.source.SourceFacts;
import io.keepwatch.backup.source.SourceSettings;
import io.keepwatch.backup.step.ActionStep;
import io.keepwatch.backup.step.Step;
import io.keepwatch.backup.step.StepContext;
import io.keepwatch.backup.step.StepException;
import io.keepwatch.backup.step.StepResult;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;

/// A small source of this room's tests: its server is a folder, its databases are files in it. An archive ends with a mark, so that
/// one that is cut off is noticed when it is read.
public final class FileSource implements BackupSource<FileSource.Settings> {

    public static final String ARCHIVE = "database.dump";
    private static final byte[] END = "\nEND OF ARCHIVE\n".getBytes(StandardCharsets.UTF_8);

    /// What goes on while a snapshot is streamed; called before each write.
    public interface During {
        void write(long bytesSoFar) throws IOException, InterruptedException;
    }

    public record Settings(Path folder, String name) implements SourceSettings {}

    /// What goes on at a named moment of a restore.
    public interface AtStep {
        void at(String moment);
    }

    public volatile AtStep atStep = _ -> {};
    public volatile During during = _ -> {};
    public volatile List<Check> checks = List.of();
    public volatile boolean unreadable;

    @Override
    public String type() {
        return "file";
    }

    @Override
    public Class<Settings> settingsType() {
        return Settings.class;
    }

    @Override
    public ProtectedDatabase database(Settings settings) {
        return new ProtectedDatabase("file", "localhost", 1, settings.name());
    }

    @Override
    public List<Check> check(Settings settings) {
        return checks;
    }

    @Override
    public SourceFacts backUp(Settings settings, PartSink sink, StepContext context) throws IOException, InterruptedException {
        byte[] content = Files.readAllBytes(settings.folder().resolve(settings.name()));
        try (var out = sink.begin(ARCHIVE)) {
            for (int from = 0; from < content.length; from += 1000) {
                during.write(from);
                out.write(content, from, Math.min(1000, content.length - from));
            }
            during.write(content.length);
            if (content.length > 0) {
                out.write(END);
            }
        }
        try (var out = sink.begin("globals.sql")) {
            out.write("-- no roles\n".getBytes(StandardCharsets.UTF_8));
        }
        return new SourceFacts(Instant.parse("2026-11-21T02:00:00Z"), Map.of("version", "1"),
                List.of(new Manifest.Table("public", settings.name(), content.length, null)), List.of(), Map.of(), List.of("a warning"));
    }

    @Override
    public void readToEnd(String part, InputStream plain, StepContext context) throws IOException {
        byte[] read = plain.readAllBytes();
        if (part.equals(ARCHIVE) && (unreadable || !isWhole(read))) {
            throw new SourceException("Cannot read " + part + ": it is cut off", "Take another backup", null);
        }
    }

    private static boolean isWhole(byte[] archive) {
        String text = new String(archive, StandardCharsets.ISO_8859_1);
        return text.endsWith(new String(END, StandardCharsets.ISO_8859_1));
    }

    @Override
    public List<Check> preflight(Settings settings, Manifest manifest, RestoreTarget target) {
        return checks;
    }

    @Override
    public List<Step> restoreSteps(Settings settings, Manifest manifest, RestoreTarget target, PartReader parts) {
        Path clone = clone(settings, target);
        Path live = settings.folder().resolve(target.database());
        return List.of(
                new ActionStep("load", "Load " + clone.getFileName(), context -> {
                    context.remember("clone", clone.getFileName().toString());
                    atStep.at("load");
                    try (var in = parts.open(ARCHIVE)) {
                        byte[] archive = in.readAllBytes();
                        byte[] content = Arrays.copyOf(archive, archive.length - END.length);
                        Files.write(clone, content);
                    }
                    atStep.at("loaded");
                    return StepResult.DONE;
                }, _ -> Files.deleteIfExists(clone)),
                ActionStep.of("verify", "Compare it with the manifest", _ -> {
                    atStep.at("verify");
                    if (Files.size(clone) != manifest.tables().getFirst().rows()) {
                        throw new StepException("The clone is not what was backed up", "Use another backup");
                    }
                    return StepResult.DONE;
                }),
                target.mode() == Mode.CLONE
                        ? ActionStep.of("open", "Let people in", _ -> StepResult.DONE)
                        : new ActionStep("swap", "Swap " + live.getFileName(), _ -> {
                            if (Files.exists(clone)) {
                                if (!Files.exists(old(settings, target))) {
                                    Files.copy(live, old(settings, target)); // a file's swap: the live name always leads to a whole one
                                }
                                atStep.at("swap");
                                Files.move(clone, live, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                                atStep.at("swapped");
                            }
                            return StepResult.DONE;
                        }, _ -> {
                            if (Files.exists(old(settings, target))) {
                                Files.move(old(settings, target), live, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                            }
                        }));
    }

    @Override
    public List<Step> undoSteps(Settings settings, RestoreTarget target) {
        return List.of(ActionStep.of("swap-back", "Swap back", _ -> {
            if (Files.exists(old(settings, target))) {
                Path live = settings.folder().resolve(target.database());
                atStep.at("swap-back");
                Files.copy(live, clone(settings, target), StandardCopyOption.REPLACE_EXISTING);
                atStep.at("set-aside");
                Files.move(old(settings, target), live, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                atStep.at("swapped-back");
            }
            return StepResult.DONE;
        }));
    }

    @Override
    public List<Step> cleanUpSteps(Settings settings, RestoreTarget target) {
        return List.of(ActionStep.of("drop-old", "Drop the old one", _ -> {
            atStep.at("drop-old");
            Files.deleteIfExists(old(settings, target));
            atStep.at("dropped-old");
            return StepResult.DONE;
        }));
    }

    private static Path clone(Settings settings, RestoreTarget target) {
        return settings.folder().resolve(target.database() + "_restore_" + target.startedAt().toEpochMilli());
    }

    private static Path old(Settings settings, RestoreTarget target) {
        return settings.folder().resolve(target.database() + "_old_" + target.startedAt().toEpochMilli());
    }
}
