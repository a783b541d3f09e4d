package io.keepwatch.ui.backups;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Verification;
import io.keepwatch.ui.element.Spark;
import io.keepwatch.ui.element.StableRows;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The plans as rows: how well each protects, the worst first.
final class PlanGrid extends Grid<PlanGrid.Row> {

    /// @param sizes of its points over 30 days, the oldest first
    record Row(PlanHealth health, List<Double> sizes) {
        String name() {
            return health.plan().name();
        }
    }

    private final PageContext page;
    private final StableRows<Row> rows = new StableRows<>(Row::name);

    PlanGrid(PageContext page, Consumer<String> onChoose) {
        this.page = page;
        addThemeName("kw");
        addClassName("kw-plan-grid");
        setAllRowsVisible(true);
        getElement().setAttribute("aria-label", "Plans, worst first");
        nameColumn();
        addColumn(LitRenderer.<Row>of("<span class=\"kw-t2\" title=${item.cron}>${item.when}</span>")
                .withProperty("cron", row -> row.health().plan().schedule() + " in " + row.health().plan().timeZone())
                .withProperty("when", row -> CronWords.of(row.health().plan().schedule()))).setHeader("When").setWidth("104px").setFlexGrow(1).setKey("when");
        ageColumn();
        addColumn(LitRenderer.<Row>of("<span class=${item.tone} title=${item.full}>${item.time}</span>")
                .withProperty("tone", row -> row.health().point().isPresent() ? "" : "kw-t3")
                .withProperty("full", row -> row.health().point().map(point -> times().full(point.startedAt())).orElse(""))
                .withProperty("time", row -> row.health().point().map(point -> near(point.startedAt())).orElse("none")))
                .setHeader("Point").setWidth("76px").setFlexGrow(0).setKey("point");
        verifiedColumn();
        addColumn(LitRenderer.<Row>of("<kw-spark d=${item.path} aria-hidden=\"true\"></kw-spark>").withProperty("path", row -> Spark.path(row.sizes())))
                .setWidth("92px").setFlexGrow(0).setKey("spark");
        addColumn(row -> row.health().point().map(point -> Format.bytes(point.bytes())).orElse(Format.NONE))
                .setHeader("Size, 30 d").setTextAlign(ColumnTextAlign.END).setWidth("84px").setFlexGrow(0).setKey("size");
        addColumn(LitRenderer.<Row>of("<span class=\"kw-t2\">${item.where}</span>")
                .withProperty("where", row -> String.join(", ", row.health().plan().targets()))).setHeader("Where").setWidth("140px").setFlexGrow(2).setKey("where");
        addColumn(LitRenderer.<Row>of("<span title=${item.all}>${item.next}</span>")
                .withProperty("next", this::next).withProperty("all", this::nextThree)).setHeader("Next").setTextAlign(ColumnTextAlign.END).setWidth("150px").setFlexGrow(1).setKey("next");
        setDataProvider(rows);
        asSingleSelect().addValueChangeListener(event -> {
            if (event.isFromClient()) {
                if (event.getValue() != null) {
                    onChoose.accept(event.getValue().name());
                } else if (event.getOldValue() != null) {
                    select(event.getOldValue()); // one plan is always chosen
                }
            }
        });
    }

    void show(List<Row> plans, String chosen) {
        rows.show(plans);
        rows.find(chosen).ifPresent(this::select);
    }

    private void nameColumn() {
        addColumn(LitRenderer.<Row>of("<span class=\"kw-status\"><kw-glyph name=${item.glyph} role=\"img\" aria-label=${item.state}></kw-glyph>"
                        + "<span class=\"kw-strong\" title=${item.reason}>${item.name}</span><span class=\"kw-t3 kw-ellipsis\">${item.what}</span></span>")
                .withProperty("glyph", row -> row.health().glyph().text())
                .withProperty("state", row -> row.health().state())
                .withProperty("reason", row -> row.health().plan().stateReason())
                .withProperty("name", Row::name)
                .withProperty("what", PlanGrid::what))
                .setHeader("Plan").setFlexGrow(2).setWidth("150px").setKey("plan");
    }

    /// "postgresql", with the database where the plan is called otherwise
    private static String what(Row row) {
        String database = row.health().plan().database().namespace();
        return row.health().plan().sourceType() + (database.equals(row.name()) ? "" : " " + database);
    }

    private void ageColumn() {
        addColumn(LitRenderer.<Row>of("<span class=\"kw-age\" title=${item.reason}><span class=${item.bar} aria-hidden=\"true\">"
                        + "<i class=\"kw-bar-fill\" style=${item.fill}></i></span>"
                        + "<span class=${item.tone}>${item.age}</span><span class=\"kw-t3\">${item.promise}</span></span>")
                .withProperty("reason", row -> row.health().plan().stateReason())
                .withProperty("bar", row -> "kw-bar keep " + row.health().tone())
                .withProperty("fill", row -> "width:" + row.health().percent() + "%")
                .withProperty("tone", row -> row.health().tone().isEmpty() ? "" : "kw-" + row.health().tone())
                .withProperty("age", row -> row.health().ageWords())
                .withProperty("promise", row -> row.health().promiseWords()))
                .setHeader("Age of good point, target").setWidth("232px").setFlexGrow(1).setKey("age");
    }

    private void verifiedColumn() {
        addColumn(LitRenderer.<Row>of("<span class=${item.tone} title=${item.full}>${item.text}</span>")
                .withProperty("tone", row -> row.health().plan().lastVerifiedAt() == null ? "kw-t3" : "kw-t2")
                .withProperty("full", row -> row.health().plan().lastVerifiedAt() == null ? "" : times().full(row.health().plan().lastVerifiedAt()))
                .withProperty("text", this::verified)).setHeader("Verified").setWidth("150px").setFlexGrow(1).setKey("verified");
    }

    private String verified(Row row) {
        Instant at = row.health().plan().lastVerifiedAt();
        if (at == null) {
            return "never";
        }
        String how = row.health().point().filter(point -> point.verification().state() == Verification.State.OK)
                .map(PointState::of).filter(PointState::verified).map(state -> ", " + state.words()).orElse("");
        return near(at) + how;
    }

    private String next(Row row) {
        return row.health().plan().nextRuns().stream().findFirst()
                .map(at -> Where.inBothZones(row.health().plan(), at, page.now())).orElse("none");
    }

    private String nextThree(Row row) {
        return String.join("\n", row.health().plan().nextRuns().stream()
                .map(at -> Where.inBothZones(row.health().plan(), at, page.now())).toList());
    }

    private String near(Instant at) {
        return times().near(at, page.now());
    }

    private TimeFormat times() {
        return new TimeFormat(page.zone());
    }

    /// Sizes of each plan's points, the oldest first.
    static List<Double> sizes(Map<String, List<Backup>> points, String plan) {
        return points.getOrDefault(plan, List.of()).reversed().stream().map(point -> (double) point.bytes()).toList();
    }
}
