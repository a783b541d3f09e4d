/// Owns the signals that come from a Kubernetes cluster itself: pods, nodes, events.
@NullMarked
package io.keepwatch.kubernetes;

import org.jspecify.annotations.NullMarked;
