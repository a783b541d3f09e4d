package io.keepwatch.dashboards.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.dashboards.Dashboard;
import io.keepwatch.dashboards.Dashboard.Origin;
import io.keepwatch.dashboards.DashboardException;
import io.keepwatch.dashboards.Panel;
import io.keepwatch.dashboards.Variable;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DashboardYamlTest {

    private static final String WHOLE = """
            title: Shop
            tags: [business]
            variables:
              - name: service
                title: Service
                values: {label: job, of: 'up{env="prod"}'}
                multi: true
                all: true
            rows:
              - title: Traffic
                panels:
                  - title: Requests
                    unit: per-second
                    width: 8
                    queries:
                      - query: sum by (job) (rate(http_requests_total{job=~"$service"}[$__rate_interval]))
                        legend: '{{job}}'
                    thresholds:
                      - {above: 100, level: warning}
                      - {above: 200}
                  - title: Requests
                    type: stat
                    queries:
                      - query: sum(up)
                        color: failure
            """;

    @Test
    void reads_a_dashboard() {
        Dashboard shop = read(WHOLE);

        assertThat(shop.title()).isEqualTo("Shop");
        assertThat(shop.variables()).containsExactly(
                new Variable.LabelValues("service", "Service", "job", "up{env=\"prod\"}", "", true, true));
        assertThat(shop.panels()).extracting(Panel::id).containsExactly("requests", "requests-2");
        assertThat(shop.panels()).extracting(Panel::kind).containsExactly(Panel.Kind.TIME_SERIES, Panel.Kind.STAT);
        assertThat(shop.panels()).extracting(Panel::width).containsExactly(8, 3);
        assertThat(shop.panel("requests-2").orElseThrow().queries().getFirst().color()).isEqualTo(Panel.Color.FAILURE);
        Panel.Look look = shop.panels().getFirst().look();
        assertThat(List.of(look.level(150), look.level(250))).containsExactly(Panel.Level.WARNING, Panel.Level.CRITICAL);
        assertThat(look.level(99)).isNull();
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            title: Shop             ; titel: Shop                          ; shop.yaml:1 ; the key title is missing
            width: 8                ; widht: 8                             ; shop.yaml:14 ; there is no key widht here
            width: 8                ; width: 13                            ; shop.yaml:14 ; width is a whole number from 1 to 12
            unit: per-second        ; unit: miles                          ; shop.yaml:13 ; there is no unit miles
            type: stat              ; type: pie                            ; shop.yaml:22 ; there is no type pie
            sum(up)                 ; sum(up                               ; shop.yaml:24 ; the query cannot be read
            job=~"$service"         ; job=~"$services"                     ; shop.yaml:16 ; there is no variable services
            {above: 100, level: warning} ; {level: warning}                ; shop.yaml:19 ; exactly one of above, below is needed
            tags: [business]        ; tags: business                       ; shop.yaml:2 ; tags is a list
            tags: [business]        ; title: Twice                         ; shop.yaml:2 ; the key title stands there twice
            tags: [business]        ; tags: [business                      ; shop.yaml:3 ; it is not YAML
            tags: [business]        ; links: [{title: x, url: 'javascript:alert(1)'}] ; shop.yaml:2 ; use an address of the console
            """, quoteCharacter = '`', ignoreLeadingAndTrailingWhitespace = true)
    void refuses_what_cannot_be_used_with_its_line(String good, String bad, String place, String reason) {
        assertThat(WHOLE).contains(good);
        assertThatThrownBy(() -> read(WHOLE.replace(good, bad)))
                .isInstanceOfSatisfying(DashboardException.class, e -> {
                    assertThat(e.place()).isEqualTo(place);
                    assertThat(e.reason()).contains(reason);
                });
    }

    private static Dashboard read(String text) {
        return DashboardYaml.read("shop", new Origin("shop.yaml", false, false), text, List.of());
    }
}
