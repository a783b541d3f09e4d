package io.keepwatch.alerting.rulefile;

/// What is wrong in a rule file.
///
/// @param line   from 1; 0 when it is the file as a whole
/// @param group  that is not used therefore; empty when it is the file or nothing
/// @param reason with what would be valid where that is not plain
public record RuleProblem(String file, int line, String group, String reason) {

    public String place() {
        return line == 0 ? file : file + ":" + line;
    }

    @Override
    public String toString() {
        return place() + ": " + (group.isEmpty() ? "" : "group " + group + ": ") + reason;
    }
}
