package io.keepwatch.e2e;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.keepwatch.telemetry.series.SeriesStore.SampleColumn;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;

/// Sends samples by remote write 1.0, as Prometheus does.
record RemoteWriter(HttpClient http, String url) {

    void write(List<SampleColumn> columns) throws IOException, InterruptedException {
        var request = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(request);
        for (SampleColumn column : columns) {
            out.writeBytes(1, series(column));
        }
        out.flush();
        var answer = http.send(HttpRequest.newBuilder(URI.create(url)).header("Content-Encoding", "snappy")
                .header("Content-Type", "application/x-protobuf").header("X-Prometheus-Remote-Write-Version", "0.1.0")
                .POST(HttpRequest.BodyPublishers.ofByteArray(literal(request.toByteArray()))).build(), BodyHandlers.ofString());
        if (answer.statusCode() / 100 != 2) {
            throw new IOException(url + " refused samples: " + answer.statusCode() + " " + answer.body());
        }
    }

    private static ByteString series(SampleColumn column) throws IOException {
        var bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes);
        for (Map.Entry<String, String> label : column.labels().toMap().entrySet()) {
            out.writeBytes(1, message(pair -> {
                pair.writeString(1, label.getKey());
                pair.writeString(2, label.getValue());
            }));
        }
        for (int i = 0; i < column.times().length; i++) {
            double value = column.values()[i];
            long time = column.times()[i];
            out.writeBytes(2, message(sample -> {
                sample.writeDouble(1, value);
                sample.writeInt64(2, time);
            }));
        }
        out.flush();
        return ByteString.copyFrom(bytes.toByteArray());
    }

    private interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    private static ByteString message(Fields fields) throws IOException {
        var bytes = new ByteArrayOutputStream();
        CodedOutputStream out = CodedOutputStream.newInstance(bytes, 64);
        fields.write(out);
        out.flush();
        return ByteString.copyFrom(bytes.toByteArray());
    }

    /// A snappy block of literals only: valid, and not smaller.
    private static byte[] literal(byte[] plain) throws IOException {
        var block = new ByteArrayOutputStream(plain.length + plain.length / 60_000 * 3 + 16);
        CodedOutputStream length = CodedOutputStream.newInstance(block);
        length.writeUInt32NoTag(plain.length);
        length.flush();
        for (int from = 0; from < plain.length; from += 60_000) {
            int size = Math.min(60_000, plain.length - from);
            block.write(61 << 2); // a literal whose length minus one follows in two bytes
            block.write((size - 1) & 0xff);
            block.write((size - 1) >> 8);
            block.write(plain, from, size);
        }
        return block.toByteArray();
    }
}
