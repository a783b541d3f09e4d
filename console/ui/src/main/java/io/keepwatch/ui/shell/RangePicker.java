package io.keepwatch.ui.shell;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.popover.Popover;
import com.vaadin.flow.component.popover.PopoverPosition;
import com.vaadin.flow.component.radiobutton.RadioButtonGroup;
import com.vaadin.flow.component.textfield.TextField;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.TimeSelection;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// The time range of the page: a button that says it, a popover that changes it.
final class RangePicker extends Div {

    private static final Map<String, Duration> PRESETS = presets();

    private final PageContext page;
    private final Span label = new Span();
    private final Popover popover = new Popover();
    private final TextField from = new TextField("From");
    private final TextField to = new TextField("To");
    private final RadioButtonGroup<Boolean> zone = new RadioButtonGroup<>();

    RangePicker(PageContext page) {
        this.page = page;
        addClassName("kw-range");
        var content = new Span(KwIcon.CLOCK.create(), label, KwIcon.DOWN.create());
        content.addClassName("kw-row");
        var button = new Button(content);
        button.addClassNames("kw-top-button", "kw-range-button");
        button.setId("time-range");
        popover.setTarget(button);
        popover.setModal(true);
        popover.setAutofocus(true);
        popover.setPosition(PopoverPosition.BOTTOM_END);
        popover.setRole("dialog");
        popover.setAriaLabel("Time range");
        var panel = new Div(presetButtons(), fields());
        panel.addClassName("kw-range-panel");
        popover.add(panel);
        popover.addOpenedChangeListener(event -> fill());
        add(button, popover);
        page.onChange(this, change -> show());
        addAttachListener(event -> show());
    }

    private void show() {
        var times = new TimeFormat(page.zone());
        boolean recent = page.range().to().isAfter(page.now().minus(Duration.ofHours(18)));
        label.setText(page.selection().relative() || recent ? times.range(page.range()) : times.rangeWithDays(page.range()));
    }

    private Div presetButtons() {
        var list = new Div();
        list.addClassName("kw-range-presets");
        PRESETS.forEach((name, length) -> {
            var preset = new Button(name, event -> choose(TimeSelection.last(length)));
            preset.addThemeNames("tertiary", "small");
            list.add(preset);
        });
        return list;
    }

    private Div fields() {
        from.setHelperText("2026-11-20 02:24, ISO or now-6h");
        zone.setLabel("Times in");
        zone.setItems(true, false);
        zone.setItemLabelGenerator(utc -> utc ? "UTC" : "this browser's zone");
        zone.setValue(page.utc());
        zone.addValueChangeListener(event -> {
            page.showZone(event.getValue());
            fill();
        });
        var apply = new Button("Show this range", event -> apply());
        apply.addThemeName("primary");
        var column = new Div(from, to, zone, apply);
        column.addClassName("kw-range-fields");
        return column;
    }

    private void fill() {
        var times = new TimeFormat(page.zone());
        var selection = page.selection();
        from.setValue(selection.relative() ? selection.from().text() : times.field(page.range().from()));
        to.setValue(selection.relative() ? selection.to().text() : times.field(page.range().to()));
        from.setInvalid(false);
    }

    private void apply() {
        var chosen = TimeSelection.parse(from.getValue(), to.getValue(), page.now(), page.zone());
        chosen.ifPresentOrElse(this::choose, () -> {
            from.setInvalid(true);
            from.setErrorMessage("Not a range of 1 s to 400 d. Write 2026-11-20 02:24, ISO or now-6h.");
        });
    }

    private void choose(TimeSelection selection) {
        popover.close();
        page.select(selection);
    }

    private static Map<String, Duration> presets() {
        var presets = new LinkedHashMap<String, Duration>();
        presets.put("Last 5 min", Duration.ofMinutes(5));
        presets.put("Last 15 min", Duration.ofMinutes(15));
        presets.put("Last hour", Duration.ofHours(1));
        presets.put("Last 3 h", Duration.ofHours(3));
        presets.put("Last 6 h", Duration.ofHours(6));
        presets.put("Last 24 h", Duration.ofDays(1));
        presets.put("Last 2 d", Duration.ofDays(2));
        presets.put("Last 7 d", Duration.ofDays(7));
        presets.put("Last 30 d", Duration.ofDays(30));
        return presets;
    }
}
