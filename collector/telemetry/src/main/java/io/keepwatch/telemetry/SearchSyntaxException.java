package io.keepwatch.telemetry;

/// A search that cannot be read; `position` counts characters from 0.
public class SearchSyntaxException extends RuntimeException {

    private final int position;

    public SearchSyntaxException(String message, int position) {
        super(message);
        this.position = position;
    }

    public int position() {
        return position;
    }
}
