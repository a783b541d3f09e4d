package io.keepwatch.ui.restores;

import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.keepwatch.backup.RestoreRequest.Mode;
import io.keepwatch.ui.page.PageContext;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/// Where the data goes: over the running database or beside it, on which server, under which name.
final class TargetChoice extends Div {

    private static final String OWN = "";

    private final PageContext page;
    private final Map<Mode, NativeButton> modes = new EnumMap<>(Mode.class);
    private final Select<String> server = new Select<>();
    private final TextField database = new TextField("Database");

    TargetChoice(PageContext page) {
        this.page = page;
        addClassName("kw-filters");
        var seg = new Div();
        seg.addClassNames("kw-seg", "kw-seg-large");
        seg.getElement().setAttribute("role", "group").setAttribute("aria-label", "How");
        mode(seg, Mode.SWAP, "Replace the running database");
        mode(seg, Mode.CLONE, "Make a clone beside it");
        server.setLabel("Server");
        server.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                page.set(Choice.SERVER, event.getValue());
            }
        });
        server.setItemLabelGenerator(name -> name == null || name.isEmpty() ? "the plan's own" : name);
        database.setValueChangeMode(ValueChangeMode.ON_CHANGE);
        database.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                page.set(Choice.DATABASE, event.getValue().strip());
            }
        });
        add(seg, server, database);
    }

    private void mode(Div seg, Mode mode, String words) {
        var button = new NativeButton(words, event -> {
            var change = new LinkedHashMap<String, String>();
            change.put(Choice.MODE, mode == Mode.SWAP ? "" : "clone");
            change.put(Choice.DATABASE, ""); // the proposal of the other mode
            page.set(change);
        });
        modes.put(mode, button);
        seg.add(button);
    }

    void show(Choice choice, List<String> servers) {
        modes.forEach((mode, button) -> button.getElement().setAttribute("aria-pressed", String.valueOf(mode == choice.mode())));
        server.setItems(Stream.concat(Stream.of(OWN), servers.stream()).toList());
        server.setValue(choice.server() == null ? OWN : choice.server());
        server.setVisible(!servers.isEmpty());
        database.setValue(choice.database());
    }
}
