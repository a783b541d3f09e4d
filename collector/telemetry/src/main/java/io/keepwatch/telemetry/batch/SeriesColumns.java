package io.keepwatch.telemetry.batch;

import java.util.Arrays;
import java.util.SortedMap;

/// The distinct series of a batch, in the order of their first appearance.
public final class SeriesColumns {

    private final IntColumn firstSample = new IntColumn();
    public final LongColumn fingerprint = new LongColumn();
    public final DictionaryColumn name = new DictionaryColumn();
    public final AttributesColumn labels = new AttributesColumn();
    public final DictionaryColumn family = new DictionaryColumn();
    /// A [io.keepwatch.telemetry.metrics.MetricType] by name.
    public final DictionaryColumn type = new DictionaryColumn();
    public final DictionaryColumn unit = new DictionaryColumn();
    public final DictionaryColumn originalName = new DictionaryColumn();
    public final DictionaryColumn description = new DictionaryColumn();
    /// A [SeriesMetadata.Temporality] by name.
    public final DictionaryColumn temporality = new DictionaryColumn();
    /// 1 or 0.
    public final IntColumn monotonic = new IntColumn();
    public final AttributesColumn resource = new AttributesColumn();
    /// Open addressing by fingerprint; holds index + 1, so that 0 is a free slot.
    private int[] slots = new int[32];

    SeriesColumns() {}

    public int size() {
        return fingerprint.size();
    }

    int find(long wanted) {
        return slots[slotOf(wanted)] - 1;
    }

    int add(int sample, long key, String metric, SortedMap<String, String> labelMap, SeriesMetadata metadata,
            SortedMap<String, String> resourceMap) {
        int slot = slotOf(key);
        if (slots[slot] != 0) {
            throw new IllegalStateException("Cannot add series %s%s: the batch has it".formatted(metric, labelMap));
        }
        int index = size();
        firstSample.append(sample);
        fingerprint.append(key);
        name.append(metric);
        labels.append(labelMap);
        family.append(metadata.family());
        type.append(metadata.type().name());
        unit.append(metadata.unit());
        originalName.append(metadata.originalName());
        description.append(metadata.description());
        temporality.append(metadata.temporality().name());
        monotonic.append(metadata.monotonic() ? 1 : 0);
        resource.append(resourceMap);
        slots[slot] = index + 1;
        if (size() * 2 > slots.length) {
            rehash(slots.length * 2);
        }
        return index;
    }

    void forgetFrom(int sample) {
        int kept = size();
        while (kept > 0 && firstSample.get(kept - 1) >= sample) {
            kept--;
        }
        if (kept == size()) {
            return;
        }
        firstSample.truncate(kept);
        fingerprint.truncate(kept);
        name.truncate(kept);
        labels.truncate(kept);
        family.truncate(kept);
        type.truncate(kept);
        unit.truncate(kept);
        originalName.truncate(kept);
        description.truncate(kept);
        temporality.truncate(kept);
        monotonic.truncate(kept);
        resource.truncate(kept);
        rehash(slots.length);
    }

    long bytes() {
        return fingerprint.bytes() + name.bytes() + labels.bytes() + family.bytes() + type.bytes() + unit.bytes()
                + originalName.bytes() + description.bytes() + temporality.bytes() + monotonic.bytes()
                + resource.bytes() + firstSample.bytes() + (long) slots.length * Integer.BYTES;
    }

    private int slotOf(long key) {
        int mask = slots.length - 1;
        int slot = Long.hashCode(key) & mask;
        while (slots[slot] != 0 && fingerprint.get(slots[slot] - 1) != key) {
            slot = (slot + 1) & mask;
        }
        return slot;
    }

    private void rehash(int length) {
        slots = slots.length == length ? slots : new int[length];
        Arrays.fill(slots, 0);
        for (int i = 0; i < size(); i++) {
            slots[slotOf(fingerprint.get(i))] = i + 1;
        }
    }
}
