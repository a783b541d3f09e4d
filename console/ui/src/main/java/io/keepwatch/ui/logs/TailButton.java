package io.keepwatch.ui.logs;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.page.PageContext;

/// Whether new lines are fetched as they arrive; stands in the URL.
final class TailButton extends Button {

    private final PageContext page;

    TailButton(PageContext page) {
        this.page = page;
        addThemeVariants(ButtonVariant.SMALL);
        addClickListener(event -> {
            page.note(LogsView.TAIL, tailing() ? "0" : null);
            show();
        });
    }

    boolean tailing() {
        return page.parameter(LogsView.TAIL).filter("0"::equals).isEmpty();
    }

    void show() {
        setVisible(page.selection().relative() && page.parameter(LogsView.CONTEXT).isEmpty());
        setText(tailing() ? "Pause tail" : "Resume tail");
        setIcon((tailing() ? KwIcon.PAUSE : KwIcon.PLAY).create());
    }
}
