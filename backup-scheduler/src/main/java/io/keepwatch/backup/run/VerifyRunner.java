package io.keepwatch.backup.run;

import static io.keepwatch.backup.step.ActionStep.of;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Backup.Copy.State;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.Verification;
import io.keepwatch.backup.catalog.Catalog;
import io.keepwatch.backup.catalog.StoredCopy;
import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.manifest.ManifestException;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.source.BackupSource;
import io.keepwatch.backup.source.SourceException;
import io.keepwatch.backup.source.SourceSettings;
import io.keepwatch.backup.step.RunWork;
import io.keepwatch.backup.step.Step;
import io.keepwatch.backup.step.StepContext;
import io.keepwatch.backup.step.StepException;
import io.keepwatch.backup.step.StepResult;
import io.keepwatch.backup.target.ObjectStore;
import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Proves a backup again, copy by copy: the stored bytes have the manifest's checksums, and the archive is read to its end.
/// What is found wrong with a copy demotes it; what fails on our side says nothing about it.
final class VerifyRunner implements RunWork {

    private final PlanBook book;
    private final Catalog catalog;
    private final Clock clock;

    VerifyRunner(PlanBook book, Catalog catalog, Clock clock) {
        this.book = book;
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public Run.Kind kind() {
        return Run.Kind.VERIFY;
    }

    @Override
    public List<Step> steps(Run run, String request) {
        String id = Objects.requireNonNull(run.backupId());
        return List.of(
                of("checksum", "Read every copy and compare it with its manifest", context -> checksum(backup(id), context)),
                of("read", "Read every copy that is whole to its end with the program that restores it", context -> readToEnd(backup(id), context)),
                of("verdict", "Write down how well the backup is proven", context -> verdict(backup(id), context)));
    }

    private StepResult checksum(Backup backup, StepContext context) throws InterruptedException {
        for (Backup.Copy copy : tried(backup)) {
            context.checkCancelled();
            find(copy, context, stored -> {
                Optional<Manifest> manifest = stored.manifest();
                if (manifest.isEmpty()) {
                    return new Finding(State.MISSING, "the manifest is gone");
                }
                for (Manifest.Part part : manifest.get().parts()) {
                    context.checkCancelled();
                    context.progress(0, part.storedBytes(), part.name() + " in " + stored.target());
                    Optional<String> wrong = stored.compare(part);
                    if (wrong.isPresent()) {
                        return new Finding(State.DAMAGED, wrong.get());
                    }
                }
                return new Finding(State.STORED, "has the manifest's checksums");
            });
        }
        return StepResult.DONE;
    }

    private StepResult readToEnd(Backup backup, StepContext context) throws InterruptedException {
        BackupSource<SourceSettings> source = source(backup);
        for (Backup.Copy copy : tried(backup)) {
            context.checkCancelled();
            if (Finding.of(copy, context).filter(finding -> finding.state() == State.STORED).isPresent()) {
                find(copy, context, stored -> readToEnd(stored, source, context));
            }
        }
        return StepResult.DONE;
    }

    /// Before its manifest was written it was read to its end, and it is still what was written: when that fails now, it is for what
    /// has changed here, e.g. the programs that read it.
    private static Finding readToEnd(StoredCopy stored, BackupSource<SourceSettings> source, StepContext context)
            throws IOException, InterruptedException {
        for (Manifest.Part part : stored.manifest().orElseThrow().parts()) {
            try (InputStream in = stored.read(part)) {
                source.readToEnd(part.name(), in, context);
            } catch (SourceException e) {
                return new Finding(null, "has the manifest's checksums and cannot be read to its end here: " + e.getMessage());
            }
        }
        return new Finding(State.STORED, "was read to its end");
    }

    private StepResult verdict(Backup backup, StepContext context) {
        boolean good = false;
        boolean unknown = false;
        var said = new StringBuilder();
        for (Backup.Copy copy : tried(backup)) {
            Finding finding = Finding.of(copy, context).orElse(new Finding(null, "was not tried"));
            said.append(said.isEmpty() ? "" : "; ").append(copy.target()).append(": ").append(finding.detail());
            good |= finding.state() == State.STORED;
            unknown |= finding.state() == null;
        }
        var state = good ? Verification.State.OK : unknown ? Verification.State.INCONCLUSIVE : Verification.State.FAILED;
        var level = good ? higher(backup.verification()) : backup.verification().level();
        context.uninterrupted(() -> {
            for (Backup.Copy copy : tried(backup)) {
                Finding.of(copy, context).filter(finding -> finding.state() != null).ifPresent(finding -> catalog.copyIs(
                        backup.id(), copy.target(), finding.state(), finding.state() == State.STORED ? null : finding.detail()));
            }
            catalog.verified(backup.id(), new Verification(level, state, clock.instant(), said.toString()));
            return true;
        });
        return switch (state) {
            case OK -> StepResult.DONE;
            case FAILED -> new StepResult.Failed("The backup " + backup.id() + " cannot be restored: " + said,
                    "Take another backup now; restore from an older one if you must");
            case INCONCLUSIVE -> new StepResult.Failed("Cannot verify the backup " + backup.id() + ": " + said,
                    "This says nothing about the backup; mend the target and verify again");
        };
    }

    /// A backup that was once restored keeps that proof.
    private static Verification.Level higher(Verification before) {
        boolean restored = before.level() == Verification.Level.RESTORED && before.state() != Verification.State.FAILED;
        return restored ? Verification.Level.RESTORED : Verification.Level.READABLE;
    }

    private interface Look {
        Finding at(StoredCopy copy) throws IOException, InterruptedException;
    }

    /// What was found of a copy.
    ///
    /// @param state null when we could not look
    private record Finding(Backup.Copy.@Nullable State state, String detail) {

        static Optional<Finding> of(Backup.Copy copy, StepContext context) {
            return context.remembered("copy." + copy.target()).map(text -> {
                int colon = text.indexOf(':');
                String state = text.substring(0, colon);
                return new Finding(state.isEmpty() ? null : State.valueOf(state), text.substring(colon + 1));
            });
        }

        void remember(Backup.Copy copy, StepContext context) {
            String text = (state == null ? "" : state.name()) + ":" + detail;
            context.remember("copy." + copy.target(), text.length() > 2000 ? text.substring(0, 2000) : text);
        }
    }

    private void find(Backup.Copy copy, StepContext context, Look look) throws InterruptedException {
        Finding finding;
        try (ObjectStore store = book.open(copy.target())) {
            finding = look.at(new StoredCopy(store, copy.target(), copy.path()));
        } catch (ManifestException e) {
            finding = new Finding(State.DAMAGED, e.getMessage());
        } catch (IOException | IllegalArgumentException e) {
            context.checkCancelled();
            finding = new Finding(null, "could not be looked at: " + e.getMessage());
        }
        context.log(copy.target() + ": " + finding.detail());
        finding.remember(copy, context);
    }

    /// Also those that were found damaged or missing: a target may be back.
    private static List<Backup.Copy> tried(Backup backup) {
        return backup.copies().stream().filter(copy -> copy.state() != State.FAILED).toList();
    }

    private BackupSource<SourceSettings> source(Backup backup) {
        return book.plan(backup.plan()).map(plan -> book.source(plan.sourceType()))
                .orElseGet(() -> book.source(backup.database().system()));
    }

    private Backup backup(String id) {
        return catalog.find(id).orElseThrow(() -> new StepException("There is no backup " + id + " any more", "Rebuild the catalog if it should be there"));
    }
}
