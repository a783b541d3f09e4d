package io.keepwatch.alerting.template;

/// A text that cannot be parsed, or not be filled; the message is Go's, with line and column.
public final class TemplateException extends RuntimeException {

    TemplateException(String message) {
        super(message);
    }
}
