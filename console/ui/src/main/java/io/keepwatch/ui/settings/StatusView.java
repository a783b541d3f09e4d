package io.keepwatch.ui.settings;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.keepwatch.settings.BoundPorts;
import io.keepwatch.settings.ConfigurationFile;
import io.keepwatch.settings.Settings;
import io.keepwatch.telemetry.StoreReader;
import io.keepwatch.telemetry.StoreUnavailableException;
import io.keepwatch.telemetry.metrics.MetricReader;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.shell.NavOrder;
import io.keepwatch.ui.shell.SelfWatch;
import jakarta.annotation.security.PermitAll;
import java.util.Optional;

/// How Keepwatch itself is: its store, what comes in, where it listens, what it was told.
@Route("settings/self")
@PageTitle("Status of Keepwatch")
@Menu(title = "Status", icon = "pulse", order = NavOrder.SELF)
@PermitAll
@StyleSheet("context://kw/kw-settings.css")
final class StatusView extends Main {

    private final PageContext page;
    private final StoreReader store;
    private final SelfWatch watch;
    private final ConfigurationFile configuration;
    private final Div verdict = new Div();
    private final StoreCard storeCard;
    private final IngestCards ingest;
    private final InstanceCards instance;

    StatusView(PageContext page, StoreReader store, MetricReader metrics, OwnMetrics own, SelfWatch watch, Settings settings,
            ConfigurationFile configuration, BoundPorts ports) {
        this.page = page;
        this.store = store;
        this.watch = watch;
        this.configuration = configuration;
        storeCard = new StoreCard(page, store, settings);
        ingest = new IngestCards(page, metrics, own);
        instance = new InstanceCards(page, settings, configuration, ports, own);
        setId("content");
        addClassName("kw-page");
        verdict.addClassNames("kw-card", "kw-self-verdict");
        verdict.getElement().setAttribute("role", "status");
        var left = new Div(storeCard.card(), ingest.charts(), ingest.now());
        left.addClassName("kw-col");
        var right = new Div(instance.cards());
        right.addClassName("kw-col");
        var columns = new Div(left, right);
        columns.addClassName("kw-split");
        columns.addClassName("kw-self-columns");
        add(verdict, columns);
        page.onChange(this, this::load);
    }

    private void load(PageChange why) {
        page.read(this, "Keepwatch's own state", this::judge, this::show, problem -> show(judged(Optional.empty())));
        storeCard.load(why);
        ingest.load(why);
        instance.show();
    }

    private SelfVerdict judge() {
        try {
            return judged(Optional.of(store.status()));
        } catch (StoreUnavailableException e) {
            return judged(Optional.empty());
        }
    }

    private SelfVerdict judged(Optional<StoreReader.StoreStatus> status) {
        Optional<SelfWatch.Report> report = watch.report();
        return SelfVerdict.of(status, configuration.problem(), report.map(SelfWatch.Report::spansPerSecond).orElse(Double.NaN),
                report.map(SelfWatch.Report::rejected).orElse(0L));
    }

    private void show(SelfVerdict judged) {
        verdict.removeAll();
        verdict.removeClassNames("crit", "warn");
        switch (judged.glyph()) {
            case CRITICAL -> verdict.addClassName("crit");
            case WARNING -> verdict.addClassName("warn");
            default -> { }
        }
        var sentence = new H2(judged.sentence());
        sentence.addClassName("kw-sentence");
        var detail = new Paragraph(judged.detail());
        detail.addClassNames("kw-t2", "kw-small");
        verdict.add(judged.glyph().decorative(), new Div(sentence, detail));
    }
}
