package io.keepwatch.ui.logs;

import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.page.PageContext;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// Switches columns of the lines off and on; what is off stands in the URL.
final class ColumnsMenu extends MenuBar {

    private static final List<String> COLUMNS = List.of("service", "attributes");

    private final PageContext page;

    /// @param onChange called with the columns that are off, at once and after each change
    ColumnsMenu(PageContext page, Consumer<Set<String>> onChange) {
        this.page = page;
        addThemeVariants(MenuBarVariant.SMALL);
        MenuItem columns = addItem("Columns");
        columns.addComponentAsFirst(KwIcon.TABLE.create());
        Set<String> hidden = hidden();
        for (String column : COLUMNS) {
            MenuItem item = columns.getSubMenu().addItem(column);
            item.setCheckable(true);
            item.setChecked(!hidden.contains(column));
            item.addClickListener(event -> {
                Set<String> without = hidden();
                if (item.isChecked()) {
                    without.remove(column);
                } else {
                    without.add(column);
                }
                page.note(LogsView.WITHOUT, String.join(",", without));
                onChange.accept(without);
            });
        }
        onChange.accept(hidden);
    }

    private Set<String> hidden() {
        return Stream.of(page.parameter(LogsView.WITHOUT, "").split(",")).filter(column -> !column.isEmpty())
                .collect(LinkedHashSet::new, Set::add, Set::addAll);
    }
}
