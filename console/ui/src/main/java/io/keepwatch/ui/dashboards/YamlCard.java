package io.keepwatch.ui.dashboards;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.ListItem;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.html.UnorderedList;
import com.vaadin.flow.server.streams.DownloadHandler;
import com.vaadin.flow.server.streams.DownloadResponse;
import io.keepwatch.dashboards.Dashboard;
import io.keepwatch.ui.element.CopyButton;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.page.PageContext;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;

/// The text of a dashboard, to be copied into a file of one's own; and what could not be carried over from Grafana.
final class YamlCard extends Div {

    private final Pre text = new Pre();
    private final CopyButton copy = new CopyButton("", "the YAML");
    private final Anchor download = new Anchor();
    private final Div notes = new Div();
    private final DataCard card;

    YamlCard(PageContext page) {
        text.addClassNames("kw-code", "kw-dash-yaml");
        text.getElement().setAttribute("tabindex", "0").setAttribute("aria-label", "YAML");
        download.setText("Download");
        notes.addClassName("kw-dash-notes");
        card = new DataCard(page, "YAML").action(download, copy).with(notes, text);
        card.content();
        add(card);
    }

    void show(Dashboard dashboard) {
        text.setText(dashboard.yaml());
        copy.setText(dashboard.yaml());
        card.describe(dashboard.origin().shipped() ? "shipped with Keepwatch; copy it into a file of your own to change it" : dashboard.origin().place());
        download.setHref(DownloadHandler.fromInputStream(event -> new DownloadResponse(
                new ByteArrayInputStream(dashboard.yaml().getBytes(StandardCharsets.UTF_8)), dashboard.slug() + ".yaml", "application/yaml",
                dashboard.yaml().getBytes(StandardCharsets.UTF_8).length)));
        notes(dashboard);
    }

    private void notes(Dashboard dashboard) {
        notes.removeAll();
        if (!dashboard.notes().isEmpty()) {
            var list = new UnorderedList();
            dashboard.notes().forEach(note -> list.add(new ListItem(note)));
            notes.add(new Span("Not carried over from Grafana:"), list);
        }
    }
}
