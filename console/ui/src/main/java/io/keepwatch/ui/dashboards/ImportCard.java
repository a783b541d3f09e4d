package io.keepwatch.ui.dashboards;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.component.textfield.TextArea;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.component.upload.Upload;
import com.vaadin.flow.server.streams.UploadHandler;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.access.Role;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.dashboards.Dashboard;
import io.keepwatch.dashboards.Dashboards;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.NeedsRole;
import io.keepwatch.ui.element.Refusal;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.page.PageContext;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Takes a dashboard of Grafana as a file or a text, shows what it becomes and what is lost, and keeps it when the person wants it.
final class ImportCard extends Div {

    private static final int LARGEST = 2 * 1024 * 1024;

    private final PageContext page;
    private final Dashboards dashboards;
    private final CurrentActor actor;
    private final AuditLog audit;
    private final TextArea pasted = new TextArea("Or its JSON");
    private final TextField name = new TextField("Its address: dashboards/…");
    private final Refusal refusal = new Refusal();
    private final Div result = new Div();
    private final YamlCard yaml;
    private final Span outcome = new Span();
    private String text = "";
    private @Nullable Dashboard read;

    ImportCard(PageContext page, Dashboards dashboards, CurrentActor actor, AuditLog audit) {
        this.page = page;
        this.dashboards = dashboards;
        this.actor = actor;
        this.audit = audit;
        yaml = new YamlCard(page);
        var upload = new Upload(UploadHandler.inMemory((metadata, bytes) -> page.act(() -> new String(bytes, StandardCharsets.UTF_8),
                content -> take(metadata.fileName(), content), refusal::say)));
        upload.setAcceptedFileTypes("application/json", ".json");
        upload.setMaxFileSize(LARGEST);
        upload.setMaxFiles(1);
        upload.addFileRejectedListener(event -> refusal.say(new IllegalArgumentException(event.getErrorMessage())));
        pasted.setMaxRows(6);
        pasted.setWidthFull();
        pasted.setMaxLength(LARGEST);
        var look = new Button("Look at it", event -> take("pasted.json", pasted.getValue()));
        var words = new Paragraph("Export it in Grafana (Share, Export, \"Export the dashboard as JSON\"). Time series, stats, gauges and tables"
                + " with PromQL become panels here; everything else is named.");
        words.addClassName("kw-t2");
        result.setVisible(false);
        result.addClassName("kw-col");
        result.add(new Div(outcome), keep(), yaml);
        var card = new DataCard(page, "Import from Grafana").with(words, upload, pasted, new Div(look), refusal, result);
        card.addClassName("kw-dash-import");
        card.content();
        add(card);
    }

    private Div keep() {
        var keep = new Button("Keep it as a dashboard", event -> keep(name.getValue().strip()));
        keep.addThemeVariants(ButtonVariant.PRIMARY);
        NeedsRole.guard(keep, actor.get(), Role.OPERATOR);
        name.setAllowedCharPattern("[a-z0-9-]");
        var row = new Div(name, keep);
        row.addClassNames("kw-row", "kw-dash-keep");
        return row;
    }

    private void take(String fileName, String content) {
        refusal.clear();
        result.setVisible(false);
        text = content;
        page.read(this, "the dashboard", () -> dashboards.read(fileName, content), dashboard -> show(dashboard, fileName.startsWith("pasted")),
                refusal::say);
    }

    private void show(Dashboard dashboard, boolean pastedText) {
        read = dashboard;
        name.setValue(pastedText ? slug(dashboard.title()) : dashboard.slug());
        outcome.setText(dashboard.title() + ": " + Format.count(dashboard.panels().size(), "panel") + (dashboard.notes().isEmpty()
                ? ", everything was carried over." : ", " + Format.count(dashboard.notes().size(), "thing") + " could not be carried over."));
        outcome.addClassName("kw-verdict");
        yaml.show(dashboard);
        result.setVisible(true);
    }

    private void keep(String slug) {
        Dashboard dashboard = read;
        var who = actor.get();
        if (dashboard == null || slug.isEmpty() || !who.role().includes(Role.OPERATOR)) {
            return;
        }
        page.act(() -> {
            dashboards.upload(dashboards.read(slug + ".json", text));
            audit.append(who.did("dashboard.imported", slug, Map.of("title", dashboard.title())));
            return slug;
        }, kept -> {
            Notification.show("The dashboard is kept as dashboards/" + kept + ".");
            page.open(page.link("dashboards/" + kept));
        }, refusal::say);
    }

    private static String slug(String title) {
        return title.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-|-$", "");
    }
}
