package io.keepwatch.clickhouse.nativeformat;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/// Bytes that grow, with the few forms of which the Native format consists: little-endian integers, and strings
/// after their length as a variable-length integer.
final class ByteOutput {

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int LONGEST = Integer.MAX_VALUE - 8;

    private byte[] data;
    private int used;

    ByteOutput(int expected) {
        data = new byte[Math.max(expected, 64)];
    }

    void int8(int value) {
        makeRoom(1);
        data[used++] = (byte) value;
    }

    void int16(int value) {
        makeRoom(2);
        SHORT.set(data, used, (short) value);
        used += 2;
    }

    void int32(int value) {
        makeRoom(4);
        INT.set(data, used, value);
        used += 4;
    }

    void int64(long value) {
        makeRoom(8);
        LONG.set(data, used, value);
        used += 8;
    }

    /// LEB128, seven bits at a time, lowest first.
    void varint(long value) {
        makeRoom(10);
        long rest = value;
        while ((rest & ~0x7FL) != 0) {
            data[used++] = (byte) (rest | 0x80);
            rest >>>= 7;
        }
        data[used++] = (byte) rest;
    }

    void string(byte[] bytes, int offset, int length) {
        varint(length);
        makeRoom(length);
        System.arraycopy(bytes, offset, data, used, length);
        used += length;
    }

    void string(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        string(bytes, 0, bytes.length);
    }

    /// What was written; shares the memory.
    ByteBuffer bytes() {
        return ByteBuffer.wrap(data, 0, used);
    }

    private void makeRoom(int more) {
        if (data.length - used < more) {
            long needed = (long) used + more;
            if (needed > LONGEST) {
                throw new IllegalStateException("Cannot write a block of more than 2 GiB: write smaller batches");
            }
            data = Arrays.copyOf(data, (int) Math.min(LONGEST, Math.max(needed, 2L * data.length)));
        }
    }
}
