package io.keepwatch.ingest.otlp;

import tools.jackson.core.JsonParser;

/// A JSON value that is not what its key asks for, with its place.
final class JsonMismatchException extends RuntimeException {

    JsonMismatchException(JsonParser at, String expected) {
        super("%s at line %d, column %d".formatted(
                expected, at.currentTokenLocation().getLineNr(), at.currentTokenLocation().getColumnNr()));
    }
}
