package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.step.StepContext;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Sorts what a client program says: errors, warnings, and with `--verbose` each thing it does.
final class ToolLog {

    private static final int LINES_KEPT = 200;
    private static final Pattern CHATTER = Pattern.compile("pg_[a-z]+: (?!warning:|error:|hint:|detail:|fatal:)(.*)");

    private final int tables;
    private int done;
    private @Nullable String doing;
    private final List<String> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /// @param tables how many will be dumped or restored, or 0
    ToolLog(int tables) {
        this.tables = tables;
    }

    void take(String line, StepContext context) {
        var chatter = CHATTER.matcher(line);
        if (chatter.matches()) {
            note(chatter.group(1));
            return;
        }
        context.log(line);
        List<String> kept = line.contains(" warning: ") ? warnings : errors;
        if (kept.size() < LINES_KEPT) {
            kept.add(line);
        }
    }

    @Nullable String detail() {
        return tables == 0 || doing != null ? doing : "table " + Math.min(done, tables) + " of " + tables;
    }

    List<String> warnings() {
        return List.copyOf(warnings);
    }

    /// What it said that was no warning, in one line.
    String errors() {
        return errors.isEmpty() ? "it said nothing" : String.join(" ", errors.stream().limit(6).toList());
    }

    private void note(String said) {
        if (said.startsWith("dumping contents of table") || said.startsWith("processing data for table")) {
            done++;
            doing = null;
        } else if (said.startsWith("creating ") && done > 0) {
            doing = said;
        }
    }
}
