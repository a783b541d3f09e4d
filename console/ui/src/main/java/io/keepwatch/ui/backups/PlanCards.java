package io.keepwatch.ui.backups;

import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.NativeButton;
import com.vaadin.flow.component.html.Paragraph;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Backups;
import io.keepwatch.backup.PlanStatus;
import io.keepwatch.ui.element.CopyButton;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.Glyph;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The chosen plan: its ladder, and below its points, what retention would do with them, or the plan as YAML.
final class PlanCards {

    static final String TAB = "tab";

    private enum Tab {
        POINTS("Points"), RETENTION("Retention preview"), YAML("YAML");

        private final String words;

        Tab(String words) {
            this.words = words;
        }

        String parameter() {
            return this == POINTS ? "" : name().toLowerCase(Locale.ROOT);
        }
    }

    private final PageContext page;
    private final Backups backups;
    private final LadderPanel ladder;
    private final Div warnings = new Div();
    private final DataCard ladderCard;
    private final PointGrid points;
    private final RetentionGrid retention;
    private final Pre yaml = new Pre();
    private final CopyButton copyYaml = new CopyButton("", "plan");
    private final Div yamlPlace = new Div();
    private final Map<Tab, NativeButton> tabs = new EnumMap<>(Tab.class);
    private final Anchor all = new Anchor("", "All points");
    private final DataCard lower;

    PlanCards(PageContext page, Backups backups, PointGrid points) {
        this.page = page;
        this.backups = backups;
        this.points = points;
        ladder = new LadderPanel(page);
        warnings.addClassName("kw-plan-warnings");
        ladderCard = new DataCard(page, "Plan").action(LadderPanel.legend()).with(warnings, ladder);
        retention = new RetentionGrid(page);
        yaml.addClassName("kw-code");
        yaml.getElement().setAttribute("tabindex", "0");
        yamlPlace.addClassName("kw-yaml");
        yamlPlace.add(yaml, copyYaml);
        lower = new DataCard(page, "Points").flush().action(seg(), all).with(points, retention, yamlPlace);
        lower.addClassName("kw-plan-lower");
    }

    DataCard ladder() {
        return ladderCard;
    }

    DataCard lower() {
        return lower;
    }

    private Div seg() {
        var seg = new Div();
        seg.addClassName("kw-seg");
        for (Tab tab : Tab.values()) {
            var button = new NativeButton(tab.words, event -> {
                page.note(TAB, tab.parameter());
                choose();
            });
            tabs.put(tab, button);
            seg.add(button);
        }
        return seg;
    }

    private Tab tab() {
        String chosen = page.parameter(TAB, "");
        return Arrays.stream(Tab.values()).filter(tab -> tab.parameter().equals(chosen)).findFirst().orElse(Tab.POINTS);
    }

    private void choose() {
        Tab chosen = tab();
        tabs.forEach((tab, button) -> button.getElement().setAttribute("aria-pressed", String.valueOf(tab == chosen)));
        points.setVisible(chosen == Tab.POINTS);
        retention.setVisible(chosen == Tab.RETENTION);
        yamlPlace.setVisible(chosen == Tab.YAML);
        lower.setTitle(chosen.words);
    }

    private record Found(List<Backup> points, List<Backups.RetentionVerdict> verdicts) {}

    void load(PageChange why, PlanStatus plan) {
        choose();
        all.setHref(page.link("points", Map.of(Where.PLAN, plan.name())));
        yaml.setText(plan.yaml());
        copyYaml.setText(plan.yaml());
        lower.load(why, () -> new Found(backups.list(plan.name()), backups.retentionPreview(plan.name())), found -> show(plan, found));
    }

    private void show(PlanStatus plan, Found found) {
        List<PointGrid.Row> rows = PointGrid.rows(found.points, found.verdicts);
        long bytes = found.points.stream().mapToLong(Backup::bytes).sum();
        long going = rows.stream().filter(row -> !RetentionGrid.keeps(row)).count();
        ladderCard.setTitle(plan.name());
        ladderCard.describe(Format.count(found.points.size(), "point") + ", " + Format.bytes(bytes)
                + (going == 0 ? "" : ", " + Format.count(going) + (going == 1 ? " goes" : " go") + " at the next retention"));
        warn(plan);
        ladder.show(plan, Ladder.of(found.points, page.now()));
        ladderCard.content();
        if (rows.isEmpty() && tab() != Tab.YAML) {
            lower.empty(new EmptyState(KwIcon.POINT, "No point of " + plan.name() + " yet",
                    plan.nextRuns().isEmpty() ? "Back it up now." : "The next run is at " + Where.inBothZones(plan, plan.nextRuns().getFirst(), page.now()) + ", or back it up now."));
            return;
        }
        points.show(rows, Optional.empty());
        retention.show(rows);
        lower.describe(tab() == Tab.RETENTION ? Format.count(rows.size() - going) + " stay, " + Format.count(going) + " go" : "");
    }

    private void warn(PlanStatus plan) {
        warnings.removeAll();
        if (plan.state() == PlanStatus.State.OVERDUE || plan.state() == PlanStatus.State.FAILED) {
            warnings.add(line(plan.state() == PlanStatus.State.OVERDUE ? Glyph.CRITICAL : Glyph.WARNING, plan.stateReason()));
        }
        plan.warnings().forEach(text -> warnings.add(line(Glyph.WARNING, text)));
    }

    private static Paragraph line(Glyph glyph, String text) {
        var line = new Paragraph(glyph.create(), new Span(text));
        line.addClassName(glyph == Glyph.CRITICAL ? "crit" : "warn");
        return line;
    }
}
