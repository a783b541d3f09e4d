package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.Check;
import io.keepwatch.backup.ProtectedDatabase;
import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.source.BackupSource;
import io.keepwatch.backup.source.Measurement;
import io.keepwatch.backup.source.PartReader;
import io.keepwatch.backup.source.PartSink;
import io.keepwatch.backup.source.RestoreTarget;
import io.keepwatch.backup.source.SourceFacts;
import io.keepwatch.backup.step.Step;
import io.keepwatch.backup.step.StepContext;
import io.keepwatch.process.ChildProcesses;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// PostgreSQL databases, one by one.
@Component
@ConditionalOnRole(ProcessRole.CONTROL)
class PostgresqlSource implements BackupSource<PostgresqlSettings> {

    static final String SYSTEM = "postgresql";
    private static final Logger log = LoggerFactory.getLogger(PostgresqlSource.class);

    private final ChildProcesses children;
    private final Clients clients;
    private final PostgresqlDump dump;
    private final ArchiveCheck archiveCheck;

    @Autowired
    PostgresqlSource(ChildProcesses children) {
        this(children, new Clients(children, Clients::usualFolders));
    }

    PostgresqlSource(ChildProcesses children, Clients clients) {
        this.children = children;
        this.clients = clients;
        this.dump = new PostgresqlDump(children, clients);
        this.archiveCheck = new ArchiveCheck(children, clients);
    }

    @Override
    public String type() {
        return SYSTEM;
    }

    @Override
    public Class<PostgresqlSettings> settingsType() {
        return PostgresqlSettings.class;
    }

    @Override
    public ProtectedDatabase database(PostgresqlSettings settings) {
        return new ProtectedDatabase(SYSTEM, settings.address(), settings.portOrDefault(), settings.database());
    }

    @Override
    public List<Measurement> measure(PostgresqlSettings settings) throws SQLException {
        try (var session = Session.openMaintenance(settings)) {
            return ServerStatistics.read(session);
        }
    }

    /// Empty too while the server is away: whoever asks asks again.
    @Override
    public Optional<Path> localFolder(PostgresqlSettings settings) {
        try {
            return new LocalData(settings).folder();
        } catch (SQLException e) {
            log.debug("Cannot ask {} for its data directory: {}", settings.place(), Failures.message(e));
            return Optional.empty();
        }
    }

    @Override
    public List<Check> check(PostgresqlSettings settings) {
        return new BackupChecks(clients).run(settings);
    }

    @Override
    public SourceFacts backUp(PostgresqlSettings settings, PartSink sink, StepContext context) throws IOException, InterruptedException {
        return dump.run(settings, sink, context);
    }

    @Override
    public void readToEnd(String part, InputStream plain, StepContext context) throws IOException, InterruptedException {
        archiveCheck.readToEnd(part, plain, context);
    }

    @Override
    public List<Check> preflight(PostgresqlSettings settings, Manifest manifest, RestoreTarget target) {
        return new Preflight(new Restoration(settings, manifest, target, RestoreNames.of(target, manifest), _ -> InputStream.nullInputStream(),
                children, clients)).run();
    }

    @Override
    public List<Step> restoreSteps(PostgresqlSettings settings, Manifest manifest, RestoreTarget target, PartReader parts) {
        var restore = new Restoration(settings, manifest, target, RestoreNames.of(target, manifest), parts, children, clients);
        var clone = new CreateClone(restore);
        return List.of(
                new CreateRoles(restore),
                clone,
                new LoadClone(restore, clone),
                new Analyze(restore),
                new VerifyClone(restore),
                new GuardSideEffects(restore),
                new CarryOver(restore),
                switch (target.mode()) {
                    case CLONE -> new OpenClone(restore);
                    case SWAP -> new Swap(restore);
                });
    }

    @Override
    public List<Step> undoSteps(PostgresqlSettings settings, RestoreTarget target) {
        return switch (target.mode()) {
            case CLONE -> List.of();
            case SWAP -> List.of(new SwapBack(settings, RestoreNames.of(target)));
        };
    }

    @Override
    public List<Step> cleanUpSteps(PostgresqlSettings settings, RestoreTarget target) {
        return switch (target.mode()) {
            case CLONE -> List.of();
            case SWAP -> List.of(new DropSetAside(settings, RestoreNames.of(target)));
        };
    }
}
