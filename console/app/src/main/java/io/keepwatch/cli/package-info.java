/// Owns the command line: what `./keepwatch COMMAND` does when it is not `up`, by the HTTP API of the running instance.
@NullMarked
package io.keepwatch.cli;

import org.jspecify.annotations.NullMarked;
