package io.keepwatch.ingest.remotewrite;

import com.google.protobuf.ByteString;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.UnsafeByteOperations;
import com.google.protobuf.WireFormat;
import io.keepwatch.ingest.UnreadableDeliveryException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// A request of remote write 1.0, read by the numbers of its fields; what is not stored is passed over.
///
/// @param series as they were sent, good and bad
record WriteRequest(List<TimeSeries> series, List<Metadata> metadata) {

    /// @param labels         names and values in turns
    /// @param histograms     native ones, which are not stored
    /// @param encodedBytes   how long it was
    record TimeSeries(List<ByteString> labels, long[] times, double[] values, int histograms, int encodedBytes) {}

    /// @param type the number of Prometheus' enumeration
    record Metadata(int type, String family, String help, String unit) {}

    private static final int SERIES = 1;
    private static final int METADATA = 3;

    static WriteRequest read(byte[] bytes) throws UnreadableDeliveryException {
        var in = input(UnsafeByteOperations.unsafeWrap(bytes));
        List<TimeSeries> series = new ArrayList<>();
        List<Metadata> metadata = new ArrayList<>();
        try {
            for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
                switch (field(tag)) {
                    case SERIES -> series.add(series(message(in, tag)));
                    case METADATA -> metadata.add(metadata(message(in, tag)));
                    default -> in.skipField(tag);
                }
            }
            return new WriteRequest(series, metadata);
        } catch (IOException e) {
            throw new UnreadableDeliveryException("The body is no WriteRequest of remote write 1.0: " + e.getMessage());
        }
    }

    private static TimeSeries series(ByteString message) throws IOException {
        var in = input(message);
        List<ByteString> labels = new ArrayList<>();
        long[] times = new long[1];
        double[] values = new double[1];
        int samples = 0;
        int histograms = 0;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (field(tag)) {
                case 1 -> label(message(in, tag), labels);
                case 2 -> {
                    if (samples == times.length) {
                        times = Arrays.copyOf(times, samples * 2);
                        values = Arrays.copyOf(values, samples * 2);
                    }
                    sample(message(in, tag), samples++, times, values);
                }
                case 4 -> {
                    in.skipField(tag);
                    histograms++;
                }
                default -> in.skipField(tag);
            }
        }
        return new TimeSeries(labels, Arrays.copyOf(times, samples), Arrays.copyOf(values, samples), histograms, message.size());
    }

    private static void label(ByteString message, List<ByteString> labels) throws IOException {
        var in = input(message);
        ByteString name = ByteString.EMPTY;
        ByteString value = ByteString.EMPTY;
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (field(tag)) {
                case 1 -> name = message(in, tag);
                case 2 -> value = message(in, tag);
                default -> in.skipField(tag);
            }
        }
        labels.add(name);
        labels.add(value);
    }

    private static void sample(ByteString message, int index, long[] times, double[] values) throws IOException {
        var in = input(message);
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (field(tag)) {
                // by its bits: a stale marker must stay one
                case 1 -> values[index] = Double.longBitsToDouble(number(in, tag, WireFormat.WIRETYPE_FIXED64));
                case 2 -> times[index] = number(in, tag, WireFormat.WIRETYPE_VARINT);
                default -> in.skipField(tag);
            }
        }
    }

    private static Metadata metadata(ByteString message) throws IOException {
        var in = input(message);
        int type = 0;
        String family = "";
        String help = "";
        String unit = "";
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            switch (field(tag)) {
                case 1 -> type = (int) number(in, tag, WireFormat.WIRETYPE_VARINT);
                case 2 -> family = message(in, tag).toStringUtf8();
                case 4 -> help = message(in, tag).toStringUtf8();
                case 5 -> unit = message(in, tag).toStringUtf8();
                default -> in.skipField(tag);
            }
        }
        return new Metadata(type, family, help, unit);
    }

    /// Whose parts are views of the same bytes.
    private static CodedInputStream input(ByteString message) {
        var in = message.newCodedInput();
        in.enableAliasing(true);
        return in;
    }

    private static int field(int tag) {
        return WireFormat.getTagFieldNumber(tag);
    }

    private static ByteString message(CodedInputStream in, int tag) throws IOException {
        require(tag, WireFormat.WIRETYPE_LENGTH_DELIMITED);
        return in.readBytes();
    }

    private static long number(CodedInputStream in, int tag, int wireType) throws IOException {
        require(tag, wireType);
        return wireType == WireFormat.WIRETYPE_VARINT ? in.readInt64() : in.readFixed64();
    }

    private static void require(int tag, int wireType) throws InvalidProtocolBufferException {
        if (WireFormat.getTagWireType(tag) != wireType) {
            throw new InvalidProtocolBufferException("field %d has the wire type %d".formatted(field(tag), WireFormat.getTagWireType(tag)));
        }
    }
}
