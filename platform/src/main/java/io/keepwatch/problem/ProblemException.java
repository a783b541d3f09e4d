package io.keepwatch.problem;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;

/// Ends a request to one of our own APIs with a problem that the caller can understand and act on.
public final class ProblemException extends RuntimeException {

    private final HttpStatus status;
    private final @Nullable String hint;

    /// @param detail what cannot be done and why
    /// @param hint   what the caller could do instead, or null
    public ProblemException(HttpStatus status, String detail, @Nullable String hint) {
        super(detail);
        this.status = status;
        this.hint = hint;
    }

    public static ProblemException badRequest(String detail, @Nullable String hint) {
        return new ProblemException(HttpStatus.BAD_REQUEST, detail, hint);
    }

    public static ProblemException notFound(String detail, @Nullable String hint) {
        return new ProblemException(HttpStatus.NOT_FOUND, detail, hint);
    }

    public static ProblemException conflict(String detail, @Nullable String hint) {
        return new ProblemException(HttpStatus.CONFLICT, detail, hint);
    }

    public HttpStatus status() {
        return status;
    }

    public @Nullable String hint() {
        return hint;
    }
}
