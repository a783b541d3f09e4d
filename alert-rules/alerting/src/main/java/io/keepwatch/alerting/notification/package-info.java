/// Brings alerts to receivers: takes in what fires and ends, writes down what has to be told, and sends what is written until it has arrived.
@NullMarked
package io.keepwatch.alerting.notification;

import org.jspecify.annotations.NullMarked;
