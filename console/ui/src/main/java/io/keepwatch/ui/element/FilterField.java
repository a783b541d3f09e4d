package io.keepwatch.ui.element;

import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.keepwatch.ui.page.PageContext;
import java.util.List;
import java.util.Locale;

/// Words by which a page narrows what it lists; they stand in the URL.
public final class FilterField extends TextField {

    private static final String PARAMETER = "q";

    private final PageContext page;

    /// @param hint    what the words are looked for in: "Name, group, expression"
    /// @param label   its accessible name
    /// @param changed shows the rows that are left
    public FilterField(PageContext page, String hint, String label, Runnable changed) {
        this.page = page;
        setPlaceholder(hint);
        setAriaLabel(label);
        setPrefixComponent(KwIcon.FILTER.create());
        setClearButtonVisible(true);
        setValueChangeMode(ValueChangeMode.LAZY);
        addValueChangeListener(event -> {
            if (event.isFromClient()) {
                page.note(PARAMETER, event.getValue());
                changed.run();
            }
        });
    }

    /// Shows what stands in the URL.
    public void read() {
        setValue(page.parameter(PARAMETER, ""));
    }

    /// Lets all through again.
    public void reset() {
        page.note(PARAMETER, null);
        setValue("");
    }

    public boolean narrows() {
        return !page.parameter(PARAMETER, "").isBlank();
    }

    /// Whether a text has all the words, in any case and order.
    public boolean takes(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        return List.of(page.parameter(PARAMETER, "").toLowerCase(Locale.ROOT).strip().split("\\s+")).stream().allMatch(lower::contains);
    }
}
