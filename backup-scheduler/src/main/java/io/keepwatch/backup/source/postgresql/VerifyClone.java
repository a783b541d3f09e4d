package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.manifest.Manifest;
import io.keepwatch.backup.step.Step;
import io.keepwatch.backup.step.StepContext;
import io.keepwatch.backup.step.StepResult;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Compares each table of the clone with what was counted in the dump's snapshot.
record VerifyClone(Restoration restore) implements Step {

    private static final int SHOWN = 5;

    @Override
    public String name() {
        return "verify";
    }

    @Override
    public String description() {
        return "Compare rows and checksums of " + restore.manifest().tables().size() + " tables with the manifest";
    }

    @Override
    public StepResult run(StepContext context) throws Exception {
        String clone = restore.names().copy();
        try (Session session = Session.open(restore.settings(), clone)) {
            List<String> differences = Attended.start(session, () -> compare(session, context)).await(context);
            if (!differences.isEmpty()) {
                return new StepResult.Failed(clone + " is not what was backed up: "
                        + String.join("; ", differences.stream().limit(SHOWN).toList())
                        + (differences.size() > SHOWN ? "; and " + (differences.size() - SHOWN) + " more" : ""),
                        "Restore another copy or backup; the live database is untouched");
            }
            context.log("All " + restore.manifest().tables().size() + " tables have the rows and checksums of the manifest");
            return StepResult.DONE;
        } catch (SQLException e) {
            throw Failures.of("Cannot count the rows of " + clone, e);
        }
    }

    private List<String> compare(Session session, StepContext context) throws SQLException, InterruptedException {
        Map<String, Manifest.Table> expected = new LinkedHashMap<>();
        restore.manifest().tables().forEach(table -> expected.put(Sql.name(table.schema(), table.name()), table));
        var differences = new ArrayList<String>();
        Contents contents = Contents.of(session);
        session.execute("BEGIN READ ONLY");
        int[] counted = {0};
        contents.count(Contents.tables(session), found -> {
            String difference = difference(expected.remove(Sql.name(found.schema(), found.name())), found);
            if (difference != null) {
                differences.add(difference);
            }
            context.progress(0, null, "table " + ++counted[0] + " of " + restore.manifest().tables().size());
        });
        session.execute("COMMIT");
        expected.values().forEach(missing -> differences.add(missing.schema() + "." + missing.name() + " is missing"));
        return differences;
    }

    private static @Nullable String difference(Manifest.@Nullable Table expected, Manifest.Table found) {
        String name = found.schema() + "." + found.name();
        if (expected == null) {
            return name + " is not in the manifest";
        }
        if (expected.rows() != found.rows()) {
            return name + " has " + found.rows() + " rows instead of " + expected.rows();
        }
        boolean comparable = expected.checksum() != null && found.checksum() != null;
        return comparable && !expected.checksum().equals(found.checksum()) ? name + " has other content: its checksum differs" : null;
    }
}
