package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.source.PartSink;
import io.keepwatch.backup.source.SourceException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// Looks whether what goes by can be an archive of pg_dump: a program that ends well and wrote nothing has made no backup.
/// The part begins with its first byte, not while pg_dump still waits for locks.
final class ArchiveOutput extends OutputStream {

    private static final byte[] MAGIC = "PGDMP".getBytes(StandardCharsets.US_ASCII);

    private final PartSink sink;
    private final String part;
    private final byte[] head = new byte[MAGIC.length];
    private @Nullable OutputStream out;
    private int seen;

    ArchiveOutput(PartSink sink, String part) {
        this.sink = sink;
        this.part = part;
    }

    boolean hasBytes() {
        return seen > 0;
    }

    void requireArchive(PostgresqlSettings settings) throws SourceException {
        if (!Arrays.equals(head, MAGIC)) {
            throw new SourceException("Cannot dump " + settings.place() + ": pg_dump ended well, but "
                    + (seen == 0 ? "gave nothing" : "what it gave is no archive"),
                    "See which program stands under the name of pg_dump", null);
        }
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        for (int i = 0; i < length && seen < head.length; i++) {
            head[seen++] = bytes[offset + i];
        }
        if (out == null) {
            out = sink.begin(part);
        }
        out.write(bytes, offset, length);
    }

    @Override
    public void close() throws IOException {
        if (out != null) {
            out.close();
        }
    }
}
