package io.keepwatch.quotes.telemetry;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.logs.Logger;
import io.opentelemetry.api.logs.Severity;

/// Log records that carry the trace they belong to, because they are emitted in its context.
public final class EventLog {

    private final Logger logger;

    EventLog(Logger logger) {
        this.logger = logger;
    }

    public void info(String body, Attributes attributes) {
        emit(Severity.INFO, body, attributes);
    }

    public void warn(String body, Attributes attributes) {
        emit(Severity.WARN, body, attributes);
    }

    /// Exception type, message and stack trace become the attributes that the semantic conventions name.
    public void error(String body, Attributes attributes, Throwable failure) {
        logger.logRecordBuilder()
                .setSeverity(Severity.ERROR)
                .setSeverityText(Severity.ERROR.name())
                .setBody(body)
                .setAllAttributes(attributes)
                .setException(failure)
                .emit();
    }

    private void emit(Severity severity, String body, Attributes attributes) {
        logger.logRecordBuilder()
                .setSeverity(severity)
                .setSeverityText(severity.name())
                .setBody(body)
                .setAllAttributes(attributes)
                .emit();
    }
}
