package io.keepwatch.backup.run;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Check;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.Verification;
import io.keepwatch.backup.catalog.Catalog;
import io.keepwatch.backup.manifest.BackupLayout;
import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.manifest.ManifestJson;
import io.keepwatch.backup.plan.BackupPlan;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.source.BackupSource;
import io.keepwatch.backup.source.SourceException;
import io.keepwatch.backup.source.SourceFacts;
import io.keepwatch.backup.source.SourceSettings;
import io.keepwatch.backup.step.RunJournal;
import io.keepwatch.backup.step.StepContext;
import io.keepwatch.backup.step.StepResult;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// One backup while it is made, with what its steps hand on to each other. It cannot outlive the process: whoever takes the run over
/// begins again, and finds what was already complete by its manifest.
final class BackupInProgress {

    /// Less than any archive's own header.
    private static final long SMALLEST = 64;

    private final Run run;
    private final String backupId;
    private final BackupPlan plan;
    private final PlanBook book;
    private final BackupSource<SourceSettings> source;
    private final Catalog catalog;
    private final Clock clock;
    private final String product;
    private final Duration longestSilence;
    private final Announcement announcement;
    private final List<CopyInProgress> copies = new ArrayList<>();
    private List<HashedPart> parts = List.of();
    private @Nullable SourceFacts facts;
    private @Nullable Instant dumpedFrom;
    /// What an earlier attempt of this run has completed before its process died.
    private @Nullable Manifest manifest;

    BackupInProgress(
            Run run, BackupPlan plan, PlanBook book, Catalog catalog, RunJournal journal, Clock clock, String product,
            Duration longestSilence) {
        this.run = run;
        this.backupId = Objects.requireNonNull(run.backupId());
        this.plan = plan;
        this.book = book;
        this.source = book.source(plan.sourceType());
        this.catalog = catalog;
        this.clock = clock;
        this.product = product;
        this.longestSilence = longestSilence;
        this.announcement = new Announcement(plan.name(), run.id(), journal, clock);
    }

    /// The source is asked, and each target told.
    StepResult prepare(StepContext context) throws IOException, InterruptedException {
        for (Check check : source.check(plan.source())) {
            switch (check.status()) {
                case RED -> {
                    return new StepResult.Failed("Cannot back up " + plan.database() + ": " + check.name() + ": " + check.message(),
                            Objects.requireNonNullElse(check.fix(), "See the message"));
                }
                case AMBER -> context.log(check.name() + ": " + check.message() + "; " + check.fix());
                case GREEN -> {}
            }
        }
        open();
        for (CopyInProgress copy : copies) {
            context.checkCancelled();
            attempt(copy, () -> {
                announcement.make(copy, context);
                Optional<Manifest> complete = copy.manifest(backupId);
                if (complete.isPresent()) {
                    manifest = complete.get();
                    copy.wasPublished();
                } else {
                    copy.discard();
                }
            }, context);
        }
        requireOneCopy();
        if (manifest != null) {
            context.log("The backup was complete when its process was lost");
            parts = manifest.parts().stream().map(part -> new HashedPart(part.name(), part.storedBytes(), part.storedSha256())).toList();
            dropThoseWithoutManifest();
        }
        return StepResult.DONE;
    }

    StepResult dump(StepContext context) throws IOException, InterruptedException {
        if (manifest != null) {
            return StepResult.DONE;
        }
        dumpedFrom = clock.instant();
        try (var tee = new Tee(copies, context, expectedBytes(), longestSilence); var _ = announcement.kept(copies, context)) {
            facts = backUp(tee);
            parts = tee.parts();
            requireContent();
            context.checkCancelled();
            tee.commit();
        }
        facts.warnings().forEach(context::log);
        sayWhoFellBehind(context);
        return StepResult.DONE;
    }

    private SourceFacts backUp(Tee tee) throws IOException, InterruptedException {
        try {
            return source.backUp(plan.source(), tee, tee.forTheSource());
        } catch (InterruptedException e) {
            if (tee.hasStalled()) {
                throw new StalledException("back up " + plan.database() + ": nothing came", longestSilence,
                        "Look what the database is waiting for, e.g. in pg_locks");
            }
            throw e;
        }
    }

    private void requireContent() throws SourceException {
        long bytes = parts.stream().mapToLong(HashedPart::bytes).sum();
        Optional<HashedPart> empty = parts.stream().filter(part -> part.bytes() == 0).findFirst();
        if (bytes < SMALLEST || empty.isPresent()) {
            throw new SourceException("Cannot back up " + plan.database() + ": "
                    + empty.map(part -> "the part " + part.name() + " is empty").orElse("only " + bytes + " bytes came"),
                    "Look into the run's log for what the program said", null);
        }
    }

    StepResult confirm(StepContext context) throws IOException, InterruptedException {
        announcement.renew(copies, context);
        long done = 0;
        long total = parts.stream().mapToLong(HashedPart::bytes).sum() * copies.stream().filter(CopyInProgress::isWhole).count();
        for (CopyInProgress copy : copies) {
            for (HashedPart part : parts) {
                if (copy.isWhole()) {
                    context.checkCancelled();
                    attempt(copy, () -> copy.confirm(part), context);
                    context.progress(done += part.bytes(), total, part.name() + " in " + copy.target());
                }
            }
        }
        requireOneCopy();
        return StepResult.DONE;
    }

    /// A copy may have been damaged since it was confirmed: then another one is read. When none can be read, the archive was never good.
    StepResult readToEnd(StepContext context) throws IOException, InterruptedException {
        announcement.renew(copies, context);
        SourceException unreadable = null;
        for (CopyInProgress copy : copies) {
            if (copy.isWhole()) {
                try {
                    attempt(copy, () -> readToEnd(copy, context), context);
                } catch (SourceException e) {
                    unreadable = e;
                    drop(copy, e, context);
                }
                if (copy.isWhole()) {
                    context.progress(parts.stream().mapToLong(HashedPart::bytes).sum(), null, "from " + copy.target());
                    return StepResult.DONE; // the others have the same checksums
                }
            }
        }
        throw unreadable != null ? unreadable : CopyInProgress.noneLeft(copies);
    }

    private void readToEnd(CopyInProgress copy, StepContext context) throws IOException, InterruptedException {
        for (HashedPart part : parts) {
            try (InputStream in = copy.read(part.name())) {
                source.readToEnd(part.name(), in, context);
            }
        }
    }

    StepResult copy(StepContext context) throws IOException, InterruptedException {
        announcement.renew(copies, context);
        CopyInProgress whole = copies.stream().filter(CopyInProgress::isWhole).findFirst().orElseThrow();
        for (CopyInProgress copy : copies) {
            if (!copy.isWhole()) {
                context.checkCancelled();
                context.log("Copying to " + copy.target() + ", which fell behind: " + copy.why());
                copy.tryAgain();
                attempt(copy, () -> {
                    announcement.make(copy, context);
                    copy.discard();
                    for (HashedPart part : parts) {
                        copy.copyFrom(whole, part);
                    }
                }, context);
            }
        }
        return StepResult.DONE;
    }

    StepResult publish(StepContext context) throws IOException, InterruptedException {
        byte[] json = ManifestJson.write(manifest());
        for (CopyInProgress copy : copies) {
            if (copy.isWhole() && !copy.isPublished()) {
                attempt(copy, () -> copy.publish(json), context);
            }
            if (!copy.isWhole()) {
                clearAway(copy, context);
            }
        }
        requireOneCopy();
        return StepResult.DONE;
    }

    StepResult enter(StepContext context) throws IOException, InterruptedException {
        Manifest written = manifest();
        context.uninterrupted(() -> {
            catalog.put(written,
                    new Verification(Verification.Level.READABLE, Verification.State.OK, clock.instant(), "Read to its end when it was made"),
                    copies.stream().map(CopyInProgress::result).toList());
            return true;
        });
        withdraw(context);
        return StepResult.DONE;
    }

    /// Leaves nothing of a backup that did not come to exist.
    void discard(StepContext context) throws IOException {
        open();
        IOException failure = null;
        for (CopyInProgress copy : copies) {
            try {
                if (copy.manifest(backupId).isEmpty()) {
                    copy.discard();
                }
            } catch (IOException e) {
                failure = e;
            }
        }
        if (failure != null) {
            throw failure;
        }
    }

    void withdraw(StepContext context) throws IOException {
        open();
        for (CopyInProgress copy : copies) {
            announcement.withdraw(copy, context);
            copy.store().close();
        }
        copies.clear();
    }

    private void open() {
        if (copies.isEmpty()) {
            String folder = BackupLayout.folder(plan.name(), backupId);
            plan.targets().forEach(target -> copies.add(new CopyInProgress(target, book.open(target), folder, "STANDARD")));
        }
    }

    private interface Attempt {
        void run() throws IOException, InterruptedException;
    }

    /// What fails here drops the one copy. Refusals of the source or of another site are the run's.
    private void attempt(CopyInProgress copy, Attempt attempt, StepContext context) throws IOException, InterruptedException {
        try {
            attempt.run();
        } catch (SourceException e) {
            throw e;
        } catch (IOException e) {
            drop(copy, e, context);
        }
    }

    private static void drop(CopyInProgress copy, IOException why, StepContext context) throws InterruptedException {
        context.checkCancelled();
        copy.drop(why);
        context.log("Going on without " + copy.target() + ": " + copy.why());
    }

    private void clearAway(CopyInProgress copy, StepContext context) {
        try {
            copy.discard();
        } catch (IOException e) {
            context.log("Cannot clear away the incomplete copy in " + copy.target() + ": " + e.getMessage() + "; the sweep of orphans will");
        }
    }

    private void dropThoseWithoutManifest() throws IOException {
        for (CopyInProgress copy : copies) {
            if (copy.isWhole() && copy.manifest(backupId).isEmpty()) {
                copy.drop(new IOException("its copy was not complete when the process was lost"));
            }
        }
    }

    private void sayWhoFellBehind(StepContext context) {
        copies.stream().filter(copy -> !copy.isWhole())
                .forEach(copy -> context.log("Going on without " + copy.target() + ": " + copy.why()));
    }

    private void requireOneCopy() throws IOException {
        if (copies.stream().noneMatch(CopyInProgress::isWhole)) {
            throw CopyInProgress.noneLeft(copies);
        }
    }

    private @Nullable Long expectedBytes() {
        return catalog.list(plan.name()).stream().findFirst().map(Backup::bytes).orElse(null);
    }

    private Manifest manifest() {
        if (manifest == null) {
            SourceFacts said = Objects.requireNonNull(facts);
            manifest = new Manifest(Manifest.FORMAT, product, backupId, plan.name(), run.slot(), plan.sourceType(), plan.database(),
                    Objects.requireNonNull(dumpedFrom), said.snapshotAt(), clock.instant(), said.facts(), said.tables(), said.roles(),
                    said.extensions(), parts.stream().map(part -> new Manifest.Part(part.name(), part.bytes(), part.sha256(), part.bytes(),
                            part.sha256(), "none", null)).toList(), said.warnings());
        }
        return manifest;
    }
}
