package io.keepwatch.ui.logs;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.telemetry.logs.LogRecord;
import io.keepwatch.ui.element.CopyButton;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.search.FieldList;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.function.Consumer;

/// One record, opened between the lines: all its fields, and the ways on from here.
final class RecordDetail extends Div {

    private static final String STACK = "exception.stacktrace";

    private final PageContext page;
    private final LogRecord record;
    private final Span occurrences = new Span();

    RecordDetail(PageContext page, LogRecord record, Consumer<FieldTerm> onTerm) {
        this.page = page;
        this.record = record;
        addClassName("kw-record");
        var left = new Div(fields(onTerm));
        left.addClassName("kw-record-fields");
        if (isLong(record.body())) {
            left.addComponentAsFirst(new Pre(record.body()));
        }
        String stack = record.attributes().getOrDefault(STACK, "");
        if (!stack.isEmpty()) {
            left.add(new Pre(stack));
        }
        add(left, ways());
    }

    private FieldList fields(Consumer<FieldTerm> onTerm) {
        var fields = new FieldList(onTerm);
        fields.fact("time", new TimeFormat(page.zone()).full(record.time()));
        if (!record.severityText().isEmpty()) {
            fields.fact("severity", record.severityText() + " (" + record.severityNumber() + ")");
        }
        fields.field("service", record.service());
        if (!record.traceId().isEmpty()) {
            fields.fact("trace", new Anchor(traceLink(), record.traceId()));
        }
        if (!record.eventName().isEmpty()) {
            fields.fact("event", record.eventName());
        }
        record.attributes().forEach((key, value) -> {
            if (!key.equals(STACK)) {
                fields.field(key, value);
            }
        });
        record.resource().forEach((key, value) -> {
            if (!key.equals("service.name")) {
                fields.field(key, value);
            }
        });
        if (!record.scopeName().isEmpty()) {
            fields.fact("scope", record.scopeName());
        }
        return fields;
    }

    private Component ways() {
        var buttons = new Div();
        buttons.addClassName("kw-row");
        if (!record.traceId().isEmpty()) {
            buttons.add(button("Trace", KwIcon.TRACES, () -> page.open(traceLink())));
        }
        buttons.add(button("Around ±5 s", KwIcon.CLOCK, () -> page.open(aroundLink(page, record))));
        buttons.add(button("Context", KwIcon.LOGS, () -> page.set(LogsView.CONTEXT, RecordKey.of(record.position()))));
        buttons.add(new CopyButton(record.body(), "message"));
        occurrences.addClassName("kw-t3");
        var ways = new Div(buttons, occurrences);
        ways.addClassName("kw-record-ways");
        return ways;
    }

    private static Button button(String text, KwIcon icon, Runnable action) {
        var button = new Button(text, icon.create(), event -> action.run());
        button.addThemeVariants(ButtonVariant.SMALL);
        return button;
    }

    void show(LogStore.Occurrences found) {
        occurrences.setText(found.count() == 1
                ? "The only line of its kind in this range."
                : "First seen " + new TimeFormat(page.zone()).seconds(found.first()) + " in this range, "
                        + Format.count(found.count(), "line") + " since.");
    }

    private String traceLink() {
        return traceLink(page, record);
    }

    static String traceLink(PageContext page, LogRecord record) {
        return page.link("traces/" + record.traceId(), Map.of("span", record.spanId()));
    }

    /// Everything that was said within five seconds of the record, by whomever.
    static String aroundLink(PageContext page, LogRecord record) {
        Instant second = record.time().truncatedTo(ChronoUnit.MILLIS);
        return "logs?from=" + second.minusSeconds(5) + "&to=" + second.plusSeconds(5) + "&at=" + RecordKey.of(record.position());
    }

    private static boolean isLong(String body) {
        return body.length() > 120 || body.contains("\n");
    }
}
