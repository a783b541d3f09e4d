package io.keepwatch.ui.services.health;

import static io.keepwatch.ui.services.health.Traffic.LAST_HOUR;
import static io.keepwatch.ui.services.health.Traffic.NOW;
import static io.keepwatch.ui.services.health.Traffic.at;
import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.telemetry.services.ServiceEdge;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallsTest {

    @Test
    void calls_have_the_figures_of_now_and_stay_on_the_map_when_they_stop() {
        var traffic = new Traffic()
                .calls("web", "api", at("13:30"), NOW, 2, (span, _) -> span)
                .calls("batch", "api", at("13:30"), at("14:00"), 1, (span, _) -> span);

        List<ServiceEdge> calls = new HealthReader(traffic.store.services()).calls(Windows.of(LAST_HOUR, true));

        assertThat(calls).extracting(ServiceEdge::source).containsExactly("web", "batch");
        assertThat(calls).extracting(ServiceEdge::callRate).containsExactly(0.5, 0.0);
    }
}
