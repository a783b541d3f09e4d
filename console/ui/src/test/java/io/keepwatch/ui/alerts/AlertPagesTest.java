package io.keepwatch.ui.alerts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.router.QueryParameters;
import io.keepwatch.alerting.AlertHistory;
import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.ui.TestConsole;
import io.keepwatch.ui.promql.PromQlEditor;
import io.keepwatch.ui.shell.AlarmSource;
import io.keepwatch.ui.shell.MainLayout;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

@ViewPackages(classes = {AlertsView.class, MainLayout.class})
@ContextConfiguration(classes = AlertConsole.class)
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
class AlertPagesTest extends SpringBrowserlessTest {

    @Autowired
    private RuleGroups groups;
    @Autowired
    private AlertHistory history;
    @Autowired
    private AlarmSource alarms;
    @Autowired
    private NotificationInMemory notification;

    @Test
    void an_alert_that_fires_is_told_in_full() {
        open("alerts", "");
        awaitText("The shop south is busy");

        awaitText("fires since");
        assertThat(text()).contains("1 firing", "Labels", "shop-south", "Runbook", "Traces", "critical");
        assertThat(AlertBoard.read(groups, history, List.of(), TestConsole.NOW).rows(AlertBoard.Grouping.SERVICE, _ -> true)).filteredOn(AlertRow.Section.class::isInstance)
                .extracting(row -> ((AlertRow.Section) row).title()).containsExactly("shop-south", "Pending", "Resolved in the last 24 h");
    }

    @Test
    void what_is_silenced_is_counted_and_no_longer_held_up_to_all() {
        assertThat(alarms.alarms().gravest()).isNotNull();

        notification.silence("one", "{shop=\"south\"}", Duration.ofMinutes(-10), Duration.ofMinutes(50), "INC-214");

        assertThat(alarms.alarms().gravest()).isNull();
        assertThat(alarms.alarms().firing()).isEqualTo(1);
    }

    @Test
    void the_rules_tell_how_they_are_and_what_is_refused_is_told_with_its_place() {
        open("alerts/rules", "");

        awaitText("One thing in the rule files cannot be used");
        assertThat(text()).contains("/rules/shops.yaml:", "could not parse expression", "it is not evaluated", "All 3");
    }

    @Test
    void a_rule_tells_why_it_fires_and_what_it_would_have_done() {
        open("alerts/rules/shops/ShopBusy", "");
        awaitText("The rule would have paged once in 1 d");
        awaitText("It fires.");

        assertThat(text()).contains("sum by (shop) (rate(requests_total[5m])) > 3", "does not hold", "south", "fires since");
    }

    @Test
    void another_threshold_is_a_draft_that_stands_in_the_url_and_is_replayed_beside_the_rule() {
        open("alerts/rules/shops/ShopBusy", "");
        awaitText("The rule would have paged once");

        test($(TextField.class).all().stream().filter(field -> "3".equals(field.getValue())).findFirst().orElseThrow()).setValue("5");

        awaitText("The draft would have paged not once, instead of once, and stays quiet for 1 that the rule now fires for.");
        assertThat(text()).contains("no longer fires", "expr: 'sum by (shop) (rate(requests_total[5m])) > 5'");
    }

    @Test
    void a_test_is_made_of_the_alert() {
        open("alerts/rules/shops/ShopBusy", "");
        awaitText("The rule would have paged once");

        test($(Button.class).withText("Make a test from this alert").single()).click();

        awaitText("With these samples the rule fires for the alert, as it did.");
        assertThat(text()).contains("rule_files:", "shops.yaml", "requests_total{shop=", "'The shop south is busy'");
    }

    @Test
    void a_query_is_tried_out_as_an_alert() {
        open("alerts/draft", "expr=sum(requests_total) > 1000");
        awaitText("The draft would have paged once in 1 d");
    }

    @Test
    void what_would_have_paged_several_times_is_counted() {
        open("alerts/draft", "expr=sum by (shop) (requests_total) > 1000");
        awaitText("The draft would have paged 2 times in 1 d");
    }

    @Test
    void a_new_rule_begins_empty() {
        open("alerts/draft", "");
        awaitText("There is no query to try");

        assertThat($(PromQlEditor.class).single().value()).isEmpty();
    }

    @Test
    void a_filter_that_leaves_nothing_can_be_taken_away() {
        open("alerts/rules", "q=nothing like this");
        awaitText("No rule matches");

        test($(Button.class).withText("Show all").single()).click();

        assertThat(text()).doesNotContain("No rule matches");
    }

    @Test
    void a_rule_that_is_gone_is_said_to_be_gone() {
        open("alerts/rules/shops/Lost", "");
        awaitText("There is no rule Lost in a group shops");
    }

    private static void open(String path, String parameters) {
        UI.getCurrent().navigate(path, QueryParameters.fromString(parameters));
    }

    private String text() {
        return ((HasElement) $(Main.class).first()).getElement().getTextRecursively();
    }

    private void awaitText(String words) {
        await(words).atMost(Duration.ofSeconds(60)).pollInSameThread().until(() -> {
            roundTrip();
            return text().replace('\u00a0', ' ').contains(words);
        });
    }
}
