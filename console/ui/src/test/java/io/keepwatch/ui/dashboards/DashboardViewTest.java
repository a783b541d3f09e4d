package io.keepwatch.ui.dashboards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.combobox.MultiSelectComboBox;
import com.vaadin.flow.component.confirmdialog.ConfirmDialog;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.router.QueryParameters;
import io.keepwatch.dashboards.Dashboards;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.shell.MainLayout;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.ContextConfiguration;

@ViewPackages(classes = {DashboardView.class, MainLayout.class})
@ContextConfiguration(classes = DashboardConsole.class)
class DashboardViewTest extends SpringBrowserlessTest {

    private static final String SHOPS = """
            title: Shops
            variables:
              - name: shop
                title: Shop
                values: {label: shop, of: requests_total}
                multi: true
                all: true
            rows:
              - panels:
                  - title: All requests
                    type: stat
                    unit: per-second
                    queries: [{query: 'sum(rate(requests_total{shop=~"$shop"}[5m]))'}]
                  - title: The same again
                    type: stat
                    unit: per-second
                    queries: [{query: 'sum(rate(requests_total{shop=~"$shop"}[5m]))'}]
                  - title: Never answered
                    type: stat
                    queries: [{query: 'requests_total + on (shop) group_left requests_total * on () group_left (x) sum(requests_total) by (shop)'}]
                  - title: By shop
                    type: table
                    queries: [{query: 'requests_total'}]
              - title: Hidden row
                only-when: nobody_sends_this
                panels:
                  - title: Nothing
                    queries: [{query: nobody_sends_this}]
            """;

    @Autowired
    private DashboardConsole console;
    @Autowired
    private Dashboards dashboards;
    @Autowired
    private ApplicationContext context;

    @Test
    void shows_the_answers_of_the_panels_in_sight_and_asks_nothing_for_the_others() {
        board("shops.yaml", "shops");
        console.asked.clear();
        open("dashboards/shops", "");
        see("all-requests");

        awaitText("6\u00a0/s");
        assertThat(text()).doesNotContain("4.5");
        assertThat(console.asked).filteredOn(matchers -> matchers.contains("requests_total")).hasSize(1);
        see("the-same-again");
        awaitUntil(() -> text().split("6\u00a0/s", -1).length == 3);
        assertThat(console.asked).filteredOn(matchers -> matchers.contains("requests_total")).as("equal queries are asked once").hasSize(1);
    }

    @Test
    void what_the_address_chooses_is_shown_and_stands_in_the_queries() {
        board("shops.yaml", "shops");
        open("dashboards/shops", "var-shop=north");
        see("all-requests");
        awaitText("2\u00a0/s");

        @SuppressWarnings("unchecked")
        MultiSelectComboBox<String> box = $(MultiSelectComboBox.class).first();
        awaitUntil(() -> box.getValue().equals(Set.of("north")));
        context.getBean(PageContext.class).set("var-shop", "north,south");
        see("all-requests");
        awaitText("6\u00a0/s");
    }

    @Test
    void the_error_of_one_panel_stays_in_it() {
        board("shops.yaml", "shops");
        open("dashboards/shops", "");
        see("never-answered");
        see("all-requests");

        awaitText("The query of this panel has no answer");
        awaitText("6\u00a0/s");
    }

    @Test
    void a_changed_file_changes_the_page() {
        board("live.yaml", "live", "title: Live\nrows: [{panels: [{title: A, type: text, text: before}]}]\n");
        open("dashboards/live", "");
        awaitUntil(() -> panels().equals(List.of("a")));
        console.write("live.yaml", "title: Live\nrows: [{panels: [{title: B, type: text, text: after}]}]\n");
        awaitUntil(() -> dashboards.find("live").orElseThrow().yaml().contains("after"));
        context.getBean(PageContext.class).set("seen", "1");
        awaitUntil(() -> panels().equals(List.of("b")));
    }

    @Test
    void the_yaml_can_be_seen_and_a_missing_dashboard_is_said_to_be_missing() {
        board("shops.yaml", "shops");
        open("dashboards/shops", "yaml=1");
        awaitText("title: Shops");

        open("dashboards/nowhere", "");
        awaitText("There is no dashboard nowhere");
    }

    @Test
    void the_list_has_every_dashboard_and_says_why_a_file_cannot_be_used() {
        board("shops.yaml", "shops");
        console.write("broken.yaml", "title: Broken\nrow: []\n");
        awaitUntil(() -> dashboards.refused().stream().anyMatch(refused -> refused.place().endsWith("broken.yaml:2")
                || refused.place().endsWith("broken.yaml:1")));
        open("dashboards", "q=shops");
        awaitText("Shops");
        assertThat(text()).contains("broken.yaml").doesNotContain("Infrastructure");
    }

    @Test
    void a_dashboard_of_grafana_is_looked_at_and_kept() {
        open("dashboards", "import=1");
        test($(TextArea.class).first()).setValue("""
                {"title": "From Grafana", "panels": [
                  {"type": "timeseries", "title": "Requests", "targets": [{"refId": "A", "expr": "rate(requests_total[5m])"}]},
                  {"type": "piechart", "title": "Shares", "targets": [{"expr": "requests_total"}]}]}""");
        click("Look at it");
        awaitText("From Grafana: 1\u00a0panel, 1\u00a0thing could not be carried over.");
        assertThat(text()).contains("Panel \"Shares\" is left out");
        click("Keep it as a dashboard");
        awaitUntil(() -> dashboards.find("from-grafana").isPresent());
        assertThat(dashboards.find("from-grafana").orElseThrow().origin().uploaded()).isTrue();

        open("dashboards/from-grafana", "");
        awaitUntil(() -> $(Button.class).withText("Remove").exists());
        click("Remove");
        test($(ConfirmDialog.class).first()).confirm();
        awaitUntil(() -> dashboards.find("from-grafana").isEmpty());
    }

    private void board(String file, String slug) {
        board(file, slug, SHOPS);
    }

    private void board(String file, String slug, String yaml) {
        console.write(file, yaml);
        awaitUntil(() -> dashboards.find(slug).filter(found -> found.yaml().equals(yaml)).isPresent());
    }

    /// What the browser does when a panel is scrolled into sight.
    private void see(String panel) {
        awaitUntil(() -> find(panel) != null);
        ComponentUtil.fireEvent(find(panel), new PanelPlace.SightEvent(find(panel), true, true));
    }

    private static PanelPlace find(String panel) {
        return places(UI.getCurrent()).stream().filter(place -> panel.equals(place.getElement().getAttribute("data-panel"))).findFirst().orElse(null);
    }

    private static List<String> panels() {
        return places(UI.getCurrent()).stream().map(place -> place.getElement().getAttribute("data-panel")).toList();
    }

    private static List<PanelPlace> places(Component parent) {
        return parent.getChildren().flatMap(child -> child instanceof PanelPlace place ? Stream.of(place) : places(child).stream()).toList();
    }

    private void click(String words) {
        test($(Button.class).withText(words).first()).click();
    }

    private void awaitText(String words) {
        awaitUntil(() -> text().contains(words));
    }

    private void awaitUntil(Callable<Boolean> condition) {
        await().atMost(Duration.ofSeconds(60)).pollInSameThread().until(() -> {
            roundTrip();
            return condition.call();
        });
    }

    private String text() {
        return $(Main.class).first().getElement().getTextRecursively();
    }

    private static void open(String path, String parameters) {
        UI.getCurrent().navigate(path, QueryParameters.fromString(parameters));
    }
}
