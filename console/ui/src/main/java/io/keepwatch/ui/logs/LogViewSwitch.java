package io.keepwatch.ui.logs;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import io.keepwatch.ui.page.PageContext;
import java.util.Arrays;
import java.util.Locale;

/// Lines, patterns or table: three ways to look at the same search.
final class LogViewSwitch extends Div {

    /// the parameter of the URL
    static final String VIEW = "view";

    enum LogsAs {
        LINES("Lines"), PATTERNS("Patterns"), TABLE("Table");

        private final String title;

        LogsAs(String title) {
            this.title = title;
        }

        static LogsAs of(PageContext page) {
            String wanted = page.parameter(VIEW, "");
            return Arrays.stream(values()).filter(view -> view.word().equals(wanted)).findFirst().orElse(LINES);
        }

        private String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    LogViewSwitch(PageContext page, LogsAs mine) {
        addClassName("kw-seg");
        getElement().setAttribute("role", "group").setAttribute("aria-label", "How the lines are shown");
        for (LogsAs view : LogsAs.values()) {
            var button = new NativeButton(view.title, event -> page.set(VIEW, view == LogsAs.LINES ? null : view.word()));
            button.getElement().setAttribute("aria-pressed", String.valueOf(view == mine));
            add(button);
        }
    }
}
