package io.keepwatch.ui.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.settings.ConfigurationProblem;
import io.keepwatch.telemetry.StoreReader.StoreStatus;
import io.keepwatch.ui.element.Glyph;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SelfVerdictTest {

    private static final Optional<ConfigurationProblem> FINE = Optional.empty();

    @Test
    void says_what_flows_when_all_is_well() {
        var verdict = SelfVerdict.of(disk(400, 1_000), FINE, 1_240, 0);

        assertThat(verdict.glyph()).isEqualTo(Glyph.GOOD);
        assertThat(verdict.detail()).startsWith("1,240 spans/s in, nothing rejected");
    }

    @Test
    void the_worst_comes_first() {
        var problem = Optional.of(new ConfigurationProblem("keepwatch.yaml:3: …", Instant.EPOCH));

        assertThat(SelfVerdict.of(Optional.empty(), problem, 1, 0).sentence()).isEqualTo("ClickHouse does not answer");
        assertThat(SelfVerdict.of(disk(40, 1_000), problem, 1, 0).glyph()).isEqualTo(Glyph.CRITICAL);
        assertThat(SelfVerdict.of(disk(140, 1_000), problem, 1, 0).sentence()).contains("configuration");
        assertThat(SelfVerdict.of(disk(140, 1_000), FINE, 1, 0).glyph()).isEqualTo(Glyph.WARNING);
    }

    @Test
    void a_disk_that_nobody_can_see_is_not_called_full() {
        assertThat(DiskState.of(new StoreStatus("26.7", List.of(), 0, 0))).isEqualTo(DiskState.ENOUGH);
    }

    private static Optional<StoreStatus> disk(long free, long total) {
        return Optional.of(new StoreStatus("26.7", List.of(), free, total));
    }
}
