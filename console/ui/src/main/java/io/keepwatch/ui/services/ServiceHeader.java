package io.keepwatch.ui.services;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.element.Status;
import io.keepwatch.ui.element.StatusBadge;
import io.keepwatch.ui.element.StatusBadge.Tone;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.services.health.Answer;
import io.keepwatch.ui.services.health.Health;
import io.keepwatch.ui.services.health.State;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;

/// Name, state, version, instances and last span in one line, and the ways to its traces and logs.
final class ServiceHeader extends Div {

    private final PageContext page;
    private final H2 name = new H2();
    private final Div state = new Div();
    private final Span facts = new Span();
    private final Anchor traces = way(KwIcon.TRACES, "Traces");
    private final Anchor logs = way(KwIcon.LOGS, "Logs");
    private final Anchor map = way(KwIcon.MAP, "Map");

    ServiceHeader(PageContext page) {
        this.page = page;
        addClassName("kw-service-head");
        facts.addClassName("kw-t2");
        var ways = new Div(traces, logs, map);
        ways.addClassNames("kw-row", "kw-push");
        add(name, state, facts, ways);
    }

    void name(String service) {
        name.setText(service);
        traces.setHref(ServiceLinks.traces(page, ServiceLinks.of(service)));
        logs.setHref(ServiceLinks.logs(page, ServiceLinks.of(service)));
        map.setHref(page.link("map"));
    }

    void show(Health health) {
        var times = new TimeFormat(page.zone());
        Instant now = page.now();
        state.removeAll();
        state.add(badge(health, times, now));
        var parts = new ArrayList<String>();
        health.onset().ifPresent(onset -> parts.add(onset.words(times, now)));
        var range = health.range();
        parts.add(range.version().isEmpty() ? "tells no version" : "version " + range.version() + " for "
                + Format.roughAge(Duration.between(range.versionSince(), page.range().to())));
        parts.add(Format.count(range.instances(), "instance"));
        Duration silence = Duration.between(range.lastSpan(), page.range().to());
        parts.add(silence.compareTo(Duration.ofSeconds(15)) < 0 ? "last span just now" : "last span " + Format.age(silence) + " ago");
        facts.setText(String.join(", ", parts));
        facts.setTitle("last span " + times.full(range.lastSpan()));
    }

    private static Component badge(Health health, TimeFormat times, Instant now) {
        Tone tone = health.state() == State.CRITICAL ? Tone.CRITICAL : Tone.WARNING;
        return switch (health.trouble()) {
            case FAILING -> new StatusBadge(tone, Answer.share(health.now()) + (Answer.few(health.now()) ? " requests fail" : " of requests fail"));
            case SLOW -> new StatusBadge(tone, "slow, p95 " + Format.duration(health.now().p95Nanos()));
            case SILENT -> new Status(Glyph.STALE, "silent since " + times.near(health.range().lastSpan(), now));
            case NONE -> health.state() == State.IDLE ? new Status(Glyph.WAITING, "no requests") : new Status(Glyph.GOOD, "quiet");
        };
    }

    private static Anchor way(KwIcon icon, String words) {
        var way = new Anchor();
        way.add(icon.create(), new Span(words));
        way.addClassNames("kw-second-link", "kw-way");
        return way;
    }
}
