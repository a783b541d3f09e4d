/// Owns how long work goes on: repeatable steps, their journal in the metadata database, waiting, cancelling and taking over.
@NullMarked
package io.keepwatch.backup.step;

import org.jspecify.annotations.NullMarked;
