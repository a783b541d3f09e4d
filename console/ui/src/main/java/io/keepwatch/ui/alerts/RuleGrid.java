package io.keepwatch.ui.alerts;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.keepwatch.alerting.RuleGroupStatus;
import io.keepwatch.alerting.RuleStatus;
import io.keepwatch.alerting.rulefile.AlertingRule;
import io.keepwatch.ui.element.StableRows;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Groups of rules and their rules, in the order of their files.
final class RuleGrid extends Grid<RuleGrid.Row> {

    /// @param rule null: the row is the group's own
    record Row(RuleGroupStatus group, @Nullable RuleStatus rule, String address) {
        String id() {
            return rule == null ? "group " + group.id() : rule.id();
        }
    }

    private final PageContext page;
    private final StableRows<Row> rows = new StableRows<>(Row::id);
    private List<Row> shown = List.of();

    RuleGrid(PageContext page) {
        this.page = page;
        addThemeName("kw");
        addClassName("kw-alert-grid");
        setSizeFull();
        getElement().setAttribute("aria-label", "Rules by group");
        addColumn(LitRenderer.<Row>of("<span class=${item.kind}><kw-glyph name=${item.glyph} aria-hidden=\"true\"></kw-glyph>"
                        + "${item.address ? html`<a class=\"kw-plain kw-ellipsis\" href=${item.address}>${item.name}</a>` : html`<span class=\"kw-strong\">${item.name}</span>`}"
                        + "<span class=\"kw-t3 kw-small kw-ellipsis\">${item.beside}</span></span>")
                .withProperty("kind", row -> row.rule() == null ? "kw-alert-section" : "kw-rule-row")
                .withProperty("glyph", row -> of(row, rule -> RuleHealth.of(rule).glyph().text()))
                .withProperty("address", Row::address)
                .withProperty("name", row -> row.rule() == null ? row.group().group().name() : row.rule().rule().name())
                .withProperty("beside", this::beside)).setHeader("Rule").setFlexGrow(2).setWidth("280px").setKey("rule");
        addColumn(LitRenderer.<Row>of("<span class=\"kw-ellipsis\" title=${item.reason}>${item.words}<span class=\"kw-t3\"> ${item.reason}</span></span>")
                .withProperty("words", row -> of(row, rule -> RuleHealth.of(rule).words()))
                .withProperty("reason", row -> row.rule() == null ? missed(row.group()) : RuleHealth.of(row.rule()).reason()))
                .setHeader("State").setFlexGrow(3).setWidth("260px").setKey("state");
        addColumn(row -> of(row, RuleGrid::severity)).setHeader("Severity").setWidth("84px").setFlexGrow(0).setKey("severity");
        addColumn(LitRenderer.<Row>of("<span title=${item.full}>${item.age}</span>")
                .withProperty("age", row -> age(last(row))).withProperty("full", row -> full(last(row))))
                .setHeader("Evaluated").setTextAlign(ColumnTextAlign.END).setWidth("96px").setFlexGrow(0).setKey("evaluated");
        addColumn(row -> Format.duration((row.rule() == null ? row.group().took() : row.rule().took()).toNanos()))
                .setHeader("Took").setTextAlign(ColumnTextAlign.END).setWidth("84px").setFlexGrow(0).setKey("took");
        setDataProvider(rows);
        setPartNameGenerator(row -> row.rule() == null ? "kw-section" : null);
        addItemClickListener(event -> open(event.getItem()));
    }

    private void open(Row row) {
        if (!row.address().isEmpty()) {
            page.open(row.address());
        }
    }

    private static String of(Row row, Function<RuleStatus, String> words) {
        return row.rule() == null ? "" : words.apply(row.rule());
    }

    private static String severity(RuleStatus rule) {
        return rule.rule() instanceof AlertingRule ? rule.rule().labels().getOrDefault("severity", "") : "records";
    }

    private String beside(Row row) {
        if (row.rule() != null) {
            return row.rule().rule() instanceof AlertingRule alerting && !alerting.holdDuration().isZero()
                    ? "for " + Format.age(alerting.holdDuration()) : "";
        }
        RuleGroupStatus group = row.group();
        return place(group) + ", every " + Format.age(group.interval()) + ", " + Format.count(group.rules().size(), "rule");
    }

    static String place(RuleGroupStatus group) {
        return group.shipped() ? "shipped with Keepwatch" : group.group().file() + ":" + group.group().line();
    }

    private static String missed(RuleGroupStatus group) {
        return group.missed() == 0 ? "" : Format.count(group.missed(), "slot") + " left out because it was late";
    }

    private static @Nullable Instant last(Row row) {
        return row.rule() == null ? row.group().lastEvaluation() : row.rule().lastEvaluation();
    }

    private String age(@Nullable Instant at) {
        return at == null ? "never" : Format.age(Duration.between(at, page.now())) + " ago";
    }

    private String full(@Nullable Instant at) {
        return at == null ? "" : new TimeFormat(page.zone()).full(at);
    }

    void show(List<Row> now) {
        shown = now;
        rows.show(now);
    }

    /// The next rule in this direction is chosen, and told.
    Optional<Row> step(int direction) {
        List<Row> all = shown.stream().filter(row -> row.rule() != null).toList();
        int at = asSingleSelect().getOptionalValue().map(all::indexOf).orElse(-1);
        if (all.isEmpty()) {
            return Optional.empty();
        }
        Row next = all.get(Math.clamp(at + direction, 0, all.size() - 1));
        select(next);
        return Optional.of(next);
    }

    void openChosen() {
        asSingleSelect().getOptionalValue().ifPresent(this::open);
    }
}
