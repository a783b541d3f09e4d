package io.keepwatch.backup.target;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/// Reads an object that must have a known number of bytes: one that ends earlier is an exception, never the end of the stream.
public final class WholeObject extends FilterInputStream {

    private final String what;
    private final long expected;
    private long seen;

    /// @param what for the message, e.g. `v1/quotes/… in s3://backups`
    public WholeObject(InputStream in, long expected, String what) {
        super(in);
        this.expected = expected;
        this.what = what;
    }

    @Override
    public int read() throws IOException {
        var one = new byte[1];
        int count = read(one, 0, 1);
        return count < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] bytes, int offset, int length) throws IOException {
        int count = in.read(bytes, offset, length);
        if (count > 0) {
            seen += count;
        }
        if (count < 0 && seen != expected || seen > expected) {
            throw new TargetException("Cannot read " + what + ": it ended after " + seen + " of " + expected + " bytes",
                    "Try again; if it ends there again, the stored object is damaged: use another copy", true, null);
        }
        return count;
    }

    @Override
    public long skip(long count) throws IOException {
        long left = count;
        var bytes = new byte[8192];
        while (left > 0) {
            int got = read(bytes, 0, (int) Math.min(bytes.length, left));
            if (got < 0) {
                break;
            }
            left -= got;
        }
        return count - left;
    }

    @Override
    public boolean markSupported() {
        return false;
    }
}
