package io.keepwatch.alerting;

import io.keepwatch.settings.ConfigurationSection;
import io.keepwatch.settings.Secret;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/// `keepwatch.alerting`: which rules run, how, and who is told.
///
/// @param rules              files, folders and patterns such as `my-rules/*.yaml`; the shipped ones run beside them
/// @param externalLabels     that templates may name
/// @param evaluationInterval of groups that name none
/// @param queryOffset        of groups that name none: how far before their slot rules look, for data that comes late
/// @param resendDelay        how long an alert that fires is not handed on again
/// @param alertsPerRule      more make the rule fail; its alerts stay as they were
/// @param history            how long is known what became of alerts
/// @param concurrency        groups that are evaluated at once; read at the start
/// @param config             routing in Alertmanager's format; null for the built-in routes
/// @param escalation         receiver that is told when another one cannot be reached; null for the first one that can be
/// @param escalationAfter    how long a destination may fail until then
/// @param heartbeat          for a dead man's switch outside; null for none
/// @param digest             the daily mail; null for that of the environment
public record AlertingSettings(
        @DefaultValue List<Path> rules,
        @DefaultValue Map<String, String> externalLabels,
        @DefaultValue("1m") Duration evaluationInterval,
        @DefaultValue("0s") Duration queryOffset,
        @DefaultValue("1m") Duration resendDelay,
        @DefaultValue("50000") int alertsPerRule,
        @DefaultValue("90d") Duration history,
        @Nullable Integer concurrency,
        @Nullable Path config,
        @Nullable String escalation,
        @DefaultValue("2m") Duration escalationAfter,
        @Nullable Heartbeat heartbeat,
        @Nullable Digest digest) {

    public static final ConfigurationSection<AlertingSettings> SECTION = new ConfigurationSection<>("keepwatch.alerting", AlertingSettings.class);

    private static final Duration SHORTEST_HISTORY = Duration.ofDays(1);
    /// They share the memory for what rules read.
    private static final int MOST_THREADS = 4;

    /// @param url   is called by GET; it is a secret, for who knows it can keep the switch quiet
    /// @param every shorter than the time after which the switch raises the alarm
    public record Heartbeat(Secret url, @DefaultValue("1m") Duration every) {

        public Heartbeat {
            require(url != null, "url is missing; use a reference to the address, e.g. ${HEARTBEAT_URL}");
            require(every.compareTo(Duration.ofSeconds(1)) >= 0, "every must be 1s or more, e.g. 1m");
        }
    }

    public AlertingSettings {
        require(evaluationInterval.compareTo(Duration.ofSeconds(1)) >= 0, "evaluation-interval must be 1s or more, e.g. 1m");
        require(!queryOffset.isNegative(), "query-offset must not be negative, e.g. 30s");
        require(!resendDelay.isNegative(), "resend-delay must not be negative, e.g. 1m");
        require(alertsPerRule > 0, "alerts-per-rule must be 1 or more, e.g. 50000");
        require(history.compareTo(SHORTEST_HISTORY) >= 0, "history must be 1d or more, e.g. 90d");
        require(!escalationAfter.isNegative(), "escalation-after must not be negative, e.g. 2m");
        require(concurrency == null || concurrency > 0, "concurrency must be 1 or more, e.g. 4");
    }

    private static void require(boolean fulfilled, String otherwise) {
        if (!fulfilled) {
            throw new IllegalArgumentException(otherwise);
        }
    }

    /// `keepwatch.alerting.digest`: who gets the daily mail, and when.
    ///
    /// @param at       a local time
    /// @param timeZone of it; that of the machine when it is not set
    public record Digest(@DefaultValue List<String> to, @DefaultValue("08:00") String at, @Nullable String timeZone) {

        public Digest {
            require(!to.isEmpty() && to.stream().allMatch(address -> address.matches("[^\\s@,<>]+@[^\\s@,<>]+")),
                    "digest.to must list mail addresses, e.g. [sre@example.org]");
            time(at);
            zone(timeZone);
        }

        public LocalTime time() {
            return time(at);
        }

        public ZoneId zone() {
            return zone(timeZone);
        }

        private static LocalTime time(String at) {
            try {
                return LocalTime.parse(at);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("digest.at must be a time of the day, e.g. \"08:00\"", e);
            }
        }

        private static ZoneId zone(@Nullable String timeZone) {
            try {
                return timeZone == null ? ZoneId.systemDefault() : ZoneId.of(timeZone);
            } catch (DateTimeException e) {
                throw new IllegalArgumentException("digest.time-zone must be a time zone, e.g. Europe/Paris or UTC", e);
            }
        }
    }

    public int threads(int processors) {
        return concurrency != null ? concurrency : Math.clamp(processors, 2, MOST_THREADS);
    }
}
