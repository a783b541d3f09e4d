package io.keepwatch.observability;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.IThrowableProxy;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.logs.LogRecordBuilder;
import io.opentelemetry.api.logs.LoggerProvider;
import io.opentelemetry.api.logs.Severity;
import io.opentelemetry.context.Context;
import java.time.Instant;
import java.util.List;

/// Hands log records to OpenTelemetry: warnings and errors of everybody, and what Keepwatch itself says.
///
/// Three things keep it from talking about its own sending for ever: the exporters' loggers are left out, nothing is taken within
/// [SelfMarker#suppress()], and one message of one logger passes a few times a minute only. The last one catches what the others
/// cannot see: a failing insert, say, that is reported by a log record whose insert fails.
final class LogBridge extends UnsynchronizedAppenderBase<ILoggingEvent> {

    private static final List<String> EXPORTERS =
            List.of("io.opentelemetry.", "io.prometheus.", "okhttp3.", "io.keepwatch.observability.");
    private static final AttributeKey<String> THREAD = AttributeKey.stringKey("thread.name");
    private static final AttributeKey<String> EXCEPTION_TYPE = AttributeKey.stringKey("exception.type");
    private static final AttributeKey<String> EXCEPTION_MESSAGE = AttributeKey.stringKey("exception.message");
    private static final AttributeKey<String> EXCEPTION_STACKTRACE = AttributeKey.stringKey("exception.stacktrace");

    private final LoggerProvider loggers;
    private final RepeatLimit repeats = new RepeatLimit();

    LogBridge(LoggerProvider loggers) {
        this.loggers = loggers;
        setName("opentelemetry");
    }

    @Override
    protected void append(ILoggingEvent event) {
        if (isWanted(event) && !SelfMarker.isSuppressed(Context.current()) && repeats.allows(event)) {
            emit(event);
        }
    }

    private static boolean isWanted(ILoggingEvent event) {
        String logger = event.getLoggerName();
        Level least = logger.startsWith("io.keepwatch.") ? Level.INFO : Level.WARN;
        return event.getLevel().isGreaterOrEqual(least) && EXPORTERS.stream().noneMatch(logger::startsWith);
    }

    private void emit(ILoggingEvent event) {
        LogRecordBuilder record = loggers.get(event.getLoggerName()).logRecordBuilder()
                .setContext(Context.current())
                .setTimestamp(event.getInstant() == null ? Instant.ofEpochMilli(event.getTimeStamp()) : event.getInstant())
                .setSeverity(severity(event.getLevel()))
                .setSeverityText(event.getLevel().toString())
                .setBody(event.getFormattedMessage())
                .setAttribute(THREAD, event.getThreadName());
        IThrowableProxy thrown = event.getThrowableProxy();
        if (thrown != null) {
            record.setAttribute(EXCEPTION_TYPE, thrown.getClassName());
            record.setAttribute(EXCEPTION_MESSAGE, thrown.getMessage());
            record.setAttribute(EXCEPTION_STACKTRACE, ThrowableProxyUtil.asString(thrown));
        }
        record.emit();
    }

    private static Severity severity(Level level) {
        return switch (level.levelInt) {
            case Level.ERROR_INT -> Severity.ERROR;
            case Level.WARN_INT -> Severity.WARN;
            case Level.INFO_INT -> Severity.INFO;
            case Level.DEBUG_INT -> Severity.DEBUG;
            default -> Severity.TRACE;
        };
    }
}
