package io.keepwatch.alerting.template.text;

import org.jspecify.annotations.Nullable;

/// The functions of an execution, beside Go's own.
@FunctionalInterface
public interface Functions {

    @Nullable GoFunction find(String name);
}
