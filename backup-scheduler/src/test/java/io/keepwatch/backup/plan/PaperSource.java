package io.keepwatch.backup.plan;

import io.keepwatch.backup.Check;
import io.keepwatch.backup.ProtectedDatabase;
import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.source.BackupSource;
import io.keepwatch.backup.source.PartReader;
import io.keepwatch.backup.source.PartSink;
import io.keepwatch.backup.source.RestoreTarget;
import io.keepwatch.backup.source.Server;
import io.keepwatch.backup.source.SourceFacts;
import io.keepwatch.backup.source.SourceSettings;
import io.keepwatch.backup.step.Step;
import io.keepwatch.backup.step.StepContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A kind of source that only this room's tests have: its database is one line of text.
public final class PaperSource implements BackupSource<PaperSource.Paper> {

    /// @param drawer where the paper lies on this machine
    public record Paper(@Nullable String server, @Nullable String host, @Nullable Integer port, @Nullable String title, @Nullable Path drawer)
            implements SourceSettings {

        public Paper {
            if (title == null) {
                throw new IllegalArgumentException("title is missing: what stands on the paper");
            }
        }

        @Override
        public SourceSettings on(String name, Server place) {
            return new Paper(name, place.host(), place.port(), title, drawer);
        }
    }

    @Override
    public String type() {
        return "paper";
    }

    @Override
    public Class<Paper> settingsType() {
        return Paper.class;
    }

    @Override
    public ProtectedDatabase database(Paper paper) {
        return new ProtectedDatabase("paper", paper.host() == null ? "desk" : paper.host(), paper.port() == null ? 1 : paper.port(), paper.title());
    }

    @Override
    public Optional<Path> localFolder(Paper paper) {
        return Optional.ofNullable(paper.drawer());
    }

    @Override
    public List<Check> check(Paper paper) {
        return List.of();
    }

    @Override
    public SourceFacts backUp(Paper paper, PartSink sink, StepContext context) throws IOException {
        try (OutputStream part = sink.begin("paper.txt")) {
            part.write(paper.title().getBytes(StandardCharsets.UTF_8));
        }
        return new SourceFacts(Instant.EPOCH, Map.of(), List.of(), List.of(), Map.of(), List.of());
    }

    @Override
    public void readToEnd(String part, InputStream plain, StepContext context) throws IOException {
        plain.transferTo(OutputStream.nullOutputStream());
    }

    @Override
    public List<Check> preflight(Paper paper, Manifest manifest, RestoreTarget target) {
        return List.of();
    }

    @Override
    public List<Step> restoreSteps(Paper paper, Manifest manifest, RestoreTarget target, PartReader parts) {
        return List.of();
    }

    @Override
    public List<Step> undoSteps(Paper paper, RestoreTarget target) {
        return List.of();
    }

    @Override
    public List<Step> cleanUpSteps(Paper paper, RestoreTarget target) {
        return List.of();
    }
}
