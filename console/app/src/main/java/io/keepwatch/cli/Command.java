package io.keepwatch.cli;

import java.util.List;

/// One word after `./keepwatch`.
interface Command {

    String name();

    /// e.g. `sql "QUERY"`
    String usage();

    /// one line for the list of commands
    String purpose();

    /// @return the exit code
    /// @throws UsageException         when the arguments are wrong
    /// @throws CommandFailedException when what was asked for did not happen
    int run(List<String> arguments, Terminal terminal);
}
