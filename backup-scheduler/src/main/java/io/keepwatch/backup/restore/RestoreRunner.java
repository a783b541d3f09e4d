package io.keepwatch.backup.restore;

import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.Verification;
import io.keepwatch.backup.catalog.Catalog;
import io.keepwatch.backup.catalog.StoredCopy;
import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.plan.PlanBook;
import io.keepwatch.backup.source.RestoreTarget;
import io.keepwatch.backup.step.ActionStep;
import io.keepwatch.backup.step.RunIds;
import io.keepwatch.backup.step.RunWork;
import io.keepwatch.backup.step.Step;
import io.keepwatch.backup.step.StepContext;
import io.keepwatch.backup.step.StepException;
import io.keepwatch.backup.step.StepResult;
import io.keepwatch.backup.target.ObjectStore;
import java.io.IOException;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// What a restore does.
final class RestoreRunner implements RunWork {

    static final String SWAP = "swap";
    private static final String WHOLE = "copy.whole";

    private final PlanBook book;
    private final Catalog catalog;
    private final Clock clock;

    RestoreRunner(PlanBook book, Catalog catalog, Clock clock) {
        this.book = book;
        this.catalog = catalog;
        this.clock = clock;
    }

    @Override
    public Run.Kind kind() {
        return Run.Kind.RESTORE;
    }

    /// First the stored bytes are read again and compared with the manifest; nothing is touched when no copy is what was written. Then
    /// come the source's own steps, which make a new database beside the live one and verify it against the manifest. With that the
    /// backup is proven, and it is written down. Their very last step gives the new database the live one's name, and keeps the old
    /// one. Taking it back and clearing the old one away are runs of their own.
    @Override
    public List<Step> steps(Run run, String request) throws IOException {
        Order order = Order.read(request);
        Place place = Place.of(run.plan(), order.request(), Objects.requireNonNull(order.request().database()), book);
        String restoreId = order.restoreId() == null ? run.id() : order.restoreId();
        RestoreTarget target = place.target(restoreId, RunIds.at(restoreId));
        return switch (order.action()) {
            case RESTORE -> {
                RestoreScope scope = RestoreScope.of(order.request(), catalog, book);
                yield restoreSteps(scope, scope.manifest(), target);
            }
            case UNDO -> place.source().undoSteps(place.settings(), target);
            case CLEAN_UP -> place.source().cleanUpSteps(place.settings(), target);
        };
    }

    List<Step> restoreSteps(RestoreScope scope, Manifest manifest, RestoreTarget target) {
        var remembered = new Remembered();
        var parts = new StoredParts(book, manifest, () -> scope.copies().stream()
                .sorted(Comparator.comparing(copy -> !copy.target().equals(remembered.target))).toList());
        var steps = new ArrayList<Step>();
        steps.add(ActionStep.of("checksum", "Read the stored bytes of " + scope.backup().id() + " again and compare them with its manifest",
                context -> checksum(scope, manifest, remembered, context)));
        scope.place().source().restoreSteps(scope.place().settings(), manifest, target, parts).forEach(step -> steps.add(new Remembering(step, remembered)));
        // before the source's last step: what comes after that could only fail, and take a restore back that has succeeded
        steps.add(steps.size() - 1,
                ActionStep.of("proof", "Write down that the backup was restored", context -> proof(scope, target, context)));
        return List.copyOf(steps);
    }

    /// After the names are changed a cancel would be an undo, which is a run of its own.
    @Override
    public Set<String> pointsOfNoReturn() {
        return Set.of(SWAP);
    }

    private StepResult checksum(RestoreScope scope, Manifest manifest, Remembered remembered, StepContext context) throws InterruptedException {
        var problems = new ArrayList<String>();
        for (Backup.Copy copy : scope.copies()) {
            context.checkCancelled();
            try (ObjectStore store = book.open(copy.target())) {
                Optional<String> wrong = wrong(new StoredCopy(store, copy.target(), copy.path()), manifest, context);
                if (wrong.isEmpty()) {
                    context.remember(WHOLE, copy.target());
                    remembered.target = copy.target();
                    return StepResult.DONE;
                }
                problems.add(copy.target() + ": " + wrong.get());
                context.uninterrupted(() -> {
                    catalog.copyIs(scope.backup().id(), copy.target(), Backup.Copy.State.DAMAGED, wrong.get());
                    return true;
                });
            } catch (IOException e) {
                context.checkCancelled();
                problems.add(copy.target() + ": " + e.getMessage());
            }
        }
        return new StepResult.Failed("Cannot restore " + scope.backup().id() + ": no copy is what was written: " + String.join("; ", problems),
                "Nothing was changed; restore from another backup");
    }

    private static Optional<String> wrong(StoredCopy stored, Manifest manifest, StepContext context) throws IOException, InterruptedException {
        long done = 0;
        long total = manifest.parts().stream().mapToLong(Manifest.Part::storedBytes).sum();
        for (Manifest.Part part : manifest.parts()) {
            context.checkCancelled();
            context.progress(done, total, part.name() + " in " + stored.target());
            Optional<String> wrong = stored.compare(part);
            if (wrong.isPresent()) {
                return wrong;
            }
            done += part.storedBytes();
        }
        context.progress(done, total, "in " + stored.target());
        return Optional.empty();
    }

    private StepResult proof(RestoreScope scope, RestoreTarget target, StepContext context) {
        context.uninterrupted(() -> {
            catalog.verified(scope.backup().id(), new Verification(Verification.Level.RESTORED, Verification.State.OK, clock.instant(),
                    "Restored as " + target.database() + " by " + target.restoreId()));
            return true;
        });
        return StepResult.DONE;
    }

    /// Which copy was found whole, also by a process that died since.
    private static final class Remembered {
        volatile String target = "";
    }

    private record Remembering(Step step, Remembered remembered) implements Step {

        @Override
        public String name() {
            return step.name();
        }

        @Override
        public String description() {
            return step.description();
        }

        @Override
        public StepResult run(StepContext context) throws Exception {
            remembered.target = context.remembered(WHOLE)
                    .orElseThrow(() -> new StepException("No copy was found whole", "Start the restore again"));
            return step.run(context);
        }

        @Override
        public void undo(StepContext context) throws Exception {
            step.undo(context);
        }
    }
}
