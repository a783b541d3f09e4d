package io.keepwatch.observability;

import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import java.security.SecureRandom;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// Keeps Keepwatch from feeding on itself. Our exporters put the header on each request; whoever takes in such a request does
/// so within [#suppress()], where no span starts and no log record is exported. The value is random, so that nobody else can hide.
public final class SelfMarker {

    /// Name of the HTTP header and gRPC metadata key.
    public static final String HEADER = "keepwatch-self";

    private static final ContextKey<Boolean> SUPPRESSED = ContextKey.named("keepwatch-suppressed");

    private final String value;

    public SelfMarker() {
        var random = new byte[16];
        new SecureRandom().nextBytes(random);
        this.value = HexFormat.of().formatHex(random);
    }

    /// Whether a request with this header value came from our own exporters.
    public boolean matches(@Nullable String headerValue) {
        return value.equals(headerValue);
    }

    String value() {
        return value;
    }

    /// From here to the end of the scope, on this thread and wherever the context is carried, nothing is recorded.
    public Scope suppress() {
        return Context.current().with(SUPPRESSED, true).makeCurrent();
    }

    static boolean isSuppressed(Context context) {
        return Boolean.TRUE.equals(context.get(SUPPRESSED));
    }
}
