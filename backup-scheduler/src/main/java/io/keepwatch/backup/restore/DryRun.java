package io.keepwatch.backup.restore;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Check;
import io.keepwatch.backup.RestorePlan;
import io.keepwatch.backup.Verification;
import io.keepwatch.backup.catalog.HashedStream;
import io.keepwatch.backup.catalog.StoredCopy;
import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.step.Hinted;
import io.keepwatch.backup.step.Step;
import io.keepwatch.backup.target.ObjectStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Looks what a restore would meet and do, and changes nothing.
final class DryRun {

    private static final Set<String> FROZEN = Set.of("GLACIER", "DEEP_ARCHIVE");

    private final RestoreRunner runner;
    private final PlanBook book;
    private final Clock clock;

    DryRun(RestoreRunner runner, PlanBook book, Clock clock) {
        this.runner = runner;
        this.book = book;
        this.clock = clock;
    }

    RestorePlan of(RestoreScope scope) {
        var checks = new ArrayList<Check>();
        checks.add(backup(scope.backup()));
        scope.backup().copies().stream().filter(copy -> copy.state() == Backup.Copy.State.STORED).forEach(copy -> checks.add(copy(copy)));
        Manifest manifest;
        try {
            manifest = scope.manifest();
        } catch (IOException | RuntimeException e) {
            checks.add(Check.red("manifest", String.valueOf(e.getMessage()), e instanceof Hinted hinted ? hinted.hint() : "Test the targets"));
            return new RestorePlan(hash(scope, checks, List.of()), checks, List.of());
        }
        checks.addAll(scope.place().source().preflight(scope.place().settings(), manifest, scope.place().target("dry-run", clock.instant())));
        List<Step> steps = runner.restoreSteps(scope, manifest, scope.place().target("dry-run", clock.instant()));
        List<Step> timeless = runner.restoreSteps(scope, manifest, scope.place().target("dry-run", Instant.EPOCH));
        return new RestorePlan(hash(scope, checks, timeless), checks,
                steps.stream().map(step -> new RestorePlan.PlannedStep(step.name(), step.description())).toList());
    }

    private static Check backup(Backup backup) {
        Verification proof = backup.verification();
        String proven = words(proof.level()) + (proof.at() == null ? "" : " at " + proof.at().truncatedTo(ChronoUnit.SECONDS));
        if (!backup.hasCopy()) {
            return Check.red("backup", "No copy of " + backup.id() + " is whole", "Choose another backup");
        }
        if (!backup.isGood()) {
            return Check.red("backup", backup.id() + (backup.deleteAfter() == null
                    ? " failed its verification: " + proof.detail()
                    : " is marked for deletion"), backup.deleteAfter() == null ? "Choose another backup" : "Hold it first: that takes the mark back");
        }
        return proof.state() == Verification.State.INCONCLUSIVE
                ? Check.amber("backup", "The last verification came to no result: " + proof.detail(), "Verify it again, if there is time")
                : Check.green("backup", proven);
    }

    private static String words(Verification.Level level) {
        return switch (level) {
            case NONE -> "Not proven yet";
            case STORED -> "Its sizes were compared";
            case CHECKSUM -> "Its checksums were compared";
            case READABLE -> "It was read to its end";
            case RESTORED -> "It was restored";
        };
    }

    private Check copy(Backup.Copy copy) {
        String name = "copy in " + copy.target();
        if (FROZEN.contains(copy.storageClass())) {
            return Check.amber(name, "It lies in " + copy.storageClass() + ", and cannot be read before it is thawed",
                    "Use another copy, or thaw it with the store's own tools");
        }
        try (ObjectStore store = book.open(copy.target())) {
            var stored = new StoredCopy(store, copy.target(), copy.path());
            Optional<Manifest> manifest = stored.manifest();
            if (manifest.isEmpty()) {
                return Check.amber(name, "Its manifest is gone", "Use another copy");
            }
            for (Manifest.Part part : manifest.get().parts()) {
                Optional<String> wrong = stored.look(part);
                if (wrong.isPresent()) {
                    return Check.amber(name, wrong.get(), "Use another copy; verify this backup");
                }
            }
            return Check.green(name, "Complete; its checksums are compared before anything is touched");
        } catch (IOException | IllegalArgumentException e) {
            return Check.amber(name, String.valueOf(e.getMessage()), e instanceof Hinted hinted ? hinted.hint() : "Test the target");
        }
    }

    /// Over what decides, not over what changes by the minute, such as free bytes and stamps in names.
    private static String hash(RestoreScope scope, List<Check> checks, List<Step> steps) {
        var text = new StringBuilder();
        text.append(scope.backup().id()).append('\n').append(scope.request().mode()).append('\n').append(scope.place().exclusive()).append('\n');
        checks.forEach(check -> text.append(check.name()).append('=').append(check.status()).append('\n'));
        steps.forEach(step -> text.append(step.name()).append(": ").append(step.description()).append('\n'));
        return HexFormat.of().formatHex(HashedStream.newDigest().digest(text.toString().getBytes(StandardCharsets.UTF_8))).substring(0, 32);
    }
}
