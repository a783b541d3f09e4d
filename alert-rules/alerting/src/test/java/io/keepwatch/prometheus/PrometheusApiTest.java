package io.keepwatch.prometheus;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keepwatch.promql.QueryLimits;
import io.keepwatch.promql.conformance.InMemorySeriesStore;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesCatalog.MetricMetadata;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import io.keepwatch.telemetry.series.SeriesStore;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.LongToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.tomcat.ConfigurableTomcatWebServerFactory;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.WebServerFactoryCustomizer;
import org.springframework.boot.webmvc.autoconfigure.DispatcherServletAutoConfiguration;
import org.springframework.boot.webmvc.autoconfigure.WebMvcAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/// The API over HTTP, byte for byte where Prometheus' clients look.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PrometheusApiTest {

    /// 2015-07-01T20:11:00Z
    private static final Instant NOW = Instant.ofEpochSecond(1_435_781_460);
    private static final CountDownLatch READING = new CountDownLatch(1);
    private static final CountDownLatch ENDED = new CountDownLatch(1);

    @Configuration(proxyBeanMethods = false)
    @ImportAutoConfiguration({TomcatServletWebServerAutoConfiguration.class, DispatcherServletAutoConfiguration.class,
        WebMvcAutoConfiguration.class})
    static class App {

        @Bean
        static QueryPool pool() {
            return new QueryPool(2);
        }

        @Bean
        static PrometheusController controller(QueryPool pool) {
            var limits = new QueryLimits(1_000_000, 1_000, Duration.ofMinutes(1));
            var budget = new SampleBudget(limits::maxSamples);
            var store = new InMemorySeriesStore();
            store.load(columns());
            var catalog = new InMemoryCatalog(columns(), Map.of(
                    "requests_total", List.of(new MetricMetadata("counter", "Requests.", ""), new MetricMetadata("gauge", "Requests?", "")),
                    "up", List.of(new MetricMetadata("gauge", "", ""))));
            return new PrometheusController(new Queries(slowForSome(store), Clock.systemUTC(), () -> limits, budget, pool, new QueryMetrics(new PrometheusRegistry())),
                    new Catalog(catalog, () -> limits, budget, pool), Clock.fixed(NOW, ZoneOffset.UTC));
        }

        @Bean
        static WebServerFactoryCustomizer<ConfigurableTomcatWebServerFactory> clientGone() {
            return factory -> factory.addEngineValves(new ClientGone());
        }

        /// A selector on `never` is not answered before its thread is interrupted.
        private static SeriesStore slowForSome(SeriesStore store) {
            return (selection, control, each) -> {
                if (selection.matchers().stream().anyMatch(matcher -> matcher.value().equals("never"))) {
                    READING.countDown();
                    try {
                        new CountDownLatch(1).await();
                    } catch (InterruptedException _) {
                        ENDED.countDown();
                        Thread.currentThread().interrupt();
                    }
                    control.check();
                }
                store.forEach(selection, control, each);
            };
        }
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private ConfigurableApplicationContext context;
    private int port;

    @BeforeAll
    void start() {
        context = new SpringApplicationBuilder(App.class).run("--KEEPWATCH_HTTP_PORT=0", "--server.compression.enabled=true",
                "--spring.threads.virtual.enabled=true", "--spring.main.banner-mode=off");
        port = Integer.parseInt(context.getEnvironment().getRequiredProperty("local.server.port"));
    }

    @AfterAll
    void stop() {
        context.close();
    }

    private static List<SampleColumn> columns() {
        return List.of(
                column(Labels.of("__name__", "up", "job", "prometheus", "instance", "localhost:9090"), _ -> 1),
                column(Labels.of("__name__", "up", "job", "node", "instance", "localhost:9091"), _ -> 0),
                column(Labels.of("__name__", "requests_total", "job", "node", "http.status", "200"), i -> i * 0.1),
                column(Labels.of("__name__", "tiny", "text", "ä<\"\\\n"), _ -> 1e-7),
                column(Labels.of("__name__", "odd", "is", "nan"), _ -> Double.NaN),
                column(Labels.of("__name__", "odd", "is", "inf"), _ -> Double.POSITIVE_INFINITY),
                column(Labels.of("__name__", "odd", "is", "large"), _ -> 1.5e21),
                column(Labels.of("__name__", "odd", "is", "minus"), _ -> -0.0));
    }

    private static SampleColumn column(Labels labels, LongToDoubleFunction value) {
        long[] times = LongStream.rangeClosed(0, 240).map(i -> NOW.toEpochMilli() - (240 - i) * 15_000).toArray();
        return new SampleColumn(labels, times, LongStream.rangeClosed(0, 240).mapToDouble(value).toArray());
    }

    @Test
    void an_instant_query_is_answered_in_prometheus_form() {
        assertThat(get("/api/v1/query?query=up&time=2015-07-01T20:10:51.781Z").body()).isEqualTo("""
                {"status":"success","data":{"resultType":"vector","result":[\
                {"metric":{"__name__":"up","instance":"localhost:9090","job":"prometheus"},"value":[1435781451.781,"1"]},\
                {"metric":{"__name__":"up","instance":"localhost:9091","job":"node"},"value":[1435781451.781,"0"]}]}}""");
        assertThat(get("/api/v1/query?query=1%2B1&time=4").body())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"resultType\":\"scalar\",\"result\":[4,\"2\"]}}");
        assertThat(get("/api/v1/query?query=%22a%22&time=4.05").body())
                .isEqualTo("{\"status\":\"success\",\"data\":{\"resultType\":\"string\",\"result\":[4.05,\"a\"]}}");
        assertThat(get("/api/v1/query?query=up%7Bjob=%22node%22%7D%5B15s%5D").body()).isEqualTo("""
                {"status":"success","data":{"resultType":"matrix","result":[\
                {"metric":{"__name__":"up","instance":"localhost:9091","job":"node"},"values":[[1435781460,"0"]]}]}}""");
    }

    @Test
    void a_range_query_is_answered_in_prometheus_form_by_get_and_by_form() {
        String expected = """
                {"status":"success","data":{"resultType":"matrix","result":[\
                {"metric":{"http.status":"200","job":"node"},"values":[[1435781430,"47.6"],[1435781445,"47.800000000000004"],[1435781460,"48"]]}]}}""";
        var parameters = Map.of("query", "requests_total * 2", "start", "2015-07-01T20:10:30.000Z", "end", "1435781460", "step", "15s");
        assertThat(get("/api/v1/query_range?" + form(parameters)).body()).isEqualTo(expected);
        assertThat(post("/api/v1/query_range", parameters).body()).isEqualTo(expected);
    }

    @Test
    void numbers_and_texts_are_written_as_prometheus_writes_them() {
        assertThat(get("/api/v1/query?query=odd").body()).contains(
                "\"is\":\"inf\"},\"value\":[1435781460,\"+Inf\"]", "\"is\":\"large\"},\"value\":[1435781460,\"1.5e+21\"]",
                "\"is\":\"minus\"},\"value\":[1435781460,\"-0\"]", "\"is\":\"nan\"},\"value\":[1435781460,\"NaN\"]");
        assertThat(get("/api/v1/query?query=tiny").body()).contains("\"text\":\"ä<\\\"\\\\\\n\"", "\"1e-07\"");
        assertThat(get("/api/v1/query?query=1e-7").body()).contains("[1435781460,\"0.0000001\"]");
        assertThat(get("/api/v1/query?query=" + encode("vector(123456789.25) * 10 or vector(1)")).body()).contains("\"1234567892.5\"");
        assertThat(get("/api/v1/query?query=" + encode("\"\\xff\"")).body()).contains("\"result\":[1435781460,\"");
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', textBlock = """
            400 | /query?query=                                          | invalid parameter "query": 1:1: parse error: no expression found in input
            400 | /query?query=sum(                                      | invalid parameter "query": 1:5: parse error:
            400 | /query?query=up&time=soon                              | invalid parameter "time": cannot parse "soon" to a valid timestamp
            400 | /query?query=up&timeout=soon                           | invalid parameter "timeout": cannot parse "soon" to a valid duration
            400 | /query?query=up&limit=-1                               | invalid parameter "limit": limit must be non-negative
            400 | /query_range?query=up&start=1&end=2                    | invalid parameter "step": cannot parse "" to a valid duration
            400 | /query_range?query=up&start=2&end=1&step=1             | invalid parameter "end": end timestamp must not be before start time
            400 | /query_range?query=up&start=1&end=2&step=0             | invalid parameter "step": zero or negative query resolution step widths are not accepted. Try a positive integer
            400 | /query_range?query=up&start=0&end=2147483647&step=1    | exceeded maximum resolution of 11,000 points per timeseries. Try decreasing the query resolution (?step=XX)
            400 | /query_range?query=up%5B5m%5D&start=1&end=2&step=1     | invalid parameter "query": invalid expression type "range vector" for range query, must be Scalar or instant Vector
            400 | /series                                                | no match[] parameter provided
            400 | /series?match[]=%7B%7D                                 | invalid parameter "match[]": 1:1: parse error: vector selector must contain at least one non-empty matcher
            400 | /labels?match[]=up%7B                                  | invalid parameter "match[]": 1:4: parse error
            422 | /query?query=up*on(nothing)up                          | found duplicate series for the match group
            503 | /query?query=up&timeout=0                              | query timed out in
            """)
    void errors_have_prometheus_words_and_status(int status, String path, String message) {
        HttpResponse<String> response = get("/api/v1" + path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(status);
        String type = status == 400 ? "bad_data" : status == 422 ? "execution" : "timeout";
        assertThat(response.body()).startsWith("{\"status\":\"error\",\"errorType\":\"" + type + "\",\"error\":\"")
                .contains(message.replace("\"", "\\\""));
    }

    @Test
    void warnings_infos_stats_and_limits_are_told() {
        assertThat(get("/api/v1/query?query=" + encode("quantile(2, up)")).body())
                .contains("\"warnings\":[\"PromQL warning: quantile value should be between 0 and 1, got 2 (1:10)\"]");
        assertThat(get("/api/v1/query?query=" + encode("rate(up[5m])")).body()).contains("\"infos\":[\"PromQL info: metric might not be a counter");
        assertThat(get("/api/v1/query?query=up&limit=1").body()).contains("9090").doesNotContain("9091")
                .contains("\"warnings\":[\"results truncated due to limit\"]");
        assertThat(get("/api/v1/query?query=up&stats=all").body()).contains("\"stats\":{\"timings\":{\"evalTotalTime\":", "\"execQueueTime\":",
                "\"samples\":{\"totalQueryableSamples\":40,\"peakSamples\":");
        assertThat(get("/api/v1/query?query=up&time=1435781640").body()).contains("9090");
        assertThat(get("/api/v1/query?query=up&time=1435781640&lookback_delta=1m").body()).doesNotContain("9090");
    }

    @Test
    void what_grafana_and_metrics_drilldown_browse_is_listed() {
        assertThat(get("/api/v1/labels").body())
                .isEqualTo("{\"status\":\"success\",\"data\":[\"__name__\",\"http.status\",\"instance\",\"is\",\"job\",\"text\"]}");
        assertThat(post("/api/v1/labels", Map.of("match[]", "up", "limit", "40000")).body())
                .isEqualTo("{\"status\":\"success\",\"data\":[\"__name__\",\"instance\",\"job\"]}");
        assertThat(get("/api/v1/label/__name__/values?limit=40000&match[]=" + encode("{__name__=~\".+\"}")).body())
                .isEqualTo("{\"status\":\"success\",\"data\":[\"odd\",\"requests_total\",\"tiny\",\"up\"]}");
        assertThat(get("/api/v1/label/U__http_2e_status/values").body()).isEqualTo("{\"status\":\"success\",\"data\":[\"200\"]}");
        assertThat(get("/api/v1/label/job/values?start=0&end=1").body()).isEqualTo("{\"status\":\"success\",\"data\":[]}");
        assertThat(get("/api/v1/label/job/values?limit=1").body())
                .isEqualTo("{\"status\":\"success\",\"data\":[\"node\"],\"warnings\":[\"results truncated due to limit\"]}");
        assertThat(get("/api/v1/series?match[]=up&match[]=tiny&start=-292273086-05-16T16:47:06Z&end=292277025-08-18T07:12:54.999999999Z").body())
                .startsWith("{\"status\":\"success\",\"data\":[{\"__name__\":\"tiny\",").contains("{\"__name__\":\"up\",\"instance\":\"localhost:9090\"");
        assertThat(get("/api/v1/metadata?metric=requests_total&limit_per_metric=1").body()).isEqualTo("{\"status\":\"success\",\"data\":"
                + "{\"requests_total\":[{\"type\":\"counter\",\"help\":\"Requests.\",\"unit\":\"\"}]}}");
        assertThat(get("/api/v1/status/buildinfo").body()).contains("\"version\":\"3.", "\"application\":\"Keepwatch\"");
        assertThat(get("/api/v1/format_query?query=" + encode("sum(rate(up[5m]))by(job)")).body())
                .isEqualTo("{\"status\":\"success\",\"data\":\"sum by (job) (rate(up[5m]))\"}");
    }

    @Test
    void what_is_not_there_is_not_found_in_prometheus_words() {
        for (String path : List.of("/api/v1/rules/test/test", "/api/v1/nothing")) {
            assertThat(get(path).statusCode()).isEqualTo(404);
            assertThat(get(path).body()).contains("page not found");
        }
    }

    @Test
    void a_large_answer_is_compressed_for_those_who_ask() throws IOException {
        var request = HttpRequest.newBuilder(uri("/api/v1/query_range?" + form(
                Map.of("query", "{__name__=~\".+\"}", "start", "1435778000", "end", "1435781460", "step", "1")))).header("Accept-Encoding", "gzip").build();
        HttpResponse<byte[]> response = send(request, BodyHandlers.ofByteArray());
        assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
        try (var in = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).endsWith("]]}]}}");
        }
    }

    @Test
    void a_query_of_a_megabyte_is_answered() {
        String long1 = Stream.generate(() -> "up").limit(290).collect(Collectors.joining(" or "));
        assertThat(post("/api/v1/query", Map.of("query", long1)).statusCode()).isEqualTo(200);
        assertThat(post("/api/v1/query", Map.of("query", "-".repeat(1_000_000) + "1")).body()).contains("\"errorType\":\"bad_data\"");
        assertThat(post("/api/v1/query", Map.of("query", "(".repeat(1_000_000))).body()).contains("cannot read the form");
        assertThat(get("/api/v1/query?query=up").statusCode()).isEqualTo(200);
    }

    @Test
    void a_client_that_leaves_ends_its_query() throws IOException {
        try (var socket = new Socket("127.0.0.1", port)) {
            socket.getOutputStream().write("GET /api/v1/query?query=never HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            await().atMost(Duration.ofSeconds(30)).until(() -> READING.getCount() == 0);
            assertThat(ENDED.getCount()).as("as long as it waits").isOne();
        }
        await().atMost(Duration.ofSeconds(30)).until(() -> ENDED.getCount() == 0);
    }

    private HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private HttpResponse<String> post(String path, Map<String, String> parameters) {
        return send(HttpRequest.newBuilder(uri(path)).header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(form(parameters))).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port + path.strip().replace("[", "%5B").replace("]", "%5D"));
    }

    private <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> body) {
        try {
            return http.send(request, body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream().map(p -> encode(p.getKey()) + "=" + encode(p.getValue())).collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
