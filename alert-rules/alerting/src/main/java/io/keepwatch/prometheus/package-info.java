/// Owns Prometheus' HTTP API and the running of PromQL queries.
@NullMarked
package io.keepwatch.prometheus;

import org.jspecify.annotations.NullMarked;
