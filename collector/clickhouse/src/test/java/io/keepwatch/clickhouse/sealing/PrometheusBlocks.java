package io.keepwatch.clickhouse.sealing;

import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.LabelText;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The same samples in Debian's Prometheus: `promtool` makes blocks of two hours of them, as the server would.
final class PrometheusBlocks implements AutoCloseable {

    private final Path folder;
    private final Path text;
    private final BufferedWriter writer;

    PrometheusBlocks(Path folder) throws IOException {
        this.folder = folder.resolve("prometheus");
        this.text = folder.resolve("samples.txt");
        this.writer = Files.newBufferedWriter(text);
    }

    void add(List<SampleColumn> columns) throws IOException {
        for (SampleColumn column : columns) {
            String series = column.labels().metricName() + column.labels().without(Labels.NAME).toMap().entrySet().stream()
                    .map(label -> label.getKey() + "=" + LabelText.quote(label.getValue())).collect(Collectors.joining(",", "{", "} "));
            for (int i = 0; i < column.times().length; i++) {
                writer.write(series);
                writer.write(value(column.values()[i]));
                writer.write(" %d.%03d\n".formatted(column.times()[i] / 1000, column.times()[i] % 1000));
            }
        }
    }

    private static String value(double value) {
        return Double.isNaN(value) ? "NaN" : Double.isInfinite(value) ? (value > 0 ? "+Inf" : "-Inf") : Double.toString(value);
    }

    /// @return the bytes of all blocks, or -1 when `promtool` is not there or fails
    long bytes() throws IOException, InterruptedException {
        writer.write("# EOF\n");
        writer.close();
        Process promtool = new ProcessBuilder("promtool", "tsdb", "create-blocks-from", "openmetrics", text.toString(), folder.toString())
                .redirectErrorStream(true).redirectOutput(folder.resolveSibling("promtool.log").toFile()).start();
        if (promtool.waitFor() != 0) {
            System.out.println(Files.readString(folder.resolveSibling("promtool.log")));
            return -1;
        }
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).mapToLong(PrometheusBlocks::size).sum();
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static String version() {
        try {
            var process = new ProcessBuilder("promtool", "--version").redirectErrorStream(true).start();
            return new String(process.getInputStream().readAllBytes()).lines().findFirst().orElse("").replaceFirst(" \\(.*", "");
        } catch (IOException _) {
            return "";
        }
    }

    @Override
    public void close() throws IOException {
        writer.close();
    }
}
