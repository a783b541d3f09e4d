package io.keepwatch.ingest.otlp;

import com.github.luben.zstd.ZstdInputStream;
import io.keepwatch.ingest.Delivery.Room;
import io.keepwatch.ingest.IngestResult;
import io.keepwatch.ingest.UnreadableDeliveryException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/// How the bytes of a request are compressed.
enum Encoding {
    NONE("identity") {
        @Override
        InputStream open(InputStream packed) {
            return packed;
        }
    },
    GZIP("gzip") {
        @Override
        InputStream open(InputStream packed) throws IOException {
            return new GZIPInputStream(packed, 8 << 10);
        }
    },
    ZSTD("zstd") {
        @Override
        InputStream open(InputStream packed) throws IOException {
            // 8 MiB: what RFC 8878 asks every decoder to support, and all that a stranger may make us allocate
            return new ZstdInputStream(packed).setLongMax(23);
        }
    };

    /// Pieces in which memory is taken, so that a bomb is noticed long before it is inflated.
    private static final int PIECE = 64 << 10;

    private final String word;

    Encoding(String word) {
        this.word = word;
    }

    /// As it stands in `Content-Encoding` and `grpc-encoding`.
    String word() {
        return word;
    }

    static Optional<Encoding> of(String word) {
        return Arrays.stream(values()).filter(encoding -> encoding.word.equalsIgnoreCase(word)).findFirst();
    }

    /// By the first bytes. No OTLP message begins like a gzip or zstd stream: its first byte would be a tag of a wire
    /// type that does not exist, or of a field that no request has.
    static Encoding detect(byte[] bytes) {
        if (bytes.length >= 2 && bytes[0] == 0x1f && bytes[1] == (byte) 0x8b) {
            return GZIP;
        }
        boolean zstd = bytes.length >= 4
                && bytes[0] == 0x28 && bytes[1] == (byte) 0xb5 && bytes[2] == 0x2f && bytes[3] == (byte) 0xfd;
        return zstd ? ZSTD : NONE;
    }

    abstract InputStream open(InputStream packed) throws IOException;

    /// @param limit more is never unpacked
    /// @throws UnreadableDeliveryException when the bytes are damaged, or unpacked are more than `limit`
    byte[] unpack(byte[] packed, int limit, Room room) throws UnreadableDeliveryException {
        if (this == NONE) {
            return packed;
        }
        try (InputStream in = open(new ByteArrayInputStream(packed))) {
            byte[] unpacked = new byte[0];
            int size = 0;
            while (true) {
                if (size == unpacked.length) {
                    int more = Math.max(PIECE, Math.min(size, limit + 1 - size));
                    room.take(more);
                    unpacked = Arrays.copyOf(unpacked, size + more);
                }
                int read = in.read(unpacked, size, unpacked.length - size);
                if (read < 0) {
                    return Arrays.copyOf(unpacked, size);
                }
                size += read;
                if (size > limit) {
                    throw new UnreadableDeliveryException(new IngestResult.TooLarge("The request, decompressed,", limit));
                }
            }
        } catch (IOException damaged) {
            throw new UnreadableDeliveryException("Cannot decompress the body as %s: %s".formatted(word, damaged.getMessage()));
        }
    }
}
