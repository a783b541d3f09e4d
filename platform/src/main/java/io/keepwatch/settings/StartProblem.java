package io.keepwatch.settings;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.ExitCodeGenerator;

/// Why Keepwatch cannot start, in one line that the operator can act on: no stack trace is shown with it, and the process ends
/// with status 2.
public class StartProblem extends RuntimeException implements ExitCodeGenerator {

    public static final int EXIT_CODE = 2;

    public StartProblem(String message) {
        this(message, null);
    }

    public StartProblem(String message, @Nullable Throwable cause) {
        super(oneLine(message), cause);
    }

    @Override
    public int getExitCode() {
        return EXIT_CODE;
    }

    private static String oneLine(String message) {
        return message.strip().replaceAll("\\s*\\R\\s*", " ").replaceAll("\\p{Cntrl}", "?");
    }
}
