package io.keepwatch.e2e;

import static io.keepwatch.e2e.RunningKeepwatch.ADMIN_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/// PromQL in the console, from a link to an answer, with the keyboard.
@WithDemo
class PromQlPageTest {

    private static final String CALLS = "traces_spanmetrics_calls_total";

    private final RunningKeepwatch keepwatch;
    private final Chromium chromium;

    PromQlPageTest(RunningKeepwatch keepwatch, Chromium chromium) {
        this.keepwatch = keepwatch;
        this.chromium = chromium;
    }

    @Test
    void queries_are_completed_run_marked_and_explained() {
        await("spans").atMost(Duration.ofSeconds(120)).until(() -> keepwatch.get("/api/v1/query?query=count(" + CALLS + ")").body().contains("\"value\""));
        try (BrowserContext visitor = chromium.visitor(1440, 900, ColorScheme.LIGHT); Page page = visitor.newPage()) {
            page.navigate(keepwatch.url("/promql?from=now-15m&a=sum%20by%20(service)%20(rate(" + CALLS + "%5B2m%5D))&b=count(" + CALLS + ")"));
            Chromium.signIn(page, "admin", ADMIN_PASSWORD);
            page.getByText("Calculated in Keepwatch, with the parts below").first().waitFor();
            assertThat(page.locator(".kw-promql-explain").innerText()).contains("rate(" + CALLS + "[2m])");
            Chromium.screenshot(page, "promql-two-queries-light");

            page.getByText("the sum for each service of the increase per second over 2m of " + CALLS).waitFor();
            Locator editor = editor(page, "A");
            editor.fill("sum(");
            editor.press("Control+Enter");
            page.getByText("unclosed left parenthesis").first().waitFor();
            assertThat(editor.getAttribute("aria-invalid")).isEqualTo("true");

            editor.fill("traces_spanmetrics_cal");
            page.getByRole(AriaRole.OPTION, new Page.GetByRoleOptions().setName(CALLS)).waitFor();
            Chromium.screenshot(page, "promql-completion-light");
            editor.press("ArrowDown");
            editor.press("Enter");
            assertThat(editor.inputValue()).isEqualTo(CALLS);
            editor.press("Shift+Enter");
            page.waitForURL("**a=" + CALLS + "*");

            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Table").setExact(true)).first().click();
            page.waitForURL("**as=table*");
            // the grid also keeps rows that it does not show
            page.getByText(CALLS + "{").filter(new Locator.FilterOptions().setVisible(true)).first().waitFor();
            editor.press("Alt+ArrowUp");
            assertThat(editor.inputValue()).as("recalled from this browser").isNotEqualTo(CALLS);
        }
    }

    @Test
    void what_is_typed_stays_until_it_runs() {
        try (BrowserContext visitor = chromium.visitor(1440, 900, ColorScheme.LIGHT); Page page = visitor.newPage()) {
            page.navigate(keepwatch.url("/promql?from=now-15m&a=vector(1)"));
            Chromium.signIn(page, "admin", ADMIN_PASSWORD);
            Locator editor = editor(page, "A");
            page.getByText("step ").first().waitFor();
            editor.fill("vector(2) +");
            page.getByText("Not complete: unexpected end of input").waitFor();
            assertThat(editor.getAttribute("aria-invalid")).as("still being typed").isEqualTo("false");
            editor.press("Escape");
            page.keyboard().type(" 40");
            assertThat(editor.inputValue()).as("Escape without a list keeps the focus").isEqualTo("vector(2) + 40");
            page.getByText("A changed and not run yet").waitFor();

            editor.press("Escape");
            editor.press("Escape");
            assertThat(page.evaluate("document.activeElement.localName")).as("a second one gives it away").isNotEqualTo("kw-promql-editor");
            page.keyboard().press("[");
            page.waitForURL(url -> !url.contains("from=now-15m"));
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Query").setExact(true)).click();
            Locator second = editor(page, "B");
            second.fill("vector(");
            assertThat(editor.inputValue()).as("another time, another query").isEqualTo("vector(2) + 40");

            page.keyboard().press("Control+Enter");
            page.waitForURL("**a=vector(2)*40*");
            page.getByText("unclosed left parenthesis").first().waitFor();
            assertThat(second.getAttribute("aria-invalid")).as("it ran").isEqualTo("true");
            second.press("Control+z");
            assertThat(second.inputValue()).isNotEqualTo("vector(");
        }
    }

    private static Locator editor(Page page, String letter) {
        return page.getByRole(AriaRole.COMBOBOX, new Page.GetByRoleOptions().setName("Query " + letter));
    }
}
