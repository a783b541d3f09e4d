package io.keepwatch.ui.alerts;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.H2;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.router.Route;
import io.keepwatch.alerting.RefusedRules;
import io.keepwatch.alerting.RuleGroupStatus;
import io.keepwatch.alerting.RuleGroups;
import io.keepwatch.alerting.RuleStatus;
import io.keepwatch.ui.alerts.AlertTabs.Tab;
import io.keepwatch.ui.element.CopyButton;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.FilterField;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.element.KeyHint;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.Watching;
import io.keepwatch.ui.shell.Trail;
import jakarta.annotation.security.PermitAll;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Every rule, how it is, and what could not be read.
@Route("alerts/rules")
@PermitAll
@StyleSheet("context://kw/kw-vault.css")
@StyleSheet("context://kw/kw-alerts.css")
final class RulesView extends Main implements Trail {

    private static final String SHOW = "show";

    private enum Choice { ALL, FIRING, TROUBLE }

    private record Found(List<RuleGroupStatus> groups, List<RefusedRules> refused) {}

    private final PageContext page;
    private final RuleGroups groups;
    private final H2 sentence = new H2();
    private final FilterField filter;
    private final Map<Choice, NativeButton> choices = new EnumMap<>(Choice.class);
    private final Div refusals = new Div();
    private final RuleGrid grid;
    private final DataCard card;
    private @Nullable Found shown;

    RulesView(PageContext page, RuleGroups groups, AlertCounts counts) {
        this.page = page;
        this.groups = groups;
        setId("content");
        addClassNames("kw-page", "kw-fixed");
        filter = new FilterField(page, "Name, group, expression", "Filter the rules", this::showRows);
        grid = new RuleGrid(page);
        var hints = new Div(new KeyHint("rule", "J", "K"), new KeyHint("open", "Enter"));
        hints.addClassName("kw-card-foot");
        card = new DataCard(page, "Rules").withoutHead().flush().with(grid);
        card.add(hints);
        card.addClassName("kw-fill");
        sentence.addClassName("kw-sentence");
        refusals.addClassName("kw-refused-rules");
        add(head(new AlertTabs(page, Tab.RULES, counts)), sentence, refusals, card);
        page.keys().bind(this, "j", "next rule", () -> grid.step(1));
        page.keys().bind(this, "k", "rule before", () -> grid.step(-1));
        page.keys().bind(this, "enter", "open the rule", grid::openChosen);
        var watching = new Watching(page, this, () -> load(PageChange.TICK));
        watching.something(false);
        page.onChange(this, this::load);
    }

    @Override
    public List<Crumb> trail() {
        return List.of(new Crumb("Alerts", "alerts"));
    }

    @Override
    public String heading() {
        return "Rules";
    }

    private Div head(AlertTabs tabs) {
        var seg = new Div();
        seg.addClassNames("kw-seg", "kw-seg-large");
        seg.getElement().setAttribute("role", "group").setAttribute("aria-label", "Which rules");
        for (Choice choice : Choice.values()) {
            var button = new NativeButton("", event -> {
                page.note(SHOW, choice == Choice.ALL ? null : choice.name().toLowerCase(Locale.ROOT));
                showRows();
            });
            choices.put(choice, button);
            seg.add(button);
        }
        return new AlertHead(tabs, filter, seg, new Button("New rule", KwIcon.PLUS.create(14), event -> page.open(page.link("alerts/draft"))));
    }

    private void load(PageChange why) {
        if (!why.quiet()) {
            filter.read();
        }
        card.load(why, () -> new Found(groups.groups(), groups.refused()), this::show);
    }

    private void show(Found found) {
        shown = found;
        List<RuleStatus> rules = rules(found);
        long troubles = RuleHealth.troubles(rules);
        sentence.setText(words(found, troubles));
        choices.get(Choice.ALL).setText("All " + rules.size());
        choices.get(Choice.FIRING).setText("Firing " + rules.stream().map(RuleHealth::of).filter(RuleHealth::firing).count());
        choices.get(Choice.TROUBLE).setText("Need a look " + troubles);
        showRefused(found.refused);
        showRows();
    }

    private static List<RuleStatus> rules(Found found) {
        return found.groups.stream().flatMap(group -> group.rules().stream()).toList();
    }

    private static String words(Found found, long troubles) {
        if (!found.refused.isEmpty()) {
            return found.refused.size() == 1 ? "One thing in the rule files cannot be used" : found.refused.size() + " things in the rule files cannot be used";
        }
        return troubles == 0 ? "All rules can do their work" : troubles == 1 ? "One rule needs a look" : troubles + " rules need a look";
    }

    private void showRefused(List<RefusedRules> refused) {
        var times = new TimeFormat(page.zone());
        refusals.removeAll();
        refusals.setVisible(!refused.isEmpty());
        for (RefusedRules one : refused) {
            var place = new Span(one.problem().place());
            place.addClassNames("kw-mono", "kw-strong");
            String group = one.problem().group().isEmpty() ? "" : "group " + one.problem().group() + ": ";
            var reason = new Span(group + one.problem().reason());
            var since = new Span("since " + times.near(one.since(), page.now())
                    + (one.inUse() ? "; what stood there before is still evaluated" : "; it is not evaluated"));
            since.addClassName("kw-t2");
            var copy = new CopyButton(one.problem().toString(), "the problem");
            copy.addClassName("kw-push");
            var line = new Div(Glyph.CRITICAL.create(), place, reason, since, copy);
            line.addClassName("kw-refusal");
            refusals.add(line);
        }
    }

    private void showRows() {
        Found found = shown;
        if (found == null) {
            return;
        }
        Choice choice = choice();
        choices.forEach((one, button) -> button.getElement().setAttribute("aria-pressed", String.valueOf(one == choice)));
        List<RuleGrid.Row> rows = new ArrayList<>();
        for (RuleGroupStatus group : found.groups) {
            List<RuleStatus> some = group.rules().stream().filter(rule -> matches(choice, rule))
                    .filter(rule -> filter.takes(text(group, rule))).toList();
            if (!some.isEmpty()) {
                rows.add(new RuleGrid.Row(group, null, ""));
                some.forEach(rule -> rows.add(new RuleGrid.Row(group, rule, AlertLinks.rule(page, group, rule))));
            }
        }
        grid.show(rows);
        if (rows.isEmpty()) {
            card.empty(found.groups.isEmpty() ? new EmptyState(KwIcon.LIST, "No rules", "Name rule files under keepwatch.alerting.rules in keepwatch.yaml.")
                    : new EmptyState(KwIcon.FILTER, "No rule matches", "All " + Format.count(rules(found).size(), "rule") + " are filtered out.",
                            new Button("Show all", event -> showAll())));
        } else {
            card.content();
        }
    }

    private void showAll() {
        filter.reset();
        page.note(SHOW, null);
        showRows();
    }

    private Choice choice() {
        String wanted = page.parameter(SHOW, "");
        return wanted.equals("firing") ? Choice.FIRING : wanted.equals("trouble") ? Choice.TROUBLE : Choice.ALL;
    }

    private static boolean matches(Choice choice, RuleStatus rule) {
        RuleHealth health = RuleHealth.of(rule);
        return switch (choice) {
            case ALL -> true;
            case FIRING -> health.firing();
            case TROUBLE -> health.trouble();
        };
    }

    private static String text(RuleGroupStatus group, RuleStatus rule) {
        return rule.rule().name() + " " + group.group().name() + " " + rule.rule().expr() + " " + rule.rule().labels();
    }
}
