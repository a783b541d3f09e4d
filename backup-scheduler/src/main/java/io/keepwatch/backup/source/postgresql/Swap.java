package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.source.SourceException;
import io.keepwatch.backup.step.Step;
import io.keepwatch.backup.step.StepContext;
import io.keepwatch.backup.step.StepResult;
import java.sql.SQLException;
import java.util.Optional;

/// Gives the clone the live database's name. The live one is kept under another, closed. Both renames are one transaction: whenever
/// we are interrupted, the live name leads to a whole database.
record Swap(Restoration restore) implements Step {

    private static final String LIVE_OID = "live-oid";
    private static final String LIVE_ALLOWED = "live-allowed-connections";
    private static final String NONE = "none";

    @Override
    public String name() {
        return "swap";
    }

    @Override
    public String description() {
        return "End the sessions of " + restore.names().live() + ", rename it to " + restore.names().old() + " and "
                + restore.names().copy() + " to " + restore.names().live();
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        return restore.onServer("Cannot swap " + restore.names().live(), databases -> {
            String clone = context.remembered(Restoration.CLONE_OID).orElseThrow();
            if (!isSwapped(databases, clone)) {
                rememberLive(databases, context);
                context.checkCancelled();
                swap(databases, context);
            }
            databases.allowConnections(restore.names().live(), true);
            return StepResult.DONE;
        });
    }

    /// Back to how it was, from whichever moment.
    @Override
    public void undo(StepContext context) throws Exception {
        var clone = context.remembered(Restoration.CLONE_OID);
        if (clone.isEmpty() || context.remembered(LIVE_OID).isEmpty()) {
            return;
        }
        restore.onServer("Cannot take back the swap of " + restore.names().live(), databases -> {
            if (isSwapped(databases, clone.get())) {
                SwapBack.swapBack(databases, restore.names());
            }
            giveBack(databases, context);
            return true;
        });
    }

    private boolean isSwapped(Databases databases, String clone) throws SQLException {
        return databases.oid(restore.names().live()).equals(Optional.of(clone));
    }

    private void rememberLive(Databases databases, StepContext context) throws SQLException {
        if (context.remembered(LIVE_OID).isEmpty()) {
            Optional<String> live = databases.oid(restore.names().live());
            context.remember(LIVE_ALLOWED, Boolean.toString(live.isPresent() && databases.allowsConnections(restore.names().live())));
            context.remember(LIVE_OID, live.orElse(NONE));
        }
    }

    private void swap(Databases databases, StepContext context) throws Exception {
        RestoreNames names = restore.names();
        if (!databases.exists(names.copy())) {
            throw new SourceException("Cannot swap " + names.live() + ": " + names.copy() + " is gone", "Start the restore again", null);
        }
        if (!databases.exists(names.live())) {
            databases.rename(names.copy(), names.live());
            return;
        }
        long began = System.nanoTime();
        boolean swapped = false;
        try {
            databases.allowConnections(names.live(), false);
            databases.allowConnections(names.copy(), false);
            databases.endSessions(names.live());
            databases.endSessions(names.copy());
            databases.renameTogether(names.live(), names.old(), names.copy(), names.live());
            databases.allowConnections(names.live(), true);
            swapped = true;
        } finally {
            if (!swapped && !isSwapped(databases, context.remembered(Restoration.CLONE_OID).orElseThrow())) {
                giveBack(databases, context);
            }
        }
        context.log(names.live() + " let nobody in for " + (System.nanoTime() - began) / 1_000_000 + " ms; the old one is " + names.old());
    }

    /// Lets people in again to the live database, if that is what it was.
    private void giveBack(Databases databases, StepContext context) throws SQLException {
        var live = context.remembered(LIVE_OID);
        boolean same = live.isPresent() && databases.oid(restore.names().live()).equals(live);
        if (same && context.remembered(LIVE_ALLOWED).map(Boolean::parseBoolean).orElse(true)) {
            databases.allowConnections(restore.names().live(), true);
        }
    }
}
