package io.keepwatch.prometheus;

import io.keepwatch.promql.PromQlEngine;
import io.keepwatch.promql.PromQlException;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import io.keepwatch.telemetry.series.LabelText;
import io.keepwatch.telemetry.series.SeriesCatalog.MetricMetadata;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JsonGenerator;

/// Prometheus' HTTP API for queries, and for those who browse series and labels.
@RestController
@RequestMapping("/api/v1")
@ConditionalOnRole(ProcessRole.CONTROL)
class PrometheusController extends PrometheusAnswers {

    static final String TRUNCATED = "results truncated due to limit";

    private static final long MOST_POINTS = 11_000;

    private final Queries queries;
    private final Catalog catalog;
    private final Clock clock;

    PrometheusController(Queries queries, Catalog catalog, Clock clock) {
        this.queries = queries;
        this.catalog = catalog;
        this.clock = clock;
    }

    @RequestMapping(path = "/query", method = {RequestMethod.GET, RequestMethod.POST})
    void query(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var parameters = new Parameters(request);
        int limit = parameters.limit("limit");
        Instant at = parameters.time("time", clock.instant());
        try (Held<QueryRun> run = ofQuery(() -> queries.openInstant(parameters.text("query"), at, conditions(parameters)))) {
            write(response, answer -> answer.query(run.value(), limit, !parameters.text("stats").isEmpty()));
        }
    }

    @RequestMapping(path = "/query_range", method = {RequestMethod.GET, RequestMethod.POST})
    void queryRange(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var parameters = new Parameters(request);
        int limit = parameters.limit("limit");
        Instant start = parameters.time("start");
        Instant end = parameters.time("end");
        if (end.isBefore(start)) {
            throw new InvalidParameterException("end", "end timestamp must not be before start time");
        }
        Duration step = parameters.duration("step");
        if (step.toMillis() <= 0) {
            throw new InvalidParameterException("step",
                    "zero or negative query resolution step widths are not accepted. Try a positive integer");
        }
        // as many as a screen has pixels, several times over: more is an accident
        if (Duration.between(start, end).dividedBy(step) > MOST_POINTS) {
            throw new InvalidParameterException(
                    "exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)");
        }
        try (Held<QueryRun> run = ofQuery(() -> queries.openRange(parameters.text("query"), start, end, step, conditions(parameters)))) {
            write(response, answer -> answer.query(run.value(), limit, !parameters.text("stats").isEmpty()));
        }
    }

    @RequestMapping(path = "/format_query", method = {RequestMethod.GET, RequestMethod.POST})
    void formatQuery(HttpServletRequest request, HttpServletResponse response) throws IOException {
        String formatted = ofQuery(() -> PromQlEngine.format(new Parameters(request).text("query")));
        succeed(response, json -> json.writeString(formatted));
    }

    @RequestMapping(path = "/series", method = {RequestMethod.GET, RequestMethod.POST})
    void series(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var asked = asked(request);
        if (asked.selectors().isEmpty()) {
            throw new InvalidParameterException("no match[] parameter provided");
        }
        list(response, catalog.series(asked), AnswerWriter::labels);
    }

    @RequestMapping(path = "/labels", method = {RequestMethod.GET, RequestMethod.POST})
    void labels(HttpServletRequest request, HttpServletResponse response) throws IOException {
        list(response, catalog.labelNames(asked(request)), JsonGenerator::writeString);
    }

    @GetMapping("/label/{name}/values")
    void labelValues(@PathVariable String name, HttpServletRequest request, HttpServletResponse response) throws IOException {
        String label = LabelNameEscape.unescape(name);
        if (label.isEmpty()) {
            throw new InvalidParameterException("invalid label name: " + LabelText.quote(name));
        }
        list(response, catalog.labelValues(label, asked(request)), JsonGenerator::writeString);
    }

    @GetMapping("/metadata")
    void metadata(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var parameters = new Parameters(request);
        String metric = parameters.text("metric");
        int limit = parameters.limit("limit");
        int perMetric = parameters.limit("limit_per_metric");
        Map<String, List<MetricMetadata>> all = catalog.metadata(ClientGone.of(request));
        succeed(response, json -> {
            json.writeStartObject();
            all.entrySet().stream()
                    .filter(entry -> metric.isEmpty() || metric.equals(entry.getKey()))
                    .limit(limit == 0 ? Long.MAX_VALUE : limit)
                    .forEach(entry -> {
                        json.writeName(entry.getKey());
                        json.writeStartArray();
                        entry.getValue().stream().limit(perMetric == 0 ? Long.MAX_VALUE : perMetric).forEach(m -> metadata(json, m));
                        json.writeEndArray();
                    });
            json.writeEndObject();
        });
    }

    private static void metadata(JsonGenerator json, MetricMetadata metadata) {
        json.writeStartObject();
        json.writeStringProperty("type", metadata.type());
        json.writeStringProperty("help", metadata.help());
        json.writeStringProperty("unit", metadata.unit());
        json.writeEndObject();
    }

    /// The version says which Prometheus' language and API this speaks: clients switch their features by it.
    @GetMapping("/status/buildinfo")
    void buildInfo(HttpServletResponse response) throws IOException {
        succeed(response, json -> {
            json.writeStartObject();
            json.writeStringProperty("version", "3.5.0");
            json.writeStringProperty("application", "Keepwatch");
            json.writeStringProperty("revision", "");
            json.writeStringProperty("branch", "");
            json.writeStringProperty("buildUser", "");
            json.writeStringProperty("buildDate", "");
            json.writeStringProperty("goVersion", "");
            json.writeEndObject();
        });
    }

    /// In Prometheus' words: clients find out by them what there is.
    @RequestMapping("/**")
    void nothing(HttpServletResponse response) throws IOException {
        response.setStatus(ErrorType.NOT_FOUND.status());
        response.setContentType(MediaType.TEXT_PLAIN_VALUE);
        response.getWriter().println("404 page not found");
    }

    private static QueryConditions conditions(Parameters parameters) {
        return new QueryConditions(parameters.durationIfGiven("timeout"), parameters.durationIfGiven("lookback_delta"),
                ClientGone.of(parameters.request()));
    }

    private static Catalog.Asked asked(HttpServletRequest request) {
        var parameters = new Parameters(request);
        Instant from = parameters.time("start", Parameters.EARLIEST);
        Instant to = parameters.time("end", Parameters.LATEST);
        if (to.isBefore(from)) {
            throw new InvalidParameterException("end", "end timestamp must not be before start time");
        }
        return new Catalog.Asked(parameters.selectors(), from, to, parameters.limit("limit"), ClientGone.of(request));
    }

    private interface Reading<T> {
        T read();
    }

    /// What is wrong with the text of a query is wrong with the parameter `query`.
    private static <T> T ofQuery(Reading<T> reading) {
        try {
            return reading.read();
        } catch (PromQlException e) {
            if (e.kind() == PromQlException.Kind.BAD_DATA) {
                throw new InvalidParameterException("query", e.getMessage());
            }
            throw e;
        }
    }

    private static <T> void list(HttpServletResponse response, Held<Catalog.Listing<T>> held, BiConsumer<JsonGenerator, T> entry)
            throws IOException {
        try (held) {
            Catalog.Listing<T> listing = held.value();
            write(response, answer -> answer.success(json -> {
                json.writeStartArray();
                listing.entries().forEach(found -> entry.accept(json, found));
                json.writeEndArray();
            }, listing.truncated() ? List.of(TRUNCATED) : List.of(), List.of()));
        }
    }
}
