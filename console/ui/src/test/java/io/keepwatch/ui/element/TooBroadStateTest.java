package io.keepwatch.ui.element;

import static org.assertj.core.api.Assertions.assertThat;

import com.vaadin.browserless.SpringBrowserlessTest;
import com.vaadin.browserless.ViewPackages;
import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import io.keepwatch.ui.TestConsole;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.TimeSelection;
import io.keepwatch.ui.shell.MainLayout;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.ContextConfiguration;

@ViewPackages(classes = MainLayout.class)
@ContextConfiguration(classes = TestConsole.class)
class TooBroadStateTest extends SpringBrowserlessTest {

    @Autowired
    private ApplicationContext context;

    @Test
    void a_refused_question_says_what_to_narrow_and_offers_a_tenth_of_the_time() {
        var page = context.getBean(PageContext.class);
        var state = new TooBroadState(page, "Choose a shorter time range", () -> {});
        UI.getCurrent().add(state);

        assertThat(state.getElement().getTextRecursively()).contains("Too much to read at once", "Choose a shorter time range");
        test($(Button.class).withText("Only the last 6\u00a0min").single()).click();
        assertThat(page.selection()).isEqualTo(TimeSelection.last(Duration.ofMinutes(6)));
    }
}
