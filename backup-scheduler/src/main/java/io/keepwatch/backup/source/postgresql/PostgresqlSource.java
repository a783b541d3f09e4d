package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.Check;
import io.keepwatch.backup.ProtectedDatabase;
import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.source.BackupSource;
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
import java.util.List;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/// PostgreSQL databases, one by one.
@Component
@ConditionalOnRole(ProcessRole.CONTROL)
class PostgresqlSource implements BackupSource<PostgresqlSettings> {

    static final String SYSTEM = "postgresql";

    private final Clients clients;
    private final PostgresqlDump dump;
    private final ArchiveCheck archiveCheck;

    @Autowired
    PostgresqlSource(ChildProcesses children) {
        this(children, new Clients(children, Clients::usualFolders));
    }

    PostgresqlSource(ChildProcesses children, Clients clients) {
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
        throw new UnsupportedOperationException("the restore of PostgreSQL comes with the next commit");
    }

    @Override
    public List<Step> restoreSteps(PostgresqlSettings settings, Manifest manifest, RestoreTarget target, PartReader parts) {
        throw new UnsupportedOperationException("the restore of PostgreSQL comes with the next commit");
    }

    @Override
    public List<Step> undoSteps(PostgresqlSettings settings, RestoreTarget target) {
        throw new UnsupportedOperationException("the restore of PostgreSQL comes with the next commit");
    }

    @Override
    public List<Step> cleanUpSteps(PostgresqlSettings settings, RestoreTarget target) {
        throw new UnsupportedOperationException("the restore of PostgreSQL comes with the next commit");
    }
}
