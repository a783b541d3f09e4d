package io.keepwatch;

import io.keepwatch.settings.StartProblem;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.springframework.boot.web.server.PortInUseException;

/// Says in one line why the start failed.
final class StartFailure {

    private StartFailure() {}

    static String explain(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof StartProblem problem) {
                return problem.getMessage();
            }
            if (cause instanceof PortInUseException inUse) {
                return "cannot listen on port " + inUse.getPort() + ": it is in use; stop what listens there, or set KEEPWATCH_HTTP_PORT"
                        + " to another port, or to 0 for any free one";
            }
        }
        // not foreseen, so a developer needs all of it
        var trace = new StringWriter();
        failure.printStackTrace(new PrintWriter(trace));
        return "cannot start: " + trace;
    }
}
