/// Owns how things stand: how well each plan protects, and whether the targets answer.
@NullMarked
package io.keepwatch.backup.state;

import org.jspecify.annotations.NullMarked;
