package io.keepwatch.ui.logs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.ComponentUtil;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.router.QueryParameters;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.logs.LogRecord;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.ui.TestConsole;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.shell.MainLayout;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.ContextConfiguration;

@ViewPackages(classes = {LogsView.class, MainLayout.class})
@ContextConfiguration(classes = TestConsole.class)
class LogsViewTest extends SpringBrowserlessTest {

    @Autowired
    private LogStore store;
    @Autowired
    private ApplicationContext context;

    @Test
    void counts_what_the_search_finds() {
        open("logs", "q=severity:>=warn");

        awaitUntil(() -> text().contains("2\u00a0lines"));
    }

    @Test
    void a_record_opens_with_its_fields_and_stands_in_the_url() {
        open("logs", "");
        awaitUntil(() -> text().contains("3\u00a0lines"));
        String key = key("quote not saved");

        ComponentUtil.fireEvent($(LogLines.class).single(), new LogLines.OpenEvent($(LogLines.class).single(), true, key));

        awaitUntil(() -> text().contains("90417") && text().contains("The only line of its kind in this range."));
        assertThat(page().parameter(LogsView.AT)).contains(key);
        assertThat(text()).contains(TestConsole.BAD);
    }

    @Test
    void excluding_a_line_leaves_out_all_that_say_the_same() {
        open("logs", "");
        awaitUntil(() -> text().contains("3\u00a0lines"));

        ComponentUtil.fireEvent($(LogLines.class).single(),
                new LogLines.ActEvent($(LogLines.class).single(), true, key("retrying insert"), "exclude"));

        awaitUntil(() -> text().contains("2\u00a0lines"));
        assertThat(page().parameter("q")).contains("-\"retrying insert\"");
    }

    @Test
    void the_neighbours_of_a_record_are_shown_whatever_the_search() {
        open("logs", "q=severity:error&context=" + key("quote not saved"));

        awaitUntil(() -> text().contains("Lines of quotes-api around 02:43:00.086, whatever the search."));
        test($(Button.class).withText("Back to the search").single()).click();
        assertThat(page().parameter(LogsView.CONTEXT)).isEmpty();
    }

    @Test
    void an_empty_search_names_the_term_to_remove() {
        open("logs", "q=service:quotes-api severity:>=fatal");

        awaitUntil(() -> text().contains("3 match without severity:>=fatal."));
        test($(Button.class).withText("Remove it").single()).click();
        awaitUntil(() -> text().contains("3\u00a0lines"));
    }

    @Test
    void patterns_say_how_many_lines_they_are_made_of_and_lead_to_them() {
        open("logs", "view=patterns");

        awaitUntil(() -> text().contains("3, of all 3\u00a0lines"));
        @SuppressWarnings("unchecked")
        Grid<LogPattern> grid = $(Grid.class).all().stream().filter(one -> one.hasClassName("kw-patterns")).findFirst().orElseThrow();
        LogPattern pattern = grid.getListDataView().getItems().filter(one -> one.text().equals("retrying insert")).findFirst().orElseThrow();
        test(grid).clickRow(grid.getListDataView().getItems().toList().indexOf(pattern));

        awaitUntil(() -> text().contains("1\u00a0line"));
        assertThat(page().parameter("q")).contains("service:quotes-api \"retrying insert\"");
        assertThat(page().parameter(LogViewSwitch.VIEW)).isEmpty();
    }

    @Test
    void the_table_has_a_column_for_what_the_lines_carry_and_opens_a_line_among_the_others() {
        open("logs", "view=table&q=service:quotes-api");

        awaitUntil(() -> $(Grid.class).all().stream().anyMatch(grid -> grid.hasClassName("kw-lines") && grid.getColumns().size() == 5));
        @SuppressWarnings("unchecked")
        Grid<LogRecord> grid = $(Grid.class).all().stream().filter(one -> one.hasClassName("kw-lines")).findFirst().orElseThrow();
        test(grid).clickRow(0);

        awaitUntil(() -> text().contains("The only line of its kind in this range."));
        assertThat(page().parameter(LogsView.AT)).contains(key("quote not saved"));
        assertThat(page().parameter("q")).contains("service:quotes-api");
    }

    private PageContext page() {
        return context.getBean(PageContext.class);
    }

    private String key(String body) {
        var day = new TimeRange(TestConsole.NOW.minusSeconds(3600), TestConsole.NOW);
        LogRecord record = store.reader().search(day, SearchQuery.ALL, null, 10).stream()
                .filter(found -> found.body().equals(body)).findFirst().orElseThrow();
        return RecordKey.of(record.position());
    }

    private String text() {
        return $(LogsView.class).first().getElement().getTextRecursively();
    }

    private static void open(String path, String parameters) {
        UI.getCurrent().navigate(path, QueryParameters.fromString(parameters));
    }

    private void awaitUntil(BooleanSupplier condition) {
        await().pollInSameThread().until(() -> {
            roundTrip();
            return condition.getAsBoolean();
        });
    }
}
