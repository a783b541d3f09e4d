package io.keepwatch.promql;

/// An error of the user's query; the message is meant for the user.
public class PromQlException extends RuntimeException {

    /// The names of Prometheus' HTTP API.
    public enum Kind {
        BAD_DATA("bad_data"), EXECUTION("execution"), TIMEOUT("timeout"), CANCELLED("canceled"), UNAVAILABLE("unavailable");

        private final String text;

        Kind(String text) {
            this.text = text;
        }

        public String text() {
            return text;
        }
    }

    private final Kind kind;

    public PromQlException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    public static PromQlException execution(String message) {
        return new PromQlException(Kind.EXECUTION, message);
    }

    public Kind kind() {
        return kind;
    }
}
