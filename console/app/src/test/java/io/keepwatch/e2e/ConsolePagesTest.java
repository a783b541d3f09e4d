package io.keepwatch.e2e;

import static io.keepwatch.e2e.RunningKeepwatch.ADMIN_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.json.JsonMapper;

/// Opens every page in a real browser, in both colour schemes: no error in the browser's console, no serious finding of axe, no
/// horizontal scroll at 1440 px. The screenshots in `target/screenshots` are what people look at.
@WithDemo
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsolePagesTest {

    private static final Path AXE = Path.of("src/test/js/node_modules/axe-core/axe.min.js");

    private final RunningKeepwatch keepwatch;
    private final Chromium chromium;
    private final List<String> complaints = new ArrayList<>();
    private final BrowserContext visitor;
    private String trace = "";
    private String point = "";

    ConsolePagesTest(RunningKeepwatch keepwatch, Chromium chromium) {
        this.keepwatch = keepwatch;
        this.chromium = chromium;
        this.visitor = chromium.visitor(1440, 900, ColorScheme.LIGHT);
    }

    @BeforeAll
    void signIn() {
        await("a whole trace").atMost(Duration.ofMinutes(1)).until(() -> {
            trace = keepwatch.sql("SELECT TraceId FROM otel_traces GROUP BY TraceId HAVING uniqExact(ServiceName) > 1"
                    + " ORDER BY count() DESC LIMIT 1 FORMAT TSV").strip();
            return !trace.isEmpty();
        });
        await("a recovery point").atMost(Duration.ofMinutes(2)).until(() -> {
            point = JsonMapper.shared().readTree(keepwatch.get("/api/backup/backups?plan=quotes").body()).path(0).path("id").asString("");
            return !point.isEmpty();
        });
        visitor.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                complaints.add(message.text());
            }
        });
        visitor.onWebError(error -> complaints.add(error.error()));
        try (Page page = visitor.newPage()) {
            page.navigate(keepwatch.url("/login"));
            inEachScheme(page, scheme -> Chromium.screenshot(page, "login-" + scheme));
            Chromium.signIn(page, "admin", ADMIN_PASSWORD);
        }
    }

    @AfterAll
    void leave() {
        visitor.close();
    }

    @ParameterizedTest
    @CsvSource({
        "overview, /",
        "services, /services",
        "service, /services/quotes-api",
        "map, /map",
        "traces, /traces",
        "trace, /traces/{trace}",
        "logs, /logs",
        "metrics, /metrics",
        "dashboards, /dashboards",
        "dashboard-import, /dashboards?import=1",
        "dashboard-application, /dashboards/application",
        "dashboard-infrastructure, /dashboards/infrastructure",
        "dashboard-postgresql, /dashboards/postgresql",
        "dashboard-backups, /dashboards/backups",
        "dashboard-keepwatch, /dashboards/keepwatch",
        "dashboard-yaml, /dashboards/application?yaml=1",
        "promql, /promql?a=sum%20by%20(service)%20(rate(traces_spanmetrics_calls_total%5B2m%5D))",
        "alerts, /alerts",
        "rules, /alerts/rules",
        "rule, /alerts/rules/services/ServiceErrorShareHigh",
        "rule-draft, /alerts/draft?expr=sum%20by%20(service)%20(rate(traces_spanmetrics_calls_total%5B2m%5D))%20%3E%205",
        "silence-new, /alerts/silences?new=1&matchers=%7Bseverity%3D%22critical%22%7D",
        "receivers, /alerts/receivers",
        "routes, /alerts/routes?labels=severity%3Dcritical",
        "deliveries, /alerts/deliveries",
        "backups, /backups",
        "points, /points",
        "point, /points/{point}",
        "restores, /restores",
        "restore-new, /restores/new?point={point}",
        "status, /settings/self",
        "audit, /settings/audit",
        "access, /settings/access",
        "password, /settings/password",
        "not-found, /no/such/page",
    })
    void every_page_is_usable(String name, String pattern) {
        String path = pattern.replace("{trace}", trace).replace("{point}", point);
        complaints.clear();
        try (Page page = visitor.newPage()) {
            page.navigate(keepwatch.url(path));
            page.waitForSelector("h1");
            awaitData(page);
            assertThat(page.locator("h1").count()).as("headings of the first level on %s", path).isEqualTo(1);
            assertThat((Boolean) page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
                    .as("%s fits into 1440 px", path).isTrue();
            inEachScheme(page, scheme -> {
                Chromium.screenshot(page, name + "-" + scheme);
                assertThat(seriousFindings(page)).as("serious findings of axe on %s, %s", path, scheme).isEmpty();
            });
            assertThat(complaints).as("errors in the browser's console on %s", path).isEmpty();
        }
    }

    /// Light, and then dark as when night falls: the open page changes.
    private static void inEachScheme(Page page, Consumer<String> look) {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            page.emulateMedia(new Page.EmulateMediaOptions().setColorScheme(scheme));
            look.accept(scheme.name().toLowerCase(Locale.ROOT));
        }
    }

    @Test
    void a_link_opened_signed_out_leads_to_the_same_place_after_the_sign_in() {
        try (BrowserContext visitor = chromium.visitor(1440, 900, ColorScheme.LIGHT); Page page = visitor.newPage()) {
            page.navigate(keepwatch.url("/logs?from=now-15m&q=service:quotes-api"));
            Chromium.signIn(page, "admin", ADMIN_PASSWORD);
            page.waitForURL("**/logs?from=now-15m&q=service:quotes-api");
        }
    }

    @Test
    void a_viewer_sees_no_administration() {
        keepwatch.post("/api/access/users", "{\"name\": \"looks-only\", \"password\": \"" + ADMIN_PASSWORD + "\", \"role\": \"viewer\"}");
        try (BrowserContext visitor = chromium.visitor(1440, 900, ColorScheme.LIGHT); Page page = visitor.newPage()) {
            page.navigate(keepwatch.url("/"));
            Chromium.signIn(page, "looks-only", ADMIN_PASSWORD);
            awaitData(page);
            assertThat(page.locator("vaadin-side-nav-item").allInnerTexts().toString()).contains("Traces").doesNotContain("Access", "Audit");
            page.navigate(keepwatch.url("/settings/access"));
            page.getByText("Your role does not open this page").waitFor();
            Chromium.screenshot(page, "forbidden-light");
        }
    }

    /// Enter presses the button that has the focus; only elsewhere it is a key of the page.
    @Test
    void a_receiver_is_tested_and_a_silence_made_ended_and_had_again_with_the_keyboard() {
        try (Page page = visitor.newPage()) {
            page.navigate(keepwatch.url("/alerts/receivers"));
            page.getByLabel("Send a test alert to demo-inbox").press("Enter");
            page.getByText("Test: ").and(page.getByText(", sent")).waitFor(new Locator.WaitForOptions().setTimeout(60_000));

            page.navigate(keepwatch.url("/alerts/silences"));
            page.getByText("New silence").first().waitFor();
            page.keyboard().press("n");
            page.getByLabel("Mutes alerts with").fill("{alertname=\"NeverFires\"}");
            page.getByLabel("Why").fill("tried with the keyboard");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("4 h").setExact(true)).press("Enter");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Create the silence")).press("Enter");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Expire it now")).press("Enter");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Undo")).press("Enter");
            page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Expire it now")).press("Enter");
            page.getByText("Silence again").waitFor();
        }
    }

    @Test
    void twenty_rows_fit_on_a_large_screen() {
        try (BrowserContext visitor = chromium.visitor(1920, 1080, ColorScheme.DARK); Page page = visitor.newPage()) {
            page.navigate(keepwatch.url("/backups"));
            Chromium.signIn(page, "admin", ADMIN_PASSWORD);
            putAway(page, "The plan quotes has a warning");
            page.navigate(keepwatch.url("/traces"));
            page.locator("main vaadin-grid").first().waitFor();
            awaitData(page);
            page.waitForFunction("""
                    () => { const grid = document.querySelector('vaadin-grid').getBoundingClientRect();
                      const rows = [...document.querySelector('vaadin-grid').shadowRoot.querySelectorAll('#items tr:not([hidden])')]
                        .map(row => row.getBoundingClientRect()).filter(r => r.height > 0 && r.top >= grid.top && r.bottom <= grid.bottom + 1);
                      return rows.length >= 20; }""");
            Chromium.screenshot(page, "traces-large-dark");
        }
    }

    /// The browser's own arithmetic, asked where it runs.
    @Test
    void the_value_axis_starts_at_nought_but_shows_what_is_below() {
        try (Page page = visitor.newPage()) {
            page.navigate(keepwatch.url("/metrics"));
            assertThat(page.evaluate("""
                    async () => { const { clockTick, extent, splits, tick } = await import('./kw/kw-chart-axis.js');
                      const axis = (min, max) => { const [low, high] = extent(min, max, length => tick(length, 3.6, false), 1);
                        return splits(low, high, tick(high - low, 3.6, false)).join(' '); };
                      return [axis(40, 70), axis(-8, 20), axis(-30, -10), axis(0, 0), String(clockTick(190, 3.6)), String(clockTick(7, 3.6))]; }"""))
                    .isEqualTo(List.of("0 25 50 75", "-10 0 10 20", "-30 -20 -10 0", "0 0.5 1", "60", "2"));
        }
    }

    /// The demo keeps backups on the disk of its database, which stands above the pages of protection.
    private static void putAway(Page page, String notice) {
        page.getByLabel("Put away until the next sign-in: " + notice).click(new Locator.ClickOptions().setTimeout(90_000));
        page.getByText(notice).waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.HIDDEN));
    }

    /// Nothing is being read any more: no skeleton, and nothing dimmed.
    private static void awaitData(Page page) {
        page.waitForFunction("() => document.querySelectorAll('.kw-skeleton, [aria-busy=true]').length === 0");
    }

    private static List<String> seriousFindings(Page page) {
        page.addScriptTag(new Page.AddScriptTagOptions().setPath(AXE));
        @SuppressWarnings("unchecked")
        var findings = (List<String>) page.evaluate("""
                async () => (await axe.run({ exclude: [
                      // the scrolled box inside Vaadin's own tabs has a tabindex, which axe takes for a child that is no tab
                      ['vaadin-tabs']] })).violations
                    .filter(v => ['serious', 'critical'].includes(v.impact))
                    .map(v => `${v.id}: ${v.help}: ` + v.nodes.slice(0, 3).map(n => `${n.html.slice(0, 200)} ${n.failureSummary}`).join(' | '))""");
        return findings;
    }
}
