package io.keepwatch.alerting.template.text;

/// A text that is no template; the message is Go's: `template: name:line: …`.
public final class TemplateSyntaxException extends RuntimeException {

    TemplateSyntaxException(String message) {
        super(message);
    }
}
