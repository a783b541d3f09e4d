package io.keepwatch.ui.backups;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.renderer.LitRenderer;
import io.keepwatch.backup.Backup;
import io.keepwatch.backup.Backup.Copy;
import io.keepwatch.backup.Backups.RetentionVerdict;
import io.keepwatch.ui.element.StableRows;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Recovery points as rows, the newest first: how far each can be trusted, and what becomes of it.
public final class PointGrid extends Grid<PointGrid.Row> {

    /// @param verdict what retention would do now; null when nobody has asked
    public record Row(Backup point, @Nullable RetentionVerdict verdict) {}

    private final PageContext page;
    private final StableRows<Row> rows = new StableRows<>(row -> row.point().id());

    public PointGrid(PageContext page, boolean withPlan, boolean mayCheck, Consumer<Backup> onOpen, Consumer<Backup> onCheck) {
        this.page = page;
        addThemeName("kw");
        setSizeFull();
        getElement().setAttribute("aria-label", "Recovery points, newest first");
        addColumn(LitRenderer.<Row>of("<a class=\"kw-plain kw-strong\" href=${item.link} title=${item.full}>${item.time}</a>")
                .withProperty("link", row -> Where.point(page, row.point().id()))
                .withProperty("full", row -> times().full(row.point().startedAt()) + "\n" + row.point().id())
                .withProperty("time", row -> Where.moment(page, row.point()))).setHeader("Point").setWidth(withPlan ? "136px" : "104px").setFlexGrow(0).setKey("point");
        if (withPlan) {
            addColumn(row -> row.point().plan()).setHeader("Plan").setWidth("90px").setFlexGrow(1).setKey("plan");
        }
        stateColumn();
        checkedColumn();
        addColumn(row -> Format.bytes(row.point().bytes())).setHeader("Size").setTextAlign(ColumnTextAlign.END).setWidth("72px").setFlexGrow(0).setKey("size");
        addColumn(row -> Format.duration(Duration.between(row.point().startedAt(), row.point().completedAt()).toNanos()))
                .setHeader("Took").setTextAlign(ColumnTextAlign.END).setWidth("66px").setFlexGrow(0).setKey("took");
        copiesColumn();
        text("kept", "Kept", PointGrid::kept, "kw-t2", "96px", 3);
        if (!withPlan) { // beside the page of points stands the chosen one with its buttons
            actions(mayCheck, onCheck);
        }
        setDataProvider(rows);
        asSingleSelect().addValueChangeListener(event -> {
            if (event.isFromClient() && event.getValue() != null) {
                onOpen.accept(event.getValue().point());
            }
        });
    }

    public static List<Row> rows(List<Backup> points, List<RetentionVerdict> verdicts) {
        Map<String, RetentionVerdict> byId = verdicts.stream().collect(Collectors.toMap(RetentionVerdict::backupId, Function.identity(), (a, _) -> a));
        return points.stream().map(point -> new Row(point, byId.get(point.id()))).toList();
    }

    public void show(List<Row> points, Optional<String> chosen) {
        rows.show(points);
        chosen.flatMap(rows::find).ifPresentOrElse(this::select, this::deselectAll);
    }

    private void stateColumn() {
        addColumn(LitRenderer.<Row>of("<span class=\"kw-status\" title=${item.reason}><kw-glyph name=${item.glyph} aria-hidden=\"true\"></kw-glyph>"
                        + "<span class=${item.tone}>${item.words}</span></span>")
                .withProperty("glyph", row -> PointState.of(row.point()).glyph().text())
                .withProperty("reason", row -> PointState.reason(row.point()))
                .withProperty("tone", row -> PointState.of(row.point()) == PointState.UNSAFE ? "kw-crit" : "")
                .withProperty("words", row -> Protection.capital(PointState.of(row.point()).words())))
                .setHeader("State").setWidth("146px").setFlexGrow(1).setKey("state");
    }

    private void copiesColumn() {
        addColumn(LitRenderer.<Row>of("<span class=${item.tone} title=${item.all}>${item.where}</span>")
                .withProperty("tone", row -> row.point().copies().stream().allMatch(copy -> copy.state() == Copy.State.STORED) ? "kw-t2" : "kw-warn")
                .withProperty("all", row -> row.point().copies().stream().map(PointState::copy).collect(Collectors.joining("\n")))
                .withProperty("where", row -> where(row.point()))).setHeader("Where").setWidth("110px").setFlexGrow(3).setKey("where");
    }

    private void checkedColumn() {
        addColumn(LitRenderer.<Row>of("<span class=${item.tone} title=${item.full}>${item.text}</span>")
                .withProperty("tone", row -> row.point().verification().at() == null ? "kw-t3" : "kw-t2")
                .withProperty("full", this::lastCheck)
                .withProperty("text", row -> row.point().verification().at() == null ? "not yet" : times().near(row.point().verification().at(), page.now())))
                .setHeader("Last check").setWidth("98px").setFlexGrow(0).setKey("checked");
    }

    private void text(String key, String header, Function<Row, String> text, String tone, String width, int grow) {
        addColumn(LitRenderer.<Row>of("<span class=\"" + tone + "\" title=${item.text}>${item.text}</span>").withProperty("text", text::apply))
                .setHeader(header).setWidth(width).setFlexGrow(grow).setKey(key);
    }

    private void actions(boolean mayCheck, Consumer<Backup> onCheck) {
        addColumn(LitRenderer.<Row>of("<span class=\"kw-row-actions\"><button type=\"button\" class=\"kw-small-button\" ?disabled=${!item.may} "
                        + "title=${item.why} aria-label=${item.checkName} @click=${check}>Check</button>"
                        + "<a class=\"kw-small-button\" ?hidden=${!item.safe} href=${item.restore} aria-label=${item.restoreName}>Restore</a></span>")
                .withProperty("may", _ -> mayCheck)
                .withProperty("why", _ -> mayCheck ? "Read it again to its end, from each copy" : "needs role operator")
                .withProperty("safe", row -> row.point().isGood())
                .withProperty("checkName", row -> "Check the point of " + Where.moment(page, row.point()))
                .withProperty("restoreName", row -> "Restore to " + Where.moment(page, row.point()))
                .withProperty("restore", row -> Where.newRestore(page, row.point().id()))
                .withFunction("check", row -> onCheck.accept(row.point())))
                .setTextAlign(ColumnTextAlign.END).setWidth("150px").setFlexGrow(0).setKey("actions");
    }

    private String lastCheck(Row row) {
        var verification = row.point().verification();
        if (verification.at() == null) {
            return "not yet";
        }
        return times().near(verification.at(), page.now()) + (verification.detail() == null ? "" : ", " + verification.detail());
    }

    private static String where(Backup point) {
        return point.copies().stream().map(copy -> copy.target() + (copy.state() == Copy.State.STORED ? "" : " (" + copy.state().name().toLowerCase(Locale.ROOT) + ")"))
                .collect(Collectors.joining(", "));
    }

    /// What keeps it, in the words of retention.
    static String kept(Row row) {
        if (row.point().hold() != null) {
            return "held by " + row.point().hold().who() + ": " + row.point().hold().why();
        }
        if (row.verdict() == null) {
            return row.point().tags().stream().sorted().map(tag -> tag.name().toLowerCase(Locale.ROOT)).collect(Collectors.joining(", "));
        }
        return (row.verdict().keep() ? "" : "goes next: ") + row.verdict().reason();
    }

    private TimeFormat times() {
        return new TimeFormat(page.zone());
    }
}
