package io.keepwatch.ingest.remotewrite;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedOutputStream;
import io.airlift.compress.snappy.SnappyCompressor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;

/// Writes requests of remote write 1.0 as a sender does, for tests.
final class WriteRequests {

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    @FunctionalInterface
    interface Fields {
        void write(CodedOutputStream out) throws IOException;
    }

    /// @param labels names and values in turns
    WriteRequests series(long time, double value, Object... labels) {
        return field(1, series -> {
            for (int i = 0; i < labels.length; i += 2) {
                int at = i;
                series.writeBytes(1, message(label -> {
                    label.writeBytes(1, utf8(labels[at]));
                    label.writeBytes(2, utf8(labels[at + 1]));
                }));
            }
            series.writeBytes(2, message(sample -> {
                sample.writeDouble(1, value);
                sample.writeInt64(2, time);
            }));
        });
    }

    WriteRequests metadata(int type, String family, String help, String unit) {
        return field(3, metadata -> {
            metadata.writeEnum(1, type);
            metadata.writeString(2, family);
            metadata.writeString(4, help);
            metadata.writeString(5, unit);
        });
    }

    WriteRequests field(int number, Fields fields) {
        try {
            var out = CodedOutputStream.newInstance(bytes);
            out.writeBytes(number, message(fields));
            out.flush();
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    byte[] packed() {
        return snappy(bytes.toByteArray());
    }

    static byte[] snappy(byte[] plain) {
        var compressor = new SnappyCompressor();
        var packed = new byte[compressor.maxCompressedLength(plain.length)];
        return Arrays.copyOf(packed, compressor.compress(plain, 0, plain.length, packed, 0, packed.length));
    }

    static ByteString message(Fields fields) throws IOException {
        var out = new ByteArrayOutputStream();
        var coded = CodedOutputStream.newInstance(out);
        fields.write(coded);
        coded.flush();
        return ByteString.copyFrom(out.toByteArray());
    }

    private static ByteString utf8(Object text) {
        return text instanceof ByteString bytes ? bytes : ByteString.copyFromUtf8(text.toString());
    }
}
