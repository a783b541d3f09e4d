package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.source.PartSink;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

/// Keeps the parts of one backup.
final class MemorySink implements PartSink {

    final Map<String, byte[]> parts = new LinkedHashMap<>();

    @Override
    public OutputStream begin(String name) {
        return new ByteArrayOutputStream() {
            @Override
            public void close() {
                parts.put(name, toByteArray());
            }
        };
    }

    InputStream open(String name) throws IOException {
        byte[] part = parts.get(name);
        if (part == null) {
            throw new IOException("no part " + name);
        }
        return new ByteArrayInputStream(part);
    }
}
