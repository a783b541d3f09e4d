package io.keepwatch.ui.alerts;

import io.keepwatch.alerting.ActiveAlert;
import io.keepwatch.alerting.AlertChange;
import io.keepwatch.alerting.AlertEpisode;
import io.keepwatch.alerting.AlertHistory;
import io.keepwatch.alerting.Deliveries;
import io.keepwatch.alerting.RefusedRules;
import io.keepwatch.alerting.RoutedAlerts;
import io.keepwatch.alerting.RuleGroupStatus;
import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.alerting.RuleStatus;
import io.keepwatch.alerting.Silences;
import io.keepwatch.alerting.Watchdog;
import io.keepwatch.alerting.evaluation.EvaluationSettings;
import io.keepwatch.alerting.evaluation.GroupState;
import io.keepwatch.alerting.evaluation.RuleEvaluator;
import io.keepwatch.alerting.evaluation.RuleKey;
import io.keepwatch.alerting.evaluation.RuleState;
import io.keepwatch.alerting.routing.ActiveRouting;
import io.keepwatch.alerting.rulefile.RuleExtrasFile;
import io.keepwatch.alerting.rulefile.RuleFile;
import io.keepwatch.alerting.rulefile.RuleFileReader;
import io.keepwatch.alerting.rulefile.RuleGroup;
import io.keepwatch.promql.QueryOptions;
import io.keepwatch.telemetry.series.Labels;
import io.keepwatch.telemetry.series.SeriesStore;
import io.keepwatch.ui.TestConsole;
import io.keepwatch.ui.dashboards.DashboardConsole;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/// The console over rules of the test's own, evaluated for half an hour until [TestConsole#NOW]: the shop "south" is too busy.
@Configuration
@Import(DashboardConsole.class)
@ComponentScan("io.keepwatch.ui.alerts")
public class AlertConsole {

    static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final String RULES = """
            groups:
            - name: shops
              interval: 1m
              rules:
              - alert: ShopBusy
                expr: sum by (shop) (rate(requests_total[5m])) > 3
                for: 5m
                labels: {severity: critical, service: 'shop-{{ $labels.shop }}'}
                annotations: {summary: 'The shop {{ $labels.shop }} is busy', runbook_url: 'http://console/runbooks/ShopBusy'}
              - alert: ShopGone
                expr: absent(never_sent)
                for: 1h
              - record: shop:requests:rate5m
                expr: sum by (shop) (rate(requests_total[5m]))
            - name: broken
              rules:
              - alert: Nonsense
                expr: sum(
            """;

    static RuleFile file() {
        return RuleFileReader.read("/rules/shops.yaml", RULES, RuleExtrasFile.NONE);
    }

    @Bean
    RuleGroups groups(SeriesStore store, Clock clock) {
        RuleGroup group = file().groups().getFirst();
        var settings = new EvaluationSettings(INTERVAL, Duration.ZERO, INTERVAL, Labels.EMPTY, URI.create(""), true, QueryOptions.DEFAULT);
        var evaluator = new RuleEvaluator(store, settings, clock);
        GroupState state = GroupState.NEW;
        for (int minute = 30; minute >= 0; minute--) {
            state = evaluator.evaluate(group, state, TestConsole.NOW.minus(INTERVAL.multipliedBy(minute)), _ -> null).state();
        }
        return new Known(status(group, state), file().problems().stream().map(problem -> new RefusedRules(problem, TestConsole.NOW, false)).toList());
    }

    private static RuleGroupStatus status(RuleGroup group, GroupState state) {
        List<RuleStatus> rules = new ArrayList<>();
        List<RuleKey> keys = RuleKey.of(group.rules());
        for (int i = 0; i < keys.size(); i++) {
            RuleState rule = state.of(keys.get(i));
            String id = "rule" + i;
            rules.add(new RuleStatus(id, "g", group.rules().get(i), rule.health(), rule.error(), rule.lastEvaluation(), Duration.ofMillis(3),
                    rule.memory().blind(), rule.memory().seenAt(),
                    rule.activeAlerts().stream().map(alert -> new ActiveAlert(id + alert.labels().get("shop"), id, alert)).toList()));
        }
        return new RuleGroupStatus("g", false, group, INTERVAL, Duration.ZERO, rules, TestConsole.NOW, Duration.ofMillis(5), null, 0);
    }

    private record Known(RuleGroupStatus group, List<RefusedRules> refused) implements RuleGroups {
        @Override
        public List<RuleGroupStatus> groups() {
            return List.of(group);
        }

        @Override
        public long stamp() {
            return 1;
        }
    }

    @Bean
    public NotificationInMemory notification() {
        return new NotificationInMemory();
    }

    @Bean
    Silences silences(NotificationInMemory notification) {
        return notification.silences();
    }

    @Bean
    RoutedAlerts routed(NotificationInMemory notification) {
        return notification.routed();
    }

    @Bean
    Deliveries deliveries(NotificationInMemory notification) {
        return notification.deliveries();
    }

    @Bean
    ActiveRouting routing(NotificationInMemory notification) {
        return notification.routing();
    }

    @Bean
    Watchdog watchdog() {
        return Optional::empty;
    }

    @Bean
    AlertHistory history() {
        return new Past();
    }

    /// One alert that ended two hours ago.
    private static final class Past implements AlertHistory {

        @Override
        public List<AlertChange> changes(Scope scope) {
            return List.of();
        }

        @Override
        public List<AlertEpisode> episodes(Scope scope) {
            AlertEpisode episode = episode(TestConsole.NOW.minus(Duration.ofHours(3)), TestConsole.NOW.minus(Duration.ofHours(2)));
            boolean asked = scope.from().isBefore(TestConsole.NOW.minus(Duration.ofHours(2))) && (scope.alertId() == null || scope.alertId().equals("old"));
            return asked && (scope.ruleId() == null || scope.ruleId().equals("rule0")) ? List.of(episode) : List.of();
        }

        @Override
        public List<AlertChange> after(long position, int limit) {
            return List.of();
        }
    }

    static AlertEpisode episode(Instant firedAt, @Nullable Instant until) {
        var annotations = new TreeMap<String, String>();
        annotations.put("summary", "The shop north is busy");
        return new AlertEpisode(new AlertChange(7, firedAt, AlertChange.Kind.RESOLVED, "old", "rule0", "/rules/shops.yaml", "shops", "ShopBusy",
                Labels.of("alertname", "ShopBusy", "shop", "north", "severity", "critical"), annotations, 3.5, firedAt.minusSeconds(300), firedAt, null, ""),
                until);
    }
}
