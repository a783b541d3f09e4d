package io.keepwatch.ui.traces;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.router.QueryParameters;
import io.keepwatch.telemetry.traces.TraceSummary;
import io.keepwatch.ui.TestConsole;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.shell.MainLayout;
import org.junit.jupiter.api.Test;
import org.springframework.test.context.ContextConfiguration;

@ViewPackages(classes = {TracesView.class, MainLayout.class})
@ContextConfiguration(classes = TestConsole.class)
class TracePagesTest extends SpringBrowserlessTest {

    @Test
    void a_search_lists_the_traces_that_have_a_matching_span() {
        open("traces", "q=status:error");

        awaitUntil(() -> traces().getListDataView().getItemCount() == 1);
        TraceSummary found = traces().getListDataView().getItem(0);
        assertThat(found.traceId()).isEqualTo(TestConsole.BAD);
        assertThat(found.rootName()).isEqualTo("POST /quotes");
        assertThat(found.errors()).isEqualTo(2);
    }

    @Test
    void an_empty_search_names_the_term_to_remove_and_removes_it() {
        open("traces", "q=service:quotes-web duration:>5s");

        awaitUntil(() -> textOf(TracesView.class).contains("No traces match"));
        assertThat(textOf(TracesView.class)).contains("2\u00a0spans match without duration:>5s.");
        test($(com.vaadin.flow.component.button.Button.class).withText("Remove it").single()).click();
        awaitUntil(() -> traces().getListDataView().getItemCount() == 2);
    }

    @Test
    void a_search_that_cannot_be_read_says_so_and_asks_the_store_nothing() {
        open("traces", "q=duration:long");

        assertThat($(EmptyState.class).all()).extracting(Component::getElement).anyMatch(e -> e.getTextRecursively().contains("cannot be read"));
    }

    @Test
    void a_trace_opens_with_its_verdict_and_the_span_in_which_the_failure_began() {
        open("traces/" + TestConsole.BAD, "");

        awaitUntil(() -> textOf(TraceView.class).contains("INSERT quotes failed: 23503"));
        assertThat(textOf(TraceView.class)).contains("waiting for a connection took 80\u00a0ms (80\u00a0%)".substring(1))
                .contains("SQLSTATE 23503").contains("INSERT INTO");
        assertThat($(H2.class).all()).extracting(H2::getText).contains("INSERT quotes");
    }

    @Test
    void the_chosen_span_stands_in_the_url() {
        open("traces/" + TestConsole.BAD, "span=000000000000000b");

        awaitUntil(() -> $(H2.class).all().stream().anyMatch(heading -> heading.getText().equals("db.pool.acquire")));
    }

    @Test
    void a_span_shows_what_its_service_did_around_it_and_says_when_it_served_nothing() {
        open("traces/" + TestConsole.BAD, "span=000000000000000a&tab=metrics");

        awaitUntil(() -> textOf(TraceView.class).contains("Requests of quotes-web"));
        open("traces/" + TestConsole.BAD, "span=000000000000000b&tab=metrics");
        awaitUntil(() -> textOf(TraceView.class).contains("quotes-api served no requests within 15 min of this span."));
    }

    @Test
    void a_trace_that_is_not_stored_says_why_that_may_be() {
        open("traces/ffffffffffffffffffffffffffffffff", "");

        awaitUntil(() -> textOf(TraceView.class).contains("No span of this trace is stored"));
        assertThat(textOf(TraceView.class)).contains("retention");
    }

    @SuppressWarnings("unchecked")
    private Grid<TraceSummary> traces() {
        return $(Grid.class).first();
    }

    private String textOf(Class<? extends Component> view) {
        return $(view).first().getElement().getTextRecursively();
    }

    private static void open(String path, String parameters) {
        UI.getCurrent().navigate(path, QueryParameters.fromString(parameters));
    }

    private void awaitUntil(java.util.function.BooleanSupplier condition) {
        await().pollInSameThread().until(() -> {
            roundTrip();
            return condition.getAsBoolean();
        });
    }
}
