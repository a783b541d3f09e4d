package io.keepwatch.alerting.template.text;

/// A template that failed with the data it was given; the message is Go's: `template: name:line:column: executing …`.
public final class TemplateExecutionException extends RuntimeException {

    TemplateExecutionException(String message) {
        super(message);
    }
}
