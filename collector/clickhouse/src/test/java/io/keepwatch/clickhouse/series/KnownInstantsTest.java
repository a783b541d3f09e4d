package io.keepwatch.clickhouse.series;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.clickhouse.series.StoredChunk.Stamps;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class KnownInstantsTest {

    private final KnownInstants known = new KnownInstants();

    @Test
    void forgetsWhatWasNotAskedForLongest() {
        long[] times = new long[500_000];
        for (int i = 0; i < 4; i++) {
            known.add(Map.of(new Stamps(1, i), times));
        }
        assertThat(known.among(Set.of(new Stamps(1, 0)))).hasSize(1);

        known.add(Map.of(new Stamps(1, 4), times));

        assertThat(known.among(Set.of(new Stamps(1, 0), new Stamps(1, 1), new Stamps(1, 4), new Stamps(2, 4))))
                .containsOnlyKeys(new Stamps(1, 0), new Stamps(1, 4));
    }
}
