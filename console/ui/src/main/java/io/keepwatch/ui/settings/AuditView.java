package io.keepwatch.ui.settings;

import com.vaadin.flow.component.UI;
import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.combobox.ComboBox;
import com.vaadin.flow.component.dependency.StyleSheet;
import com.vaadin.flow.component.html.Anchor;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Main;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.select.Select;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.value.ValueChangeMode;
import com.vaadin.flow.router.Menu;
import com.vaadin.flow.router.PageTitle;
import com.vaadin.flow.router.Route;
import com.vaadin.flow.server.streams.DownloadHandler;
import io.keepwatch.audit.AuditBreak;
import io.keepwatch.audit.AuditEntry;
import io.keepwatch.audit.AuditFilter;
import io.keepwatch.audit.AuditLog;
import io.keepwatch.audit.AuditRecord;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.element.StatusBadge;
import io.keepwatch.ui.element.StatusBadge.Tone;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.TimeSelection;
import io.keepwatch.ui.shell.NavOrder;
import jakarta.annotation.security.RolesAllowed;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import java.util.stream.Stream;

/// Who changed what, when, from where, and how it ended.
@Route("settings/audit")
@PageTitle("Audit log")
@Menu(title = "Audit log", icon = "list", order = NavOrder.AUDIT)
@RolesAllowed("ADMIN")
@StyleSheet("context://kw/kw-settings.css")
final class AuditView extends Main {

    /// as many of the newest records tell which names and actions the filters offer, and find the one in the URL
    private static final int LOOKED_AT = 1_000;

    private final PageContext page;
    private final AuditLog audit;
    private final AuditGrid grid;
    private final AuditDetail detail;
    private final DataCard card;
    private final ComboBox<String> who = new ComboBox<>();
    private final ComboBox<String> action = new ComboBox<>();
    private final Select<AuditEntry.Result> result = new Select<>();
    private final TextField text = new TextField();
    private final Span chain = new Span();
    private final Button verify = new Button("Verify the log");

    AuditView(PageContext page, AuditLog audit) {
        this.page = page;
        this.audit = audit;
        grid = new AuditGrid(page, audit, this::choose);
        detail = new AuditDetail(page);
        var csv = new Anchor(csv(), "CSV");
        csv.getElement().setAttribute("aria-label", "Download what matches as CSV");
        verify.addThemeVariants(ButtonVariant.SMALL);
        verify.addClickListener(event -> verify());
        card = new DataCard(page, "Audit log").action(chain, verify, csv).flush().with(grid.grid());
        card.addClassName("kw-fill");
        setId("content");
        addClassNames("kw-page", "kw-fixed");
        var left = new Div(card);
        left.addClassName("kw-col");
        var right = new Div(detail.card());
        right.addClassName("kw-col");
        var columns = new Div(left, right);
        columns.addClassNames("kw-settings-split", "kw-fill");
        add(filters(), columns);
        page.keys().bind(this, "/", "search the log", text::focus);
        page.onChange(this, this::load);
    }

    private Div filters() {
        offer(who, "Who", "anybody", AuditChoice.WHO);
        offer(action, "Action", "any", AuditChoice.ACTION);
        result.setLabel("Result");
        result.setItems(AuditEntry.Result.values());
        result.setEmptySelectionAllowed(true);
        result.setEmptySelectionCaption("any");
        result.setItemLabelGenerator(one -> one == null ? "any" : AuditGrid.words(one));
        result.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                page.set(AuditChoice.RESULT, event.getValue() == null ? null : event.getValue().name().toLowerCase(Locale.ROOT));
            }
        });
        text.setLabel("In the object or the detail");
        text.setPlaceholder("any text");
        text.setClearButtonVisible(true);
        text.setPrefixComponent(KwIcon.SEARCH.create());
        text.setValueChangeMode(ValueChangeMode.LAZY);
        text.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                page.set(AuditChoice.TEXT, event.getValue());
            }
        });
        var row = new Div(who, action, result, text);
        row.addClassName("kw-filters");
        return row;
    }

    private void offer(ComboBox<String> box, String label, String none, String parameter) {
        box.setLabel(label);
        box.setPlaceholder(none);
        box.setClearButtonVisible(true);
        box.setAllowCustomValue(true);
        box.addCustomValueSetListener(event -> page.set(parameter, event.getDetail()));
        box.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                page.set(parameter, event.getValue());
            }
        });
    }

    private record Found(long count, List<AuditRecord> newest, List<AuditRecord> unfiltered) {}

    private void load(PageChange why) {
        AuditFilter filter = AuditChoice.of(page);
        AuditFilter anybody = AuditFilter.ALL.between(page.range().from(), page.range().to());
        card.load(why, () -> new Found(audit.count(filter), audit.search(filter, 0, LOOKED_AT), audit.search(anybody, 0, LOOKED_AT)),
                found -> show(why, filter, found));
    }

    private void show(PageChange why, AuditFilter filter, Found found) {
        if (!why.quiet()) {
            fill(filter, found);
        }
        card.describe(Format.count(found.count, "record") + ", newest first");
        if (found.count == 0) {
            card.empty(empty(filter));
            detail.nothing();
            return;
        }
        grid.show(filter, found.count);
        Optional<AuditRecord> wanted = page.parameter(AuditChoice.RECORD)
                .flatMap(id -> found.newest.stream().filter(entry -> String.valueOf(entry.id()).equals(id)).findFirst());
        wanted.ifPresentOrElse(entry -> {
            grid.select(entry);
            detail.show(entry);
        }, detail::nothing);
    }

    private void fill(AuditFilter filter, Found found) {
        fill(who, found.unfiltered, AuditRecord::who, filter.who() == null ? "" : filter.who());
        fill(action, found.unfiltered, AuditRecord::action, filter.action() == null ? "" : filter.action());
        result.setValue(filter.result());
        text.setValue(filter.text() == null ? "" : filter.text());
    }

    private static void fill(ComboBox<String> box, List<AuditRecord> records, Function<AuditRecord, String> field, String chosen) {
        box.setItems(Stream.concat(records.stream().map(field), Stream.of(chosen))
                .filter(value -> !value.isEmpty()).distinct().sorted().toList());
        box.setValue(chosen.isEmpty() ? null : chosen);
    }

    private EmptyState empty(AuditFilter filter) {
        var longer = new Button("Last 30 d", event -> page.select(TimeSelection.last(Duration.ofDays(30))));
        longer.addThemeVariants(ButtonVariant.SMALL);
        if (!AuditChoice.any(filter)) {
            return new EmptyState(KwIcon.LIST, "Nobody changed anything in this time", "Sign-ins, users, tokens and every change stand here.", longer);
        }
        var all = new Button("Remove the filters", event -> page.set(Map.of(
                AuditChoice.WHO, "", AuditChoice.ACTION, "", AuditChoice.RESULT, "", AuditChoice.TEXT, "")));
        all.addThemeVariants(ButtonVariant.SMALL);
        return new EmptyState(KwIcon.LIST, "No record matches", "Names and actions must match exactly; text may stand anywhere.", all, longer);
    }

    private void choose(AuditRecord entry) {
        page.note(AuditChoice.RECORD, String.valueOf(entry.id()));
        detail.show(entry);
    }

    private void verify() {
        verify.setEnabled(false);
        chain.removeAll();
        chain.setText("checking …");
        page.read(card, "the audit log's chain", audit::verify, this::verified, problem -> {
            verify.setEnabled(true);
            chain.setText("cannot be checked: " + problem.getMessage());
        });
    }

    private void verified(Optional<AuditBreak> broken) {
        verify.setEnabled(true);
        chain.setText("");
        chain.add(broken.map(found -> new StatusBadge(Tone.CRITICAL, "record " + found.id() + " " + found.what()))
                .orElseGet(() -> new StatusBadge(Tone.GOOD, "every record is as it was written")));
        chain.getElement().setAttribute("role", "status");
    }

    private DownloadHandler csv() {
        return event -> {
            event.setFileName("keepwatch-audit.csv");
            event.setContentType("text/csv;charset=utf-8");
            AuditFilter filter = filterOf(event.getUI());
            try (var out = new OutputStreamWriter(event.getOutputStream(), StandardCharsets.UTF_8)) {
                AuditCsv.write(audit, filter, out);
            }
        };
    }

    /// A download comes outside of the session's lock.
    private AuditFilter filterOf(UI ui) {
        var filter = new AtomicReference<>(AuditFilter.ALL);
        ui.accessSynchronously(() -> filter.set(AuditChoice.of(page)));
        return filter.get();
    }
}
