package io.keepwatch.alerting.notifier.http;

import io.keepwatch.alerting.notifier.Outcome;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What came of a request.
public sealed interface HttpAnswer {

    /// @param retryAfter of the header of that name; null when there is none
    /// @param body       the beginning of it, without secrets
    record Answered(int status, @Nullable Duration retryAfter, String body) implements HttpAnswer {

        private static final int LONGEST = 200;
        private static final int BUSY = 429;
        private static final int TIMEOUT = 408;
        private static final int BAD_GATEWAY = 502;
        private static final int GATEWAY_TIMEOUT = 504;

        public boolean ok() {
            return status / 100 == 2;
        }

        /// When the other side was busy or failed; empty when it took the request, or refuses it.
        public Optional<Outcome> trouble() {
            // what stands between us and the other side does not know whether it took it
            if (status == BAD_GATEWAY || status == GATEWAY_TIMEOUT) {
                return Optional.of(new Outcome.Doubtful(told()));
            }
            boolean later = status == BUSY || status == TIMEOUT || status / 100 == 5;
            return later ? Optional.of(new Outcome.Retry(retryAfter, told())) : Optional.empty();
        }

        /// For people.
        public String told() {
            String text = body.strip().replaceAll("\\s+", " ");
            return "HTTP " + status + (text.isEmpty() ? "" : ": " + (text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text));
        }
    }

    /// There was no answer.
    record Unanswered(Outcome outcome) implements HttpAnswer {}
}
