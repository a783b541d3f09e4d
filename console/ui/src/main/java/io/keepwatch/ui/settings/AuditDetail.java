package io.keepwatch.ui.settings;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;
import io.keepwatch.audit.AuditRecord;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KeyValues;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.json.JsonMapper;

/// One record of the audit log, whole.
final class AuditDetail {

    private static final JsonMapper JSON = JsonMapper.builder().build();

    private final PageContext page;
    private final Div content = new Div();
    private final DataCard card;

    AuditDetail(PageContext page) {
        this.page = page;
        card = new DataCard(page, "Record").with(content);
        card.addClassNames("kw-settings-detail", "kw-fill");
        nothing();
    }

    DataCard card() {
        return card;
    }

    void nothing() {
        card.setTitle("Record");
        card.empty(new EmptyState(KwIcon.LIST, "No record is chosen", "Choose a line to read it whole."));
    }

    void show(AuditRecord entry) {
        card.setTitle("Record " + entry.id());
        content.removeAll();
        content.addClassName("kw-form");
        content.add(new KeyValues()
                .put("Time", new TimeFormat(page.zone()).full(entry.at()))
                .put("Who", entry.who())
                .put("Role", entry.role())
                .put("Address", entry.address())
                .put("Action", entry.action())
                .put("Object", entry.object())
                .put("Result", AuditGrid.status(entry.result())));
        Map<String, String> detail = detail(entry.detail());
        if (!detail.isEmpty()) {
            var lines = new KeyValues();
            detail.forEach(lines::put);
            content.add(lines);
        } else if (!entry.detail().equals("{}")) {
            var raw = new Pre(entry.detail());
            raw.addClassName("kw-code");
            content.add(raw);
        }
        var same = new Button("Everything by " + entry.who(), event -> page.set(AuditChoice.WHO, entry.who()));
        var kind = new Button("Every " + entry.action(), event -> page.set(AuditChoice.ACTION, entry.action()));
        same.addThemeVariants(ButtonVariant.SMALL);
        kind.addThemeVariants(ButtonVariant.SMALL);
        var ways = new Div(same, kind);
        ways.addClassNames("kw-row", "kw-wrap");
        content.add(ways);
        card.content();
    }

    /// Empty when it is not an object of texts.
    private static Map<String, String> detail(String json) {
        try {
            return new TreeMap<>(JSON.readValue(json, new TypeReference<Map<String, String>>() {}));
        } catch (JacksonException e) {
            return Map.of();
        }
    }
}
