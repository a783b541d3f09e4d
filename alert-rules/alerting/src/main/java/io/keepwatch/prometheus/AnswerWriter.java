package io.keepwatch.prometheus;

import io.keepwatch.promql.PromQlText;
import io.keepwatch.promql.QueryAnswer;
import io.keepwatch.promql.QueryResult;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/// Writes answers in the form of Prometheus' API as they are walked through, so that a large one is never in memory as text.
final class AnswerWriter implements AutoCloseable {

    /// What is flushed goes into the stream, and not on to the client.
    private static final JsonFactory JSON = JsonFactory.builder().disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM).build();

    private final OutputStream out;
    private final JsonGenerator json;
    private final StringBuilder text = new StringBuilder();

    AnswerWriter(OutputStream out) {
        this.out = out;
        json = JSON.createGenerator(ObjectWriteContext.empty(), out);
    }

    /// @param data writes the value of `data`
    void success(Consumer<JsonGenerator> data, List<String> warnings, List<String> infos) {
        json.writeStartObject();
        json.writeStringProperty("status", "success");
        json.writeName("data");
        data.accept(json);
        texts("warnings", warnings);
        texts("infos", infos);
        json.writeEndObject();
    }

    void error(ErrorType type, String message) {
        json.writeStartObject();
        json.writeStringProperty("status", "error");
        json.writeStringProperty("errorType", type.word());
        json.writeStringProperty("error", wellFormed(message));
        json.writeEndObject();
    }

    private void texts(String name, List<String> texts) {
        if (!texts.isEmpty()) {
            json.writeName(name);
            list(json, texts);
        }
    }

    static void list(JsonGenerator json, List<String> texts) {
        json.writeStartArray();
        texts.forEach(text -> json.writeString(wellFormed(text)));
        json.writeEndArray();
    }

    /// @param limit of the number of series; 0 for none
    void query(QueryRun run, int limit, boolean withStats) {
        QueryAnswer answer = run.answer();
        List<String> warnings = truncated(answer.result(), limit)
                ? Stream.concat(answer.warnings().stream(), Stream.of(PrometheusController.TRUNCATED)).toList()
                : answer.warnings();
        success(data -> {
            data.writeStartObject();
            result(answer.result(), limit == 0 ? Integer.MAX_VALUE : limit);
            if (withStats) {
                stats(run);
            }
            data.writeEndObject();
        }, warnings, answer.infos());
    }

    private static boolean truncated(QueryResult result, int limit) {
        return limit > 0 && switch (result) {
            case QueryResult.Vector vector -> vector.samples().size() > limit;
            case QueryResult.Matrix matrix -> matrix.series().size() > limit;
            case QueryResult.Scalar _, QueryResult.Text _ -> false;
        };
    }

    private void result(QueryResult result, int limit) {
        switch (result) {
            case QueryResult.Scalar scalar -> {
                type("scalar");
                single(scalar.timeMillis(), PromQlText.plain(scalar.value()));
            }
            case QueryResult.Text text -> {
                type("string");
                single(text.timeMillis(), wellFormed(text.value()));
            }
            case QueryResult.Vector vector -> {
                type("vector");
                json.writeStartArray();
                vector.samples().stream().limit(limit).forEach(sample -> {
                    series(sample.labels());
                    json.writeName("value");
                    point(sample.timeMillis(), sample.value());
                    json.writeEndObject();
                });
                json.writeEndArray();
            }
            case QueryResult.Matrix matrix -> {
                type("matrix");
                json.writeStartArray();
                matrix.series().stream().limit(limit).forEach(this::column);
                json.writeEndArray();
            }
        }
    }

    private void type(String type) {
        json.writeStringProperty("resultType", type);
        json.writeName("result");
    }

    private void column(SampleColumn column) {
        series(column.labels());
        json.writeName("values");
        json.writeRawValue(""); // the colon
        text.setLength(0);
        text.append('[');
        for (int i = 0; i < column.times().length; i++) {
            text.append(i == 0 ? "" : ",");
            appendPoint(column.times()[i], column.values()[i]);
        }
        write(text.append(']'));
        json.writeEndObject();
    }

    /// Past the generator, which looks at every character: there may be millions of points.
    private void write(StringBuilder plain) {
        json.flush();
        try {
            out.write(plain.toString().getBytes(StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw JacksonIOException.construct(e, json);
        }
    }

    private void series(Labels labels) {
        json.writeStartObject();
        json.writeName("metric");
        labels(json, labels);
    }

    static void labels(JsonGenerator json, Labels labels) {
        json.writeStartObject();
        labels.forEach((name, value) -> json.writeStringProperty(wellFormed(name), wellFormed(value)));
        json.writeEndObject();
    }

    /// Prometheus writes what is no series in its own way: the time as short as it goes, and never an exponent.
    private void single(long timeMillis, String value) {
        json.writeStartArray();
        json.writeRawValue(PromQlText.plain(timeMillis / 1e3));
        json.writeString(value);
        json.writeEndArray();
    }

    private void point(long timeMillis, double value) {
        text.setLength(0);
        appendPoint(timeMillis, value);
        json.writeRawValue(text.toString());
    }

    private void appendPoint(long timeMillis, double value) {
        text.append('[');
        appendTime(timeMillis);
        text.append(",\"");
        PromQlText.appendJson(text, value);
        text.append("\"]");
    }

    /// Seconds; with three digits of a fraction or none.
    private void appendTime(long millis) {
        long rest = Math.abs(millis % 1_000);
        if (rest == 0) {
            text.append(millis / 1_000);
            return;
        }
        text.append(millis < 0 ? "-" : "").append(Math.abs(millis / 1_000)).append(rest < 10 ? ".00" : rest < 100 ? ".0" : ".").append(rest);
    }

    private void stats(QueryRun run) {
        json.writeName("stats");
        json.writeStartObject();
        json.writeName("timings");
        json.writeStartObject();
        seconds("evalTotalTime", run.executed());
        seconds("resultSortTime", Duration.ZERO);
        seconds("queryPreparationTime", run.read());
        seconds("innerEvalTime", run.executed().minus(run.read()));
        seconds("execQueueTime", run.queued());
        seconds("execTotalTime", run.queued().plus(run.executed()));
        json.writeEndObject();
        json.writeName("samples");
        json.writeStartObject();
        json.writeNumberProperty("totalQueryableSamples", run.answer().samplesRead());
        json.writeNumberProperty("peakSamples", run.answer().peakSamples());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void seconds(String name, Duration duration) {
        json.writeNumberProperty(name, duration.toNanos() / 1e9);
    }

    /// Bytes of a string literal that are no UTF-8 are lone surrogates, which JSON cannot carry.
    static String wellFormed(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
            }
        }
        return text;
    }

    @Override
    public void close() {
        json.close();
    }
}
