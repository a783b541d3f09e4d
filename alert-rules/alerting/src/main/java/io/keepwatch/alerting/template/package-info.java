/// Owns the texts of alerts: Go's text/template with Prometheus' functions; `text` is the language, without any function of ours.
@NullMarked
package io.keepwatch.alerting.template;

import org.jspecify.annotations.NullMarked;
