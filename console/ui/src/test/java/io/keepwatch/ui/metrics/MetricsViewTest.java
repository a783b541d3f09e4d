package io.keepwatch.ui.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.router.QueryParameters;
import io.keepwatch.telemetry.metrics.SpanMetrics;
import io.keepwatch.ui.TestConsole;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.shell.MainLayout;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.ContextConfiguration;

@ViewPackages(classes = {MetricsView.class, MainLayout.class})
@ContextConfiguration(classes = TestConsole.class)
class MetricsViewTest extends SpringBrowserlessTest {

    @Autowired
    private ApplicationContext context;

    @Test
    void opens_on_the_requests_of_each_service_and_has_them_in_its_address() {
        open("");

        awaitText("Spans per second by service, where span_kind matches SPAN_KIND_(SERVER|CONSUMER)");
        assertThat(context.getBean(PageContext.class).parameter(MetricChoice.METRIC)).contains(SpanMetrics.CALLS);
    }

    @Test
    void keeps_the_metric_that_an_address_names_also_when_it_has_no_value() {
        open("m=nobody_sends_this");

        awaitText("No value of nobody_sends_this in this time");
    }

    private void awaitText(String words) {
        await().pollInSameThread().until(() -> {
            roundTrip();
            return $(MetricsView.class).first().getElement().getTextRecursively().contains(words);
        });
    }

    private static void open(String parameters) {
        UI.getCurrent().navigate("metrics", QueryParameters.fromString(parameters));
    }
}
