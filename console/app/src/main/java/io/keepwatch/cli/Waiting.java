package io.keepwatch.cli;

import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// Follows a run or a restore to its end: a line for each step, and the present one alive where there is a terminal.
final class Waiting {

    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Set<String> ENDS = Set.of("COMPLETED", "FAILED", "CANCELLED");

    private final Instance instance;
    private final Terminal terminal;
    private final boolean quiet;
    private String lastStep = "";

    /// @param quiet for `--json`: nothing but the result
    Waiting(Instance instance, Terminal terminal, boolean quiet) {
        this.instance = instance;
        this.terminal = terminal;
        this.quiet = quiet;
    }

    /// @param path of the run, e.g. `/api/backup/runs/R1`
    /// @return how it ended
    JsonNode untilEnd(String path) {
        while (true) {
            JsonNode run = instance.json(path, null);
            show(run);
            if (ENDS.contains(run.path("phase").asString(""))) {
                finishLine();
                return run;
            }
            pause();
        }
    }

    /// 0 when it was completed; why not goes to the error stream.
    int told(JsonNode run) {
        String phase = run.path("phase").asString("");
        if (phase.equals("COMPLETED")) {
            return 0;
        }
        JsonNode error = run.path("error");
        String hint = error.path("hint").asString("");
        terminal.err().println("keepwatch: " + phase.toLowerCase(Locale.ROOT) + ": " + error.path("message").asString("no reason was written down")
                + (hint.isEmpty() ? "" : "; " + hint));
        return 1;
    }

    private void show(JsonNode run) {
        if (quiet) {
            return;
        }
        String step = "";
        String line = run.path("phase").asString("");
        for (JsonNode each : run.path("steps")) {
            if (Set.of("RUNNING", "WAITING", "FAILED").contains(each.path("phase").asString(""))) {
                step = each.path("name").asString("");
                line = step + bytes(each) + detail(each);
            }
        }
        if (run.path("phase").asString("").equals("WAITING")) {
            line += ", waits: " + run.path("waitReason").asString("");
        }
        if (System.console() != null) {
            if (!step.equals(lastStep)) {
                finishLine();
            }
            terminal.err().print("\r\u001b[K" + line);
            terminal.err().flush();
        } else if (!step.equals(lastStep)) {
            terminal.err().println(line);
        }
        lastStep = step;
    }

    private void finishLine() {
        if (!quiet && System.console() != null && !lastStep.isEmpty()) {
            terminal.err().println();
        }
    }

    private static String bytes(JsonNode step) {
        long bytes = step.path("bytes").asLong(0);
        long total = step.path("totalBytes").asLong(0);
        return bytes == 0 ? "" : "  " + Sizes.words(bytes) + (total > 0 ? " of " + Sizes.words(total) : "");
    }

    private static String detail(JsonNode step) {
        String detail = step.path("detail").asString("");
        return detail.isEmpty() ? "" : "  " + detail;
    }

    private static void pause() {
        try {
            Thread.sleep(PAUSE);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CommandFailedException("interrupted; the work goes on in the instance", e);
        }
    }
}
