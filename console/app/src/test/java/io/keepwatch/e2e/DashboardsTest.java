package io.keepwatch.e2e;

import static io.keepwatch.e2e.RunningKeepwatch.ADMIN_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Download;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The shipped dashboards in a real browser, filled by the demo.
@WithDemo
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DashboardsTest {

    /// An exporter's round, a rate's two samples, and a slow machine.
    private static final Duration FILLED = Duration.ofMinutes(4);

    private final RunningKeepwatch keepwatch;
    private final Chromium chromium;
    private BrowserContext visitor;

    DashboardsTest(RunningKeepwatch keepwatch, Chromium chromium) {
        this.keepwatch = keepwatch;
        this.chromium = chromium;
    }

    @BeforeAll
    void signIn() {
        visitor = chromium.visitor(1920, 1080, ColorScheme.DARK);
        try (Page page = visitor.newPage()) {
            page.navigate(keepwatch.url("/dashboards"));
            Chromium.signIn(page, "admin", ADMIN_PASSWORD);
            page.getByText("Requests, errors and durations of each service").waitFor();
        }
    }

    @AfterAll
    void leave() {
        visitor.close();
    }

    /// A machine may have no disk or network that can be read; everything else is there within minutes.
    @ParameterizedTest
    @CsvSource({
        "application, ''",
        "infrastructure, 'read-and-written operations network file-systems fullest-file-system'",
        "postgresql, ''",
        "backups, ''",
        "keepwatch, ''",
    })
    void the_demo_fills_every_panel(String dashboard, String mayBeEmpty) {
        try (Page page = visitor.newPage()) {
            page.navigate(keepwatch.url("/dashboards/" + dashboard + "?from=now-15m"));
            page.waitForSelector("kw-panel .kw-card");
            await("panels without a value").atMost(FILLED).pollInterval(Duration.ofSeconds(2)).untilAsserted(() ->
                    assertThat(without(page, List.of(mayBeEmpty.split(" ")))).isEmpty());
            Chromium.screenshot(page, "dashboard-" + dashboard + "-large-dark");
        }
    }

    @Test
    void a_chosen_service_stands_in_the_address_and_comes_back_with_it() {
        try (Page page = visitor.newPage()) {
            page.navigate(keepwatch.url("/dashboards/application?from=now-15m"));
            page.locator("vaadin-multi-select-combo-box").locator("input").click();
            page.locator("vaadin-multi-select-combo-box-item").getByText("quotes-api").click();
            page.waitForURL("**var-service=quotes-api*");
            page.keyboard().press("Escape");
            page.reload();
            page.locator("[data-panel=requests-per-second] .kw-legend").getByText("quotes-api").waitFor();
            assertThat(page.locator("[data-panel=requests-per-second] .kw-legend").innerText()).doesNotContain("quotes-web");
        }
    }

    @Test
    void the_data_of_a_panel_can_be_taken_along() throws IOException {
        try (Page page = visitor.newPage()) {
            page.navigate(keepwatch.url("/dashboards/application?from=now-15m"));
            page.locator("[data-panel=requests-per-second] .kw-legend").getByText("quotes-api").waitFor();
            page.locator("[data-panel=requests-per-second] .kw-dash-menu vaadin-menu-bar-button:not([slot=overflow])").first().click();
            Download download = page.waitForDownload(() -> page.getByText("Download its data as CSV").first().click());
            assertThat(download.suggestedFilename()).isEqualTo("application-requests-per-second.csv");
            assertThat(Files.readString(download.path())).startsWith("time,").contains("quotes-api");
        }
    }

    @Test
    void a_panel_is_shown_alone_and_the_yaml_can_be_read() {
        try (Page page = visitor.newPage()) {
            page.navigate(keepwatch.url("/dashboards/application?from=now-15m&panel=duration"));
            page.locator("[data-panel=duration] canvas").first().waitFor();
            assertThat(page.locator("[data-panel=requests-per-second]").isVisible()).isFalse();
            page.keyboard().press("Escape");
            page.locator("[data-panel=requests-per-second]").waitFor();
            page.keyboard().press("c");
            page.getByText("title: Application").waitFor();
        }
    }

    /// Panels that have no answer yet; each is brought into sight, for others are not asked.
    @SuppressWarnings("unchecked")
    private static List<String> without(Page page, List<String> mayBeEmpty) {
        return (List<String>) page.evaluate("""
                async mayBeEmpty => { const empty = [];
                  for (const panel of document.querySelectorAll('kw-panel')) {
                    if (getComputedStyle(panel.closest('.kw-dash-section')).display === 'none') continue;
                    panel.scrollIntoView({ block: 'center' });
                    await new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)));
                    const waits = panel.querySelector('.kw-state, .kw-skeleton') || !panel.querySelector('.kw-card-body')?.childElementCount;
                    if (waits && !mayBeEmpty.includes(panel.dataset.panel)) empty.push(panel.dataset.panel + ': ' + panel.innerText);
                  }
                  return empty; }""", mayBeEmpty);
    }
}
