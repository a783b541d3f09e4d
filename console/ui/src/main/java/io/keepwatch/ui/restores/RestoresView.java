package io.keepwatch.ui.restores;

import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import io.keepwatch.backup.Phase;
import io.keepwatch.backup.Restore;
import io.keepwatch.backup.Restores;
import io.keepwatch.ui.backups.RunWords;
import io.keepwatch.ui.backups.Where;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.element.StableRows;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.Watching;
import io.keepwatch.ui.shell.NavOrder;
import jakarta.annotation.security.PermitAll;
import java.util.List;
import java.util.Optional;

/// Every restore there was, the newest first.
@Route("restores")
@PageTitle("Restores")
@Menu(title = "Restores", icon = "undo", order = NavOrder.RESTORES)
@PermitAll
@StyleSheet("context://kw/kw-vault.css")
final class RestoresView extends Main {

    private final PageContext page;
    private final Restores restores;
    private final Grid<Restore> grid = new Grid<>();
    private final StableRows<Restore> rows = new StableRows<>(restore -> restore.run().id());
    private final DataCard card;
    private final Watching watching;

    RestoresView(PageContext page, Restores restores) {
        this.page = page;
        this.restores = restores;
        setId("content");
        addClassNames("kw-page", "kw-fixed");
        build();
        card = new DataCard(page, "Restores").flush().with(grid);
        card.addClassName("kw-fill");
        add(card);
        watching = new Watching(page, this, () -> load(PageChange.TICK));
        page.onChange(this, why -> {
            if (!why.quiet()) {
                load(why);
            }
        });
    }

    private void build() {
        grid.addThemeName("kw");
        grid.setSizeFull();
        grid.getElement().setAttribute("aria-label", "Restores, newest first");
        grid.addColumn(LitRenderer.<Restore>of("<a class=\"kw-plain kw-strong\" href=${item.link} title=${item.full}>${item.time}</a>")
                .withProperty("link", restore -> Where.restore(page, restore.run().id()))
                .withProperty("full", restore -> times().full(restore.run().createdAt()))
                .withProperty("time", restore -> times().near(restore.run().createdAt(), page.now()))).setHeader("Asked for").setWidth("120px").setFlexGrow(0);
        grid.addColumn(LitRenderer.<Restore>of("<span class=\"kw-status\"><kw-glyph name=${item.glyph} aria-hidden=\"true\"></kw-glyph><span class=${item.tone}>${item.words}</span></span>")
                .withProperty("glyph", restore -> restore.undone() ? "rb" : RunWords.glyph(restore.run().phase()).text())
                .withProperty("tone", restore -> restore.run().phase() == Phase.FAILED ? "kw-crit" : "")
                .withProperty("words", RestoresView::state)).setHeader("Result").setWidth("230px").setFlexGrow(2);
        grid.addColumn(restore -> restore.run().plan()).setHeader("Plan").setWidth("110px").setFlexGrow(1);
        grid.addColumn(LitRenderer.<Restore>of("<a href=${item.link} class=\"kw-plain\">${item.id}</a>")
                .withProperty("link", restore -> Where.point(page, restore.request().backupId()))
                .withProperty("id", restore -> restore.request().backupId())).setHeader("Point").setWidth("230px").setFlexGrow(2);
        grid.addColumn(restore -> switch (restore.request().mode()) {
            case CLONE -> "clone";
            case SWAP -> "swap";
        }).setHeader("How").setWidth("70px").setFlexGrow(0);
        grid.addColumn(restore -> Optional.ofNullable(restore.database()).orElse(Format.NONE)).setHeader("Into").setWidth("120px").setFlexGrow(1);
        grid.addColumn(restore -> RunWords.took(restore.run(), page.now()).map(RunWords::length).orElse(Format.NONE))
                .setHeader("Took").setTextAlign(ColumnTextAlign.END).setWidth("90px").setFlexGrow(0);
        grid.addColumn(restore -> restore.run().requestedBy()).setHeader("By").setWidth("90px").setFlexGrow(1);
        grid.addColumn(restore -> restore.undoUntil() == null ? "" : times().near(restore.undoUntil(), page.now())).setHeader("Undo until").setWidth("120px").setFlexGrow(0);
        grid.setDataProvider(rows);
        grid.asSingleSelect().addValueChangeListener(event -> {
            if (event.isFromClient() && event.getValue() != null) {
                page.open(Where.restore(page, event.getValue().run().id()));
            }
        });
    }

    static String state(Restore restore) {
        Production production = Production.of(restore);
        return RunWords.phase(restore.run().phase()) + switch (production) {
            case UNTOUCHED -> ", production untouched";
            case SWAPPING -> ", swapping";
            case SWAPPED -> ", production swapped";
            case BACK -> ", undone";
        };
    }

    private void load(PageChange why) {
        card.load(why, restores::all, this::show);
    }

    private void show(List<Restore> all) {
        watching.something(all.stream().anyMatch(restore -> !restore.run().phase().isEnd()));
        card.describe(Format.count(all.size(), "restore") + ", newest first");
        if (all.isEmpty()) {
            card.empty(new EmptyState(KwIcon.UNDO, "Nothing was restored yet", "Choose a recovery point; you see what it would do before anything happens.",
                    new Anchor(page.link("points"), "Recovery points")));
            return;
        }
        rows.show(all);
    }

    private TimeFormat times() {
        return new TimeFormat(page.zone());
    }
}
