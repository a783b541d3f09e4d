package io.keepwatch.alerting.template.text;

/// The error that a function returns; execution ends with it and says where.
public final class FunctionException extends RuntimeException {

    public FunctionException(String message) {
        super(message);
    }
}
