package io.keepwatch.ui.notification;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.notification.Notification;
import com.vaadin.flow.router.Route;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.access.Role;
import io.keepwatch.alerting.Silences;
import io.keepwatch.alerting.routing.MatcherSyntaxException;
import io.keepwatch.alerting.routing.MatcherText;
import io.keepwatch.alerting.routing.Silence;
import io.keepwatch.telemetry.series.LabelMatcher;
import io.keepwatch.ui.alerts.AlertColumns;
import io.keepwatch.ui.alerts.AlertCounts;
import io.keepwatch.ui.alerts.AlertHead;
import io.keepwatch.ui.alerts.AlertTabs;
import io.keepwatch.ui.alerts.AlertTabs.Tab;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.FilterField;
import io.keepwatch.ui.element.KeyHint;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.element.NeedsRole;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.notification.KnownAlerts.Known;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.Watching;
import io.keepwatch.ui.shell.Trail;
import jakarta.annotation.security.PermitAll;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What is muted by hand, for how long and why; and the form to mute more.
@Route("alerts/silences")
@PermitAll
@StyleSheet("context://kw/kw-settings.css")
@StyleSheet("context://kw/kw-vault.css")
@StyleSheet("context://kw/kw-alerts.css")
@StyleSheet("context://kw/kw-notification.css")
final class SilencesView extends Main implements Trail {

    private static final String SHOW = "show";
    private static final String EXPIRED = "expired";

    private record Found(List<Silence> silences, List<Known> alerts) {}

    private final PageContext page;
    private final Silences silences;
    private final KnownAlerts alerts;
    private final CurrentActor actor;
    private final SilenceExpiry expiry;
    private final H2 sentence = new H2();
    private final FilterField filter;
    private final NativeButton current = new NativeButton("Current", event -> choose(null));
    private final NativeButton expired = new NativeButton("Expired", event -> choose(EXPIRED));
    private final SilenceGrid grid;
    private final DataCard card;
    private final Div detailPlace = new Div();
    private final DataCard detail;
    private final AlertColumns columns;
    private @Nullable Found shown;
    private Object shownDetail = "";

    SilencesView(PageContext page, Silences silences, KnownAlerts alerts, CurrentActor actor, AlertCounts counts) {
        this.page = page;
        this.silences = silences;
        this.alerts = alerts;
        this.actor = actor;
        expiry = new SilenceExpiry(page, silences, actor, () -> load(PageChange.TICK), this::saved, this::refused);
        setId("content");
        addClassNames("kw-page", "kw-fixed");
        filter = new FilterField(page, "Label, comment, name", "Filter the silences", this::showRows);
        grid = new SilenceGrid(page, this::open);
        var hints = new Div(new KeyHint("silence", "J", "K"), new KeyHint("new", "N"), new KeyHint("edit", "Enter"));
        hints.addClassName("kw-card-foot");
        card = new DataCard(page, "Silences").withoutHead().flush().with(grid);
        card.add(hints);
        card.addClassName("kw-fill");
        detail = new DataCard(page, "Silence").with(detailPlace);
        detail.addClassNames("kw-alert-detail", "kw-fill");
        columns = new AlertColumns(card, detail);
        sentence.addClassName("kw-sentence");
        add(head(new AlertTabs(page, Tab.SILENCES, counts)), sentence, columns);
        bindKeys();
        new Watching(page, this, () -> load(PageChange.TICK)).something(false);
        page.onChange(this, this::load);
    }

    @Override
    public List<Crumb> trail() {
        return List.of(new Crumb("Alerts", "alerts"));
    }

    @Override
    public String heading() {
        return "Silences";
    }

    private AlertHead head(AlertTabs tabs) {
        var seg = new Div(current, expired);
        seg.addClassNames("kw-seg", "kw-seg-large");
        seg.getElement().setAttribute("role", "group").setAttribute("aria-label", "Which silences");
        return new AlertHead(tabs, filter, seg, createButton());
    }

    private Button createButton() {
        return NeedsRole.guard(new Button("New silence", KwIcon.PLUS.create(14), event -> create()), actor.get(), Role.OPERATOR);
    }

    private boolean may() {
        return actor.get().role().includes(Role.OPERATOR);
    }

    private void bindKeys() {
        page.keys().bind(this, "j", "next silence", () -> step(1));
        page.keys().bind(this, "k", "silence before", () -> step(-1));
        page.keys().bind(this, "n", "new silence", this::create);
        page.keys().bind(this, "enter", "edit the silence", () -> page.parameter(SilenceLinks.SILENCE).filter(_ -> may())
                .ifPresent(id -> page.open(page.link(SilenceLinks.PATH, Map.of(SilenceLinks.EDIT, id)))));
    }

    private void create() {
        if (may()) {
            page.open(page.link(SilenceLinks.PATH, Map.of(SilenceLinks.NEW, "1")));
        }
    }

    private void choose(@Nullable String which) {
        page.note(SHOW, which);
        showRows();
    }

    private void load(PageChange why) {
        if (!why.quiet()) {
            filter.read();
            shownDetail = "";
        }
        card.load(why, () -> new Found(silences.all(), alerts.read()), this::show);
    }

    private void show(Found found) {
        shown = found;
        Instant now = page.now();
        List<Silence> active = found.silences.stream().filter(one -> one.state(now) == Silence.State.ACTIVE).toList();
        long muted = found.alerts.stream().filter(alert -> active.stream().anyMatch(one -> one.matches(alert.labels()))).count();
        sentence.setText(active.isEmpty() ? "Nothing is silenced" : Format.count(active.size(), "silence") + (active.size() == 1 ? " is" : " are")
                + " active; " + (muted == 0 ? "no alert of now is muted" : Format.count(muted, "alert") + (muted == 1 ? " is" : " are") + " muted by hand"));
        showRows();
        showDetail();
    }

    private void showRows() {
        Found found = shown;
        if (found == null) {
            return;
        }
        boolean past = page.parameter(SHOW, "").equals(EXPIRED);
        current.getElement().setAttribute("aria-pressed", String.valueOf(!past));
        expired.getElement().setAttribute("aria-pressed", String.valueOf(past));
        Instant now = page.now();
        List<Silence> all = found.silences.stream().filter(one -> past == (one.state(now) == Silence.State.EXPIRED)).toList();
        List<SilenceGrid.Row> rows = all.stream().filter(one -> filter.takes(SilenceWords.matchers(one) + " " + one.comment() + " " + one.createdBy()))
                .map(one -> SilenceGrid.row(one, found.alerts, now)).toList();
        grid.show(rows, page.parameter(SilenceLinks.SILENCE).or(() -> page.parameter(SilenceLinks.EDIT)));
        if (rows.isEmpty()) {
            card.empty(empty(all, past));
        } else {
            card.content();
        }
    }

    private EmptyState empty(List<Silence> all, boolean past) {
        if (!all.isEmpty()) {
            return new EmptyState(KwIcon.FILTER, "No silence matches", "Of " + Format.count(all.size(), "silence") + " none has all these words.",
                    new Button("Remove the filter", event -> {
                        filter.reset();
                        showRows();
                    }));
        }
        return past ? new EmptyState(KwIcon.MUTE, "No silence has expired lately", "Expired ones are kept for five days.")
                : new EmptyState(KwIcon.MUTE, "Nothing is silenced", "A silence keeps people from being told of alerts that they know of. It never stops "
                        + "a rule, and ends by itself.", createButton());
    }

    private void showDetail() {
        Found found = shown;
        if (found == null) {
            return;
        }
        columns.detailFirst(page.parameter(SilenceLinks.NEW).or(() -> page.parameter(SilenceLinks.EDIT)).isPresent());
        Optional<Silence> edited = page.parameter(SilenceLinks.EDIT).flatMap(id -> find(found, id));
        Optional<Silence> chosen = page.parameter(SilenceLinks.SILENCE).flatMap(id -> find(found, id));
        if (page.parameter(SilenceLinks.NEW).isPresent()) {
            form("New silence", fresh(), page.link(SilenceLinks.PATH));
        } else if (edited.isPresent()) {
            form("Change the silence", edited.get(), SilenceLinks.silence(page, edited.get().id()));
        } else if (chosen.isPresent()) {
            facts(found, chosen.get());
        } else if (page.parameter(SilenceLinks.SILENCE).isPresent()) {
            nothing("This silence is gone", "Expired ones are kept for five days.");
        } else {
            nothing("No silence is chosen", "Choose one at the left, or silence an alert from its own page.");
        }
    }

    private static Optional<Silence> find(Found found, String id) {
        return found.silences.stream().filter(one -> one.id().equals(id)).findFirst();
    }

    private void nothing(String title, String reason) {
        shownDetail = "";
        detail.setTitle("Silence");
        detail.empty(new EmptyState(KwIcon.MUTE, title, reason));
    }

    /// With what the address says that it is to match.
    private Silence fresh() {
        List<LabelMatcher> matchers = new ArrayList<>();
        try {
            page.parameter(SilenceLinks.MATCHERS).map(MatcherText::parse).ifPresent(matchers::addAll);
        } catch (MatcherSyntaxException problem) {
            Notification.show("The matchers in the link cannot be read: " + problem.getMessage());
        }
        return new Silence("", matchers, page.now(), page.now(), page.now(), actor.get().name(), "");
    }

    /// A form that is being filled stays as it is.
    private void form(String title, Silence base, String back) {
        Object key = title + base.id() + page.parameter(SilenceLinks.MATCHERS);
        if (!key.equals(shownDetail)) {
            shownDetail = key;
            detailPlace.removeAll();
            detailPlace.add(new SilenceForm(page, silences, alerts, actor, base, new Anchor(back, "Cancel"), this::saved));
        }
        detail.setTitle(title);
        detail.content();
    }

    private void saved(Silence silence) {
        Notification.show("The silence is kept. It ends by itself.");
        page.open(SilenceLinks.silence(page, silence.id()));
    }

    private void facts(Found found, Silence silence) {
        List<Known> muted = KnownAlerts.matching(found.alerts, silence.matchers());
        Object key = List.of(silence, silence.state(page.now()), muted, page.zone());
        if (!key.equals(shownDetail)) {
            shownDetail = key;
            detailPlace.removeAll();
            detailPlace.add(new SilenceDetail(page, silence, muted, actor, expiry::expire));
        }
        details().forEach(one -> one.tick(page.now()));
        detail.setTitle("Silence");
        detail.content();
    }

    private void open(Silence silence) {
        page.set(Map.of(SilenceLinks.SILENCE, silence.id(), SilenceLinks.EDIT, "", SilenceLinks.NEW, "", SilenceLinks.MATCHERS, ""));
    }

    private void step(int direction) {
        grid.step(page.parameter(SilenceLinks.SILENCE), direction).ifPresent(this::open);
    }

    private void refused(Exception problem) {
        details().forEach(one -> one.refuse(problem));
    }

    private Stream<SilenceDetail> details() {
        return detailPlace.getChildren().filter(SilenceDetail.class::isInstance).map(SilenceDetail.class::cast);
    }
}
