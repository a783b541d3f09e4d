package io.keepwatch.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Who has signed in, and is out again at the next request.
@WithDemo
class SessionsTest {

    private static final String PASSWORD = "the password of old";
    private static final String NEXT = "another password now";

    private final RunningKeepwatch keepwatch;
    private final Chromium chromium;

    SessionsTest(RunningKeepwatch keepwatch, Chromium chromium) {
        this.keepwatch = keepwatch;
        this.chromium = chromium;
    }

    @Test
    void who_changes_their_password_stays_and_their_other_sessions_end() {
        create("changes");
        try (BrowserContext here = chromium.visitor(1440, 900, ColorScheme.LIGHT); BrowserContext there = chromium.visitor(1440, 900, ColorScheme.LIGHT);
                Page stays = signIn(here, "changes"); Page ends = signIn(there, "changes")) {
            stays.navigate(keepwatch.url("/settings/password"));
            List<String> typed = List.of(PASSWORD, NEXT, NEXT);
            for (int i = 0; i < typed.size(); i++) {
                stays.locator("vaadin-password-field input").nth(i).fill(typed.get(i));
            }
            stays.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Change the password")).click();
            stays.getByText("Your password is changed.").waitFor();

            assertThat(opens(ends)).endsWith("/login");
            assertThat(opens(stays)).endsWith("/services");
        }
    }

    @ParameterizedTest
    @CsvSource({"password, loses-a-password", "disable, loses-access", "role, loses-a-role"})
    void what_an_administrator_takes_ends_the_sessions(String what, String user) {
        create(user);
        try (BrowserContext visitor = chromium.visitor(1440, 900, ColorScheme.LIGHT); Page page = signIn(visitor, user)) {
            assertThat(opens(page)).endsWith("/services");
            keepwatch.post("/api/access/users/" + user + "/" + what, "{\"password\": \"" + NEXT + "\", \"role\": \"operator\"}");
            assertThat(opens(page)).endsWith("/login");
        }
    }

    private void create(String user) {
        var created = keepwatch.post("/api/access/users",
                "{\"name\": \"%s\", \"password\": \"%s\", \"role\": \"viewer\"}".formatted(user, PASSWORD));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
    }

    private Page signIn(BrowserContext visitor, String user) {
        Page page = visitor.newPage();
        page.navigate(keepwatch.url("/"));
        Chromium.signIn(page, user, PASSWORD);
        return page;
    }

    /// Where a request for a page leads.
    private String opens(Page page) {
        page.navigate(keepwatch.url("/services"));
        return page.url();
    }
}
