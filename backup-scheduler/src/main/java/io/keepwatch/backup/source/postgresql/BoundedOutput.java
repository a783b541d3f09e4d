package io.keepwatch.backup.source.postgresql;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/// Refuses to take more than fits into memory.
final class BoundedOutput extends FilterOutputStream {

    private long left;

    BoundedOutput(OutputStream out, long longest) {
        super(out);
        this.left = longest;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
        left -= length;
        if (left < 0) {
            throw new IOException("The server's roles and tablespaces take more room than is foreseen");
        }
        out.write(bytes, offset, length);
    }
}
