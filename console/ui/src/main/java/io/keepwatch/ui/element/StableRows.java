package io.keepwatch.ui.element;

import com.vaadin.flow.data.provider.ListDataProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// The rows of a grid that is shown again and again: a row that is still there keeps its place under the pointer and the focus.
public final class StableRows<T> extends ListDataProvider<T> {

    private final List<T> rows;
    private final Function<T, Object> id;

    public StableRows(Function<T, Object> id) {
        this(new ArrayList<>(), id);
    }

    private StableRows(List<T> rows, Function<T, Object> id) {
        super(rows);
        this.rows = rows;
        this.id = id;
    }

    public void show(List<T> now) {
        if (!rows.equals(now)) {
            rows.clear();
            rows.addAll(now);
        }
        refreshAll(); // ages change though rows do not
    }

    public Optional<T> find(Object wanted) {
        return rows.stream().filter(row -> id.apply(row).equals(wanted)).findFirst();
    }

    @Override
    public Object getId(T row) {
        return id.apply(row);
    }
}
