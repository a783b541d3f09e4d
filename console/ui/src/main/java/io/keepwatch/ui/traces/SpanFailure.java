package io.keepwatch.ui.traces;

import io.keepwatch.telemetry.traces.Span;
import java.util.Optional;
import java.util.SortedMap;
import java.util.stream.Stream;

/// Why a span failed, from its exception event, its attributes and its status, as far as it says.
///
/// @param code    SQLSTATE, HTTP or gRPC status, e.g. `SQLSTATE 23503`, empty when there is none
/// @param type    e.g. the exception's class, empty when it does not say
/// @param message may have several lines, may be empty
/// @param stack   the stack trace, may be empty
record SpanFailure(String code, String type, String message, String stack) {

    private static final int LONGEST_REASON = 120;

    /// Empty when the span did not fail and recorded no exception.
    static Optional<SpanFailure> of(Span span) {
        var exception = span.events().reversed().stream().filter(event -> event.name().equals("exception")).findFirst();
        if (exception.isEmpty() && !span.failed()) {
            return Optional.empty();
        }
        String type = exception.map(e -> e.attributes().getOrDefault("exception.type", "")).orElse("");
        String message = exception.map(e -> e.attributes().getOrDefault("exception.message", "")).orElse("");
        String stack = exception.map(e -> e.attributes().getOrDefault("exception.stacktrace", "")).orElse("");
        String errorType = span.attributes().getOrDefault("error.type", "");
        return Optional.of(new SpanFailure(
                code(span.attributes()),
                type.isEmpty() && !isNumber(errorType) ? errorType : type,
                message.isEmpty() ? span.statusMessage() : message,
                stack));
    }

    private static String code(SortedMap<String, String> attributes) {
        String database = attributes.getOrDefault("db.response.status_code", "");
        if (!database.isEmpty()) {
            return attributes.getOrDefault("db.system.name", "").startsWith("postgres") ? "SQLSTATE " + database : database;
        }
        if (attributes.containsKey("db.system.name") && isSqlState(attributes.getOrDefault("error.type", ""))) {
            return "SQLSTATE " + attributes.get("error.type");
        }
        String http = attributes.getOrDefault("http.response.status_code", attributes.getOrDefault("http.status_code", ""));
        if (!http.isEmpty()) {
            return "HTTP " + http;
        }
        String grpc = attributes.getOrDefault("rpc.grpc.status_code", "");
        return grpc.isEmpty() ? "" : "gRPC " + grpc;
    }

    private static boolean isSqlState(String text) {
        return text.matches("[0-9A-Z]{5}");
    }

    private static boolean isNumber(String text) {
        return !text.isEmpty() && text.chars().allMatch(Character::isDigit);
    }

    /// A title for the failure: its code, else its type.
    String title() {
        return Stream.of(code, simpleType(), "Failed").filter(text -> !text.isEmpty()).findFirst().orElseThrow();
    }

    /// In half a line: `23503 insert or update on table "quotes" violates …`, empty when nothing is known.
    String reason() {
        String first = message.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst().orElse("");
        String what = code.startsWith("SQLSTATE ") ? code.substring(9) : code;
        if (first.startsWith("ERROR: ")) {
            first = first.substring(7);
        }
        String label = what.isEmpty() ? simpleType() : what;
        String reason = Stream.of(label, first).filter(text -> !text.isEmpty()).distinct()
                .reduce((a, b) -> a + (what.isEmpty() ? ": " : " ") + b).orElse("");
        return reason.length() > LONGEST_REASON ? reason.substring(0, LONGEST_REASON - 1) + "…" : reason;
    }

    private String simpleType() {
        return type.substring(type.lastIndexOf('.') + 1);
    }
}
