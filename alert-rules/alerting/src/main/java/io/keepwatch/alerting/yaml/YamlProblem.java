package io.keepwatch.alerting.yaml;

/// What is wrong with a file, at a line.
public final class YamlProblem extends RuntimeException {

    private final int line;

    /// @param line from 1; 0 when it is the file as a whole
    public YamlProblem(int line, String reason) {
        super(reason);
        this.line = line;
    }

    public int line() {
        return line;
    }

    public String reason() {
        return String.valueOf(getMessage());
    }
}
