package io.keepwatch.cli;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/// Runs a read-only query on the telemetry database; prints tab-separated values with a header.
final class SqlCommand implements Command {

    @Override
    public String name() {
        return "sql";
    }

    @Override
    public String usage() {
        return "sql \"QUERY\"";
    }

    @Override
    public String purpose() {
        return "ask the telemetry database, read-only; prints tab-separated values with a header";
    }

    @Override
    public int run(List<String> arguments, Terminal terminal) {
        if (arguments.size() != 1 || arguments.getFirst().isBlank()) {
            throw new UsageException("sql takes one query in quotes");
        }
        try (InputStream rows = Instance.of(terminal.environment()).post("/api/telemetry/sql", arguments.getFirst())) {
            rows.transferTo(terminal.out());
            terminal.out().flush();
            return 0;
        } catch (IOException e) {
            throw new CommandFailedException("the answer broke off: " + e.getMessage(), e);
        }
    }
}
