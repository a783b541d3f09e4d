/// The face of backup and restore: what the console, the HTTP API and the command line see of plans, runs, backups and restores.
@NullMarked
package io.keepwatch.backup;

import org.jspecify.annotations.NullMarked;
