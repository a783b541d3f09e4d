/// Owns PromQL: the engine, the port it reads series through, and its results; `syntax` and `eval` are its private halves.
@NullMarked
package io.keepwatch.promql;

import org.jspecify.annotations.NullMarked;
