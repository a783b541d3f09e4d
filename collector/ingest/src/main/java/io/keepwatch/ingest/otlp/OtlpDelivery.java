package io.keepwatch.ingest.otlp;

import io.keepwatch.ingest.Content;
import io.keepwatch.ingest.Delivery;
import io.keepwatch.ingest.Signal;
import io.keepwatch.ingest.UnreadableDeliveryException;

/// An OTLP export request, as bytes.
record OtlpDelivery(
        Signal signal, OtlpTransport via, Format format, Encoding encoding, byte[] body, boolean ownTelemetry, OtlpDecoder decoder)
        implements Delivery {

    /// How a message is written down.
    enum Format {
        PROTOBUF("application/x-protobuf"),
        JSON("application/json");

        private final String mediaType;

        Format(String mediaType) {
            this.mediaType = mediaType;
        }

        String mediaType() {
            return mediaType;
        }
    }

    @Override
    public String transport() {
        return via.word();
    }

    @Override
    public String operation() {
        return via.operation(signal);
    }

    @Override
    public int wireBytes() {
        return body.length;
    }

    @Override
    public Content open(Room room) throws UnreadableDeliveryException {
        return decoder.decode(signal, format, encoding.unpack(body, decoder.unpackedBytes(), room));
    }
}
