package io.keepwatch.ingest;

/// A request as a receiver hands it over: still encoded, so that it is admitted before it is unpacked.
public interface Delivery {

    Signal signal();

    /// How it came, e.g. `grpc`.
    String transport();

    /// What the sender called, e.g. `POST /v1/traces`.
    String operation();

    /// The bytes as they came from the wire.
    int wireBytes();

    /// Whether Keepwatch itself is the sender: its own export must not make telemetry that is exported again.
    boolean ownTelemetry();

    /// Unpacks and decodes. Can be called again: a batch that the store refuses is taken apart and translated anew.
    ///
    /// @param room is asked for each piece of memory before it is taken
    /// @throws UnreadableDeliveryException when it is not what it claims to be
    Content open(Room room) throws UnreadableDeliveryException;

    /// Decides about the memory of unpacked bytes; throws when there is none left, and so ends the unpacking.
    interface Room {

        void take(int bytes) throws UnreadableDeliveryException;
    }
}
