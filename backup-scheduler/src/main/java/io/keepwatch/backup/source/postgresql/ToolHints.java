package io.keepwatch.backup.source.postgresql;

import java.util.List;
import java.util.Map;

/// What to do about a program's failure, by what it said.
final class ToolHints {

    private static final int KILLED = 128 + 9;

    /// The first that fits.
    private static final List<Map.Entry<String, String>> BY_WORDS = List.of(
            Map.entry("lock timeout", "End the session that holds the lock, or raise lock-wait-timeout"),
            Map.entry("permission denied", "Give the role what it lacks, e.g. GRANT pg_read_all_data TO it"),
            Map.entry("row-level security", "Give the role BYPASSRLS: rows are hidden from it"),
            Map.entry("terminating connection", "Somebody ended the session or stopped the server; its log says who. Run it again"),
            Map.entry("server closed the connection", "The server's log says why; run it again"),
            Map.entry("server version mismatch", "Install client programs that are as new as the server"),
            Map.entry("No space left", "Make room on the disk"),
            Map.entry("does not exist", "Something was dropped or is missing; run it again, and install or create what is named"),
            Map.entry("end of file", "The archive is cut off: restore another copy or backup"),
            Map.entry("incorrect data check", "The archive is damaged: restore another copy or backup"));

    private ToolHints() {}

    static String of(String said, int exitCode) {
        if (exitCode == KILLED) {
            return "Something killed the program, e.g. the system for want of memory: look into the system's log";
        }
        return BY_WORDS.stream()
                .filter(entry -> said.contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("The run's log and the server's say more");
    }
}
