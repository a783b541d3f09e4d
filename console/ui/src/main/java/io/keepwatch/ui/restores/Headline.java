package io.keepwatch.ui.restores;

import io.keepwatch.backup.Restore;
import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.backup.Run;
import io.keepwatch.backup.RunStep;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.format.TimeFormat;
import java.time.Instant;

/// The sentence on top of a restore. It always answers: is production touched?
///
/// @param stoppable whether stopping now leaves production as it is
record Headline(Glyph glyph, String sentence, String detail, String tone, boolean stoppable) {

    static Headline of(Restore restore, String moment, TimeFormat times, Instant now) {
        Run run = restore.run();
        Production production = Production.of(restore);
        boolean clone = restore.request().mode() == Mode.CLONE;
        return switch (run.phase()) {
            case PENDING -> new Headline(Glyph.WAITING, "Waiting to start. " + touched(production), asked(restore, moment, times, now), "", true);
            case RUNNING -> running(restore, production, moment, times, now);
            case WAITING -> new Headline(Glyph.WAITING, "Waiting" + (run.waitUntil() == null ? "" : " until " + times.near(run.waitUntil(), now)) + ". " + touched(production),
                    run.waitReason() == null ? asked(restore, moment, times, now) : run.waitReason(), "", production == Production.UNTOUCHED);
            case COMPLETED -> done(restore, production, clone, moment, times, now);
            case FAILED -> new Headline(Glyph.CRITICAL, "Failed" + run.currentStep().map(step -> " in “" + step.name() + "”").orElse("") + ". " + touched(production),
                    run.problem() == null ? asked(restore, moment, times, now) : run.problem().message() + " " + run.problem().hint(), "crit", false);
            case CANCELLED -> new Headline(Glyph.STALE, "Stopped. " + touched(production), asked(restore, moment, times, now), "", false);
        };
    }

    static Headline undoing(Run undo) {
        return new Headline(Glyph.RUNNING, "Swapping the old database back. Connections are closed for seconds.",
                "Asked for by " + undo.requestedBy() + ". Nothing is dropped.", "warn", false);
    }

    private static Headline running(Restore restore, Production production, String moment, TimeFormat times, Instant now) {
        String doing = restore.run().currentStep().map(Headline::doing).orElse("Starting");
        return switch (production) {
            case UNTOUCHED -> new Headline(Glyph.RUNNING, doing + ". Production is still untouched.", asked(restore, moment, times, now), "", true);
            case SWAPPING -> new Headline(Glyph.RUNNING, "Swapping now. Connections to the database are closed for seconds.",
                    "This cannot be stopped any more; it can be undone when it is over.", "warn", false);
            case SWAPPED -> new Headline(Glyph.RUNNING, doing + ". Production runs on the data of " + moment + ".", asked(restore, moment, times, now), "", false);
            case BACK -> new Headline(Glyph.RUNNING, doing + ". The old database is back in its place.", asked(restore, moment, times, now), "", false);
        };
    }

    private static Headline done(Restore restore, Production production, boolean clone, String moment, TimeFormat times, Instant now) {
        if (clone) {
            return new Headline(Glyph.GOOD, "Restored into " + restore.database() + ". Production was not touched.", asked(restore, moment, times, now), "", false);
        }
        if (production == Production.BACK) {
            return new Headline(Glyph.ROLLBACK, "Undone. Production runs on the old database again.",
                    "The restored data stays beside it; nothing was dropped.", "", false);
        }
        String undo = restore.undoUntil() == null ? "The old database has been removed: this cannot be undone any more."
                : "The old database is kept until " + times.near(restore.undoUntil(), now) + ": until then this can be undone.";
        return new Headline(Glyph.GOOD, "Restored. Production runs on the data of " + moment + ".", undo, "", false);
    }

    /// "Verify the clone"; the detail changes too often for a heading
    private static String doing(RunStep step) {
        return step.description().replaceFirst("\\.$", "");
    }

    private static String touched(Production production) {
        return switch (production) {
            case UNTOUCHED -> "Production is untouched.";
            case SWAPPING -> "Production was being swapped: look at the server before anything else.";
            case SWAPPED -> "Production runs on the restored data.";
            case BACK -> "Production runs on the old database.";
        };
    }

    private static String asked(Restore restore, String moment, TimeFormat times, Instant now) {
        Run run = restore.run();
        String reason = restore.request().reason();
        return (run.plan() == null ? "Restore" : run.plan()) + " to " + moment + ", asked for at " + times.near(run.createdAt(), now) + " by " + run.requestedBy()
                + (reason == null || reason.isBlank() ? "." : ": " + reason);
    }
}
