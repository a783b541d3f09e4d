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
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the README walks through: rows are lost, a restore in the console brings them back, its undo takes that back.
@WithDemo
class RestoreFromConsoleTest {

    private static final double PATIENCE = 120_000;

    private final RunningKeepwatch keepwatch;
    private final Chromium chromium;

    RestoreFromConsoleTest(RunningKeepwatch keepwatch, Chromium chromium) {
        this.keepwatch = keepwatch;
        this.chromium = chromium;
    }

    @AfterEach
    void mend() {
        keepwatch.post("/api/demo/repair", "");
    }

    @Test
    void rows_that_were_deleted_come_back_by_a_restore_from_the_console() {
        String point = goodPoint();
        assertThat(keepwatch.post("/api/demo/break/delete-rows", "").statusCode()).isEqualTo(200);
        assertThat(missingRows()).isPositive();

        try (BrowserContext visitor = chromium.visitor(1440, 900, ColorScheme.LIGHT); Page page = visitor.newPage()) {
            page.navigate(keepwatch.url("/points/" + point));
            Chromium.signIn(page, "admin", ADMIN_PASSWORD);
            page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("Restore to ").setExact(false)).last().click();
            accept(page);
            Chromium.screenshot(page, "restore-preflight-light");
            confirm(page);
            page.waitForURL("**/restores/*from=*");
            Chromium.screenshot(page, "restore-running-light");
            page.getByText("Restored. Production runs on the data of").waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE));
            Chromium.screenshot(page, "restore-done-light");

            await("the rows").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(missingRows()).isZero());

            page.getByText("Undo, swap back").click();
            page.getByText("Undo the restore").click();
            page.getByText("Undone. Production runs on the old database again.").waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE));
            Chromium.screenshot(page, "restore-undone-light");
        }
        await("the damage is back").atMost(Duration.ofSeconds(60)).untilAsserted(() -> assertThat(missingRows()).isPositive());
    }

    /// The pre-flight is over, and what is amber has been read.
    private static void accept(Page page) {
        page.locator(".kw-plan-steps li").first().waitFor(new Locator.WaitForOptions().setTimeout(PATIENCE));
        for (Locator tick : page.locator(".kw-preflight vaadin-checkbox input").all()) {
            tick.check();
        }
    }

    private static void confirm(Page page) {
        page.getByLabel("The name of the database").fill("quotes");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start restore")).click();
    }

    private String goodPoint() {
        return await("a backup of the demo").atMost(Duration.ofMinutes(5)).until(() -> {
            for (JsonNode backup : JsonMapper.shared().readTree(keepwatch.get("/api/backup/backups?plan=quotes").body())) {
                if (backup.path("verification").path("level").asString("").equals("READABLE")) {
                    return backup.path("id").asString();
                }
            }
            return "";
        }, id -> !id.isEmpty());
    }

    private long missingRows() {
        return JsonMapper.shared().readTree(keepwatch.get("/api/demo").body()).path("missingRows").asLong();
    }
}
