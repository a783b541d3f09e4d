package io.keepwatch.promql;

/// A part of a query's text; `start` belongs to it, `end` does not; both count characters from 0.
public record Position(int start, int end) {

    public Position to(Position last) {
        return new Position(start, last.end);
    }

    /// The start as `line:column`, both from 1.
    public String lineAndColumn(String query) {
        int until = Math.clamp(start, 0, query.length());
        int line = 1;
        int lineStart = 0;
        for (int i = 0; i < until; i++) {
            if (query.charAt(i) == '\n') {
                line++;
                lineStart = i + 1;
            }
        }
        return line + ":" + (until - lineStart + 1);
    }
}
