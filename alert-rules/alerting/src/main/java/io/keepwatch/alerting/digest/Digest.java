package io.keepwatch.alerting.digest;

import java.time.Instant;
import java.util.List;

/// What a mail reports.
///
/// @param from     what happened since then
/// @param headline in a line: also the subject
/// @param calm     there is nothing that somebody should know
record Digest(Instant from, Instant until, String headline, boolean calm, List<Section> sections) {

    /// @param color of its title
    /// @param more  rows that found no room
    record Section(String title, String color, List<Row> rows, int more) {

        private static final int MOST = 25;

        static Section of(String title, String color, List<Row> rows) {
            return new Section(title, color, rows.stream().limit(MOST).toList(), Math.max(0, rows.size() - MOST));
        }
    }

    /// @param detail  may be empty
    /// @param address where to click; may be empty
    record Row(String title, String detail, String address) {}
}
