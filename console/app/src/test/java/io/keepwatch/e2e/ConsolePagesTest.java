package io.keepwatch.e2e;

import static io.keepwatch.e2e.RunningKeepwatch.ADMIN_PASSWORD;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Opens every page in a real browser, in both colour schemes: no error in the browser's console, no serious finding of axe, no
/// horizontal scroll at 1440 px. The screenshots in `target/screenshots` are what people look at.
@ExtendWith(KeepwatchWithDemo.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ConsolePagesTest {

    private static final Path AXE = Path.of("src/test/js/node_modules/axe-core/axe.min.js");

    private final RunningKeepwatch keepwatch;
    private final Chromium chromium;
    private final List<String> complaints = new ArrayList<>();
    private final Map<ColorScheme, BrowserContext> visitors = new java.util.EnumMap<>(ColorScheme.class);

    ConsolePagesTest(RunningKeepwatch keepwatch, Chromium chromium) {
        this.keepwatch = keepwatch;
        this.chromium = chromium;
    }

    @BeforeAll
    void signIn() {
        for (ColorScheme scheme : List.of(ColorScheme.LIGHT, ColorScheme.DARK)) {
            BrowserContext visitor = chromium.visitor(1440, 900, scheme);
            visitor.onConsoleMessage(message -> {
                if (message.type().equals("error")) {
                    complaints.add(message.text());
                }
            });
            visitor.onWebError(error -> complaints.add(error.error()));
            Page page = visitor.newPage();
            page.navigate(keepwatch.url("/login"));
            Chromium.screenshot(page, "login-" + name(scheme));
            Chromium.signIn(page, "admin", ADMIN_PASSWORD);
            page.close();
            visitors.put(scheme, visitor);
        }
    }

    @AfterAll
    void leave() {
        visitors.values().forEach(BrowserContext::close);
    }

    @ParameterizedTest
    @CsvSource({
        "overview, /",
        "services, /services",
        "service, /services/quotes-api",
        "map, /map",
    })
    void every_page_is_usable(String name, String path) {
        for (ColorScheme scheme : visitors.keySet()) {
            complaints.clear();
            try (Page page = visitors.get(scheme).newPage()) {
                page.navigate(keepwatch.url(path));
                page.waitForSelector("h1");
                awaitData(page);
                Chromium.screenshot(page, name + "-" + name(scheme));

                assertThat(complaints).as("errors in the browser's console on %s", path).isEmpty();
                assertThat(page.locator("h1").count()).as("headings of the first level on %s", path).isEqualTo(1);
                assertThat((Boolean) page.evaluate("() => document.documentElement.scrollWidth <= innerWidth"))
                        .as("%s fits into 1440 px", path).isTrue();
                assertThat(seriousFindings(page)).as("serious findings of axe on %s, %s", path, scheme).isEmpty();
            }
        }
    }

    /// Nothing is being read any more: no skeleton, and nothing dimmed.
    private static void awaitData(Page page) {
        page.waitForFunction("() => document.querySelectorAll('.kw-skeleton, [aria-busy=true]').length === 0");
    }

    private static List<String> seriousFindings(Page page) {
        page.addScriptTag(new Page.AddScriptTagOptions().setPath(AXE));
        @SuppressWarnings("unchecked")
        var findings = (List<String>) page.evaluate("""
                async () => (await axe.run()).violations
                    .filter(v => ['serious', 'critical'].includes(v.impact))
                    .map(v => `${v.id}: ${v.help}: ${v.nodes.slice(0, 3).map(n => n.html.slice(0, 200)).join(' | ')}`)""");
        return findings;
    }

    private static String name(ColorScheme scheme) {
        return scheme.name().toLowerCase(java.util.Locale.ROOT);
    }
}
