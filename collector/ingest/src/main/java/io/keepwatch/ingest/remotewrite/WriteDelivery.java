package io.keepwatch.ingest.remotewrite;

import io.airlift.compress.MalformedInputException;
import io.airlift.compress.snappy.SnappyDecompressor;
import io.keepwatch.ingest.Content;
import io.keepwatch.ingest.Delivery;
import io.keepwatch.ingest.IngestResult;
import io.keepwatch.ingest.Signal;
import io.keepwatch.ingest.UnreadableDeliveryException;
import java.util.function.Function;

/// A request of remote write 1.0, as bytes: protobuf in one block of Snappy.
///
/// @param content makes records of what was read
record WriteDelivery(byte[] body, int unpackedBytes, Function<WriteRequest, Content> content) implements Delivery {

    static final String TRANSPORT = "remote_write";

    @Override
    public Signal signal() {
        return Signal.METRICS;
    }

    @Override
    public String transport() {
        return TRANSPORT;
    }

    @Override
    public String operation() {
        return "POST " + RemoteWriteController.PATH;
    }

    @Override
    public int wireBytes() {
        return body.length;
    }

    @Override
    public boolean ownTelemetry() {
        return false;
    }

    @Override
    public Content open(Room room) throws UnreadableDeliveryException {
        return content.apply(WriteRequest.read(unpack(room)));
    }

    private byte[] unpack(Room room) throws UnreadableDeliveryException {
        try {
            int length = SnappyDecompressor.getUncompressedLength(body, 0);
            if (length > unpackedBytes) {
                throw new UnreadableDeliveryException(new IngestResult.TooLarge("The request, decompressed,", unpackedBytes));
            }
            room.take(length);
            var unpacked = new byte[length];
            int written = new SnappyDecompressor().decompress(body, 0, body.length, unpacked, 0, length);
            if (written != length) {
                throw new UnreadableDeliveryException("Cannot decompress the body as snappy: it is shorter than it says");
            }
            return unpacked;
        } catch (MalformedInputException | IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new UnreadableDeliveryException("Cannot decompress the body as snappy (the block format): " + e.getMessage());
        }
    }
}
