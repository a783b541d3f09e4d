package io.keepwatch.ui;

import com.vaadin.flow.spring.VaadinScopesConfig;
import com.vaadin.flow.spring.security.AuthenticationContext;
import io.keepwatch.telemetry.contract.LogRow;
import io.keepwatch.telemetry.contract.SpanRow;
import io.keepwatch.telemetry.logs.LogReader;
import io.keepwatch.telemetry.memory.InMemoryTelemetryStore;
import io.keepwatch.telemetry.metrics.MetricReader;
import io.keepwatch.telemetry.services.ServiceReader;
import io.keepwatch.telemetry.traces.Span;
import io.keepwatch.telemetry.traces.TraceReader;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The console's pages of traces and logs over a store in memory, at a quarter to three in the night.
@Configuration
@Import(VaadinScopesConfig.class)
@ComponentScan({"io.keepwatch.ui.page", "io.keepwatch.ui.shell", "io.keepwatch.ui.traces", "io.keepwatch.ui.logs"})
public class TestConsole {

    public static final Instant NOW = Instant.parse("2026-11-20T02:45:00Z");
    public static final String GOOD = "11111111111111111111111111111111";
    public static final String BAD = "4bf92f3577b34da6a3ce929d0e0e4736";

    private final InMemoryTelemetryStore store = new InMemoryTelemetryStore();

    public TestConsole() {
        Instant start = NOW.minusSeconds(120);
        var exception = new Span.Event(start.plusMillis(14), "exception", new TreeMap<>(Map.of("exception.type", "PSQLException",
                "exception.message", "ERROR: violates foreign key constraint", "exception.stacktrace", "PSQLException\n\tat Quotes.insert")));
        store.write(SpanRow.batch(List.of(
                SpanRow.of(GOOD, "0000000000000001", "quotes-web", "GET /quotes", start).took(Duration.ofMillis(20)),
                SpanRow.of(BAD, "000000000000000a", "quotes-web", "POST /quotes", start).took(Duration.ofMillis(100))
                        .failed("").with("http.response.status_code", "500"),
                SpanRow.of(BAD, "000000000000000b", "quotes-api", "db.pool.acquire", start.plusMillis(1)).kind("Internal")
                        .parent("000000000000000a").took(Duration.ofMillis(80)),
                SpanRow.of(BAD, "000000000000000c", "quotes-api", "INSERT quotes", start.plusMillis(82)).kind("Client")
                        .parent("000000000000000a").took(Duration.ofMillis(4)).failed("")
                        .with("db.system.name", "postgresql").with("db.response.status_code", "23503")
                        .with("db.query.text", "INSERT INTO quotes VALUES (?)")
                        .details(List.of(exception), List.of()))));
        store.write(LogRow.batch(List.of(
                LogRow.of(start, "quotes-api", "quotes listed"),
                LogRow.of(start.plusMillis(5), "quotes-api", "retrying insert").severity(13, "WARN").in(BAD, "000000000000000a"),
                LogRow.of(start.plusMillis(86), "quotes-api", "quote not saved").severity(17, "ERROR").in(BAD, "000000000000000c")
                        .with("author_id", "90417"))));
    }

    @Bean
    Clock clock() {
        return Clock.fixed(NOW, ZoneOffset.UTC);
    }

    @Bean
    TraceReader traces() {
        return store.traces();
    }

    @Bean
    LogReader logs() {
        return store.logs();
    }

    @Bean
    MetricReader metrics() {
        return store.metrics();
    }

    @Bean
    ServiceReader services() {
        return store.services();
    }

    @Bean
    AuthenticationContext authentication() {
        return new AuthenticationContext();
    }
}
