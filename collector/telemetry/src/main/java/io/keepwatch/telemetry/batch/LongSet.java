package io.keepwatch.telemetry.batch;

/// Distinct numbers at 16 to 32 bytes each; a boxed set takes six times as much. Open addressing, at most half full.
public final class LongSet {

    private long[] slots = new long[16];
    private boolean zero;
    private int used;

    public boolean contains(long value) {
        return value == 0 ? zero : slots[slotOf(value)] == value;
    }

    public void add(long value) {
        if (value == 0) {
            zero = true;
            return;
        }
        int slot = slotOf(value);
        if (slots[slot] == 0) {
            slots[slot] = value;
            if (++used * 2 > slots.length) {
                grow();
            }
        }
    }

    public int size() {
        return used + (zero ? 1 : 0);
    }

    private void grow() {
        long[] old = slots;
        slots = new long[old.length * 2];
        for (long value : old) {
            if (value != 0) {
                slots[slotOf(value)] = value;
            }
        }
    }

    private int slotOf(long value) {
        int mask = slots.length - 1;
        int slot = Long.hashCode(value * 0x9E3779B97F4A7C15L) & mask;
        while (slots[slot] != 0 && slots[slot] != value) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }
}
