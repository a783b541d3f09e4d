package io.keepwatch.backup.source;

import io.keepwatch.backup.ProtectedDatabase;
import io.keepwatch.backup.manifest.Manifest;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;

/// Keeps the parts of one backup in memory, and gives them out again.
public final class MemoryParts implements PartSink, PartReader {

    private static final Instant AT = Instant.parse("2026-11-21T01:00:00Z");

    private final Map<String, byte[]> parts = new ConcurrentSkipListMap<>();

    @Override
    public OutputStream begin(String name) {
        return new ByteArrayOutputStream() {
            @Override
            public void close() {
                parts.put(name, toByteArray());
            }
        };
    }

    @Override
    public InputStream open(String name) throws IOException {
        byte[] part = parts.get(name);
        if (part == null) {
            throw new IOException("no part " + name);
        }
        return new ByteArrayInputStream(part);
    }

    public List<String> names() {
        return List.copyOf(parts.keySet());
    }

    public byte[] bytes(String name) {
        return parts.get(name).clone();
    }

    public void replace(String name, byte[] bytes) {
        parts.put(name, bytes);
    }

    public Manifest manifest(String type, ProtectedDatabase database, SourceFacts facts) {
        return new Manifest(Manifest.FORMAT, "Keepwatch test", "plan-20261121T010000Z-abcdef", "plan", null, type, database, AT,
                facts.snapshotAt(), AT, facts.facts(), facts.tables(), facts.roles(), facts.extensions(),
                parts.entrySet().stream().map(part -> new Manifest.Part(part.getKey(), part.getValue().length, sha256(part.getValue()),
                        part.getValue().length, sha256(part.getValue()), "none", null)).toList(),
                facts.warnings());
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
