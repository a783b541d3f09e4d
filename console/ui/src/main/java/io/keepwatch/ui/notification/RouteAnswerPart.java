package io.keepwatch.ui.notification;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Paragraph;
import io.keepwatch.alerting.routing.Integration;
import io.keepwatch.alerting.routing.RoutingConfig;
import io.keepwatch.alerting.routing.Silence;
import io.keepwatch.ui.alerts.MutedWords;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.element.KeyValues;
import io.keepwatch.ui.element.Status;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.notification.RouteAnswer.Hit;
import io.keepwatch.ui.page.PageContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// Says where an alert would go: to whom, with which others, when, and why it would not be told.
final class RouteAnswerPart extends Div {

    private final PageContext page;

    RouteAnswerPart(PageContext page) {
        this.page = page;
        addClassName("kw-route-answers");
        getElement().setAttribute("role", "status");
    }

    void nothing() {
        removeAll();
        var words = new Paragraph("Type labels, or choose an alert: the routes that it takes stand out in the tree.");
        words.addClassNames("kw-t3", "kw-small");
        add(words);
    }

    static String words(RouteAnswer answer) {
        List<String> told = answer.hits().stream().filter(hit -> hit.muted().isEmpty()).map(hit -> hit.route().receiver()).distinct().toList();
        List<String> muted = answer.hits().stream().filter(hit -> hit.muted().isPresent()).map(hit -> hit.route().receiver()).distinct().toList();
        String not = muted.isEmpty() ? "" : String.join(", ", muted) + (muted.size() == 1 ? " is not, it is muted" : " are not, it is muted");
        return told.isEmpty() ? "Nobody would be told: it is muted" : "It goes to " + String.join(", ", told) + (not.isEmpty() ? "" : "; " + not);
    }

    void show(RouteAnswer answer, RoutingConfig config, List<Silence> silences) {
        removeAll();
        answer.hits().forEach(hit -> add(part(hit, config, silences)));
    }

    private Div part(Hit hit, RoutingConfig config, List<Silence> silences) {
        var times = new TimeFormat(page.zone());
        Instant now = page.now();
        String how = config.receivers().stream().filter(receiver -> receiver.name().equals(hit.route().receiver()))
                .flatMap(receiver -> receiver.integrations().stream()).map(Integration::kind).distinct().collect(Collectors.joining(", "));
        var state = hit.muted().<Status>map(reason -> new Status(Glyph.STALE, MutedWords.of(reason, silences, times, now)))
                .orElseGet(() -> how.isEmpty() ? new Status(Glyph.WARNING, "nobody stands behind this receiver") : new Status(Glyph.GOOD, "is told by " + how));
        state.addClassName("kw-wrap");
        var receiver = new Anchor(page.link(ReceiversView.PATH, Map.of(ReceiversView.RECEIVER, hit.route().receiver())), hit.route().receiver());
        receiver.addClassName("kw-strong");
        var values = new KeyValues().put("group", hit.group().isEmpty() ? RoutingWords.grouping(hit.route()) : LabelWords.write(hit.group()))
                .put("told", RoutingWords.timing(hit.route())).copyable("group key", hit.key());
        values.put("next", hit.live().map(group -> "at " + times.seconds(group.nextFlush()) + ", with " + Format.count(group.members().size(), "alert") + " in its group")
                .orElse("there is no such group now"));
        var part = new Div(receiver, state, values);
        part.addClassName("kw-route-answer");
        return part;
    }
}
