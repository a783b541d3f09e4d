package io.keepwatch.backup.source.postgresql;

import io.keepwatch.backup.source.SourceException;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Looks whether what goes by can be an archive of pg_dump: a program that ends well and wrote nothing has made no backup.
final class ArchiveOutput extends FilterOutputStream {

    private static final byte[] MAGIC = "PGDMP".getBytes(StandardCharsets.US_ASCII);

    private final byte[] head = new byte[MAGIC.length];
    private int seen;

    ArchiveOutput(OutputStream out) {
        super(out);
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
        out.write(bytes, offset, length);
    }
}
