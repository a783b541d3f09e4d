package io.keepwatch.process;

import java.io.InputStream;

/// A running program whose standard output is bytes for us to read.
///
/// @param output ends when the program closes it, also by dying: the exit code of [ChildProcess#onExit] says which
public record StreamingProcess(ChildProcess child, InputStream output) implements AutoCloseable {

    /// Kills the program if it still runs.
    @Override
    public void close() {
        if (child.isAlive()) {
            child.kill();
        }
    }
}
