package io.keepwatch.backup.source.postgresql;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// A version of server or client.
record PostgresqlVersion(int major, int minor) implements Comparable<PostgresqlVersion> {

    /// The first minor of each major that keeps a dump's text out of psql's commands (CVE-2025-8714 and its bypass).
    private static final Map<Integer, Integer> FIRST_SAFE = Map.of(14, 24, 15, 19, 16, 15, 17, 11, 18, 6);
    private static final int SAFE_FROM = 19;
    private static final Pattern OF_PROGRAM = Pattern.compile("\\(PostgreSQL\\) (\\d+)(?:\\.(\\d+))?");

    /// @param number as the server has it in `server_version_num`, e.g. 150018
    static PostgresqlVersion ofServer(int number) {
        return new PostgresqlVersion(number / 10_000, number % 10_000);
    }

    /// @param line what a program answers to `--version`, e.g. `pg_dump (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)`
    static Optional<PostgresqlVersion> ofProgram(String line) {
        var matcher = OF_PROGRAM.matcher(line);
        return matcher.find()
                ? Optional.of(new PostgresqlVersion(
                        Integer.parseInt(matcher.group(1)), matcher.group(2) == null ? 0 : Integer.parseInt(matcher.group(2))))
                : Optional.empty();
    }

    boolean isSafe() {
        return major >= SAFE_FROM || FIRST_SAFE.containsKey(major) && minor >= FIRST_SAFE.get(major);
    }

    /// What to install instead, e.g. `15.19`; the oldest safe major for one that gets no mending any more.
    String firstSafe() {
        return FIRST_SAFE.containsKey(major) ? major + "." + FIRST_SAFE.get(major) : "14.24";
    }

    @Override
    public int compareTo(PostgresqlVersion other) {
        return major != other.major ? Integer.compare(major, other.major) : Integer.compare(minor, other.minor);
    }

    @Override
    public String toString() {
        return major + "." + minor;
    }
}
