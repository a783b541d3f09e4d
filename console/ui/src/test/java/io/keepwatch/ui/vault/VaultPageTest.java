package io.keepwatch.ui.vault;

import static org.awaitility.Awaitility.await;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.flow.component.HasElement;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.router.QueryParameters;
import io.keepwatch.access.Role;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BooleanSupplier;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.ContextConfiguration;

/// What the tests of the pages that protect have in common.
@ContextConfiguration(classes = VaultConsole.class)
@DirtiesContext(classMode = DirtiesContext.ClassMode.AFTER_EACH_TEST_METHOD)
public abstract class VaultPageTest extends SpringBrowserlessTest {

    @Autowired
    protected VaultInMemory vault;
    @Autowired
    protected AtomicReference<Role> role;

    protected static void open(String path, String parameters) {
        UI.getCurrent().navigate(path, QueryParameters.fromString(parameters));
    }

    protected String text() {
        return ((HasElement) $(Main.class).first()).getElement().getTextRecursively();
    }

    protected Button button(String words) {
        return $(Button.class).withText(words).single();
    }

    protected void click(String words) {
        test(button(words)).click();
    }

    protected void awaitText(String words) {
        await(words).atMost(Duration.ofSeconds(30)).pollInSameThread().until(() -> {
            roundTrip();
            return text().contains(words);
        });
    }

    protected void awaitUntil(BooleanSupplier condition) {
        await().atMost(Duration.ofSeconds(30)).pollInSameThread().until(() -> {
            roundTrip();
            text(); // a look at the page runs what waits for the session
            return condition.getAsBoolean();
        });
    }
}
