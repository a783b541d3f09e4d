package io.keepwatch.settings;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/// Prints a start problem as the one line it is, instead of a stack trace. Found through `META-INF/spring.factories`.
@Order(Ordered.HIGHEST_PRECEDENCE)
public final class StartProblemReporter implements SpringBootExceptionReporter {

    /// Spring Boot hands in the context that failed.
    StartProblemReporter(@Nullable ConfigurableApplicationContext context) {}

    @Override
    public boolean reportException(Throwable failure) {
        Optional<String> message = message(failure);
        message.ifPresent(line -> System.err.println("keepwatch: " + line));
        return message.isPresent();
    }

    /// The line for the operator, when the failure is one that the operator can mend.
    public static Optional<String> message(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartProblem problem) {
                return Optional.ofNullable(problem.getMessage());
            }
            if (cause instanceof PortInUseException taken) {
                return Optional.of(portInUse("KEEPWATCH_HTTP_PORT", taken.getPort()).getMessage());
            }
        }
        return Optional.empty();
    }

    /// For servers that are not Spring's: the same words for the same problem.
    public static StartProblem portInUse(String setting, int port) {
        return new StartProblem("Cannot listen on port " + port + ": it is in use; stop what uses it, or set " + setting
                + " to another port, 0 for any free one");
    }
}
