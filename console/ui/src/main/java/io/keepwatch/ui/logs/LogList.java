package io.keepwatch.ui.logs;

import com.vaadin.flow.component.button.Button;
import com.vaadin.flow.component.button.ButtonVariant;
import com.vaadin.flow.component.contextmenu.MenuItem;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Span;
import com.vaadin.flow.component.menubar.MenuBar;
import com.vaadin.flow.component.menubar.MenuBarVariant;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.telemetry.SearchQuery.TextTerm;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.logs.LogPosition;
import io.keepwatch.telemetry.logs.LogRecord;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KeyHint;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.logs.LogStore.Page;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.TimeSelection;
import io.keepwatch.ui.search.Loosening;
import io.keepwatch.ui.search.QueryEdit;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The lines of a search: the newest first, older ones as they are scrolled to, new ones as they arrive; or the
/// neighbours of one record.
final class LogList {

    private static final int TAIL = 1_000;

    private final PageContext page;
    private final LogStore store;
    private final Consumer<SearchQuery> onQuery;
    private final LogLines lines = new LogLines();
    private final Div banner = new Div();
    private final Span readTime = new Span();
    private final Button tail = new Button();
    private final DataCard card;

    private SearchQuery query = SearchQuery.ALL;
    private TimeRange range;
    private @Nullable LogPosition newest;
    private @Nullable LogPosition oldest;
    private boolean atTop = true;
    /// what is shown is not the newest: the neighbours of a record, or a list that starts with one
    private boolean standing;

    LogList(PageContext page, LogStore store, Consumer<SearchQuery> onQuery) {
        this.page = page;
        this.store = store;
        this.onQuery = onQuery;
        this.range = page.range();
        lines.onMore(this::older);
        lines.onTop(top -> atTop = top);
        lines.onOpen(this::open);
        lines.onAct(this::act);
        banner.addClassName("kw-lines-banner");
        banner.setVisible(false);
        tail.addThemeVariants(ButtonVariant.SMALL);
        tail.addClickListener(event -> toggleTail());
        card = new DataCard(page, "Lines").describe("newest first").action(columns(), tail).flush().with(banner, lines);
        card.addClassNames("kw-lines-card", "kw-fill");
        card.add(foot());
        showTail();
        bindKeys();
    }

    /// The search in the URL cannot be read, and there is nothing to keep showing.
    void unreadable() {
        card.empty(new EmptyState(KwIcon.SEARCH, "The search cannot be read", "The field above says where and why.",
                button("Clear the search", () -> onQuery.accept(SearchQuery.ALL))));
    }

    DataCard card() {
        return card;
    }

    private Div foot() {
        readTime.addClassName("kw-push");
        var foot = new Div(new KeyHint("line", "J", "K"), new KeyHint("open", "Enter"), new KeyHint("more or none like it", "+", "−"),
                new KeyHint("trace", "T"), new KeyHint("±5 s", "Z"), readTime);
        foot.addClassName("kw-card-foot");
        return foot;
    }

    /// The browser handles these itself; bound here so that `?` lists them.
    private void bindKeys() {
        page.keys().bind(card, "t", "trace of the line", () -> lines.act(LogLines.Act.TRACE));
        page.keys().bind(card, "z", "everything ±5 s around the line", () -> lines.act(LogLines.Act.AROUND));
        page.keys().bind(card, "+", "only lines like this one, or this value", () -> lines.act(LogLines.Act.REQUIRE));
        page.keys().bind(card, "-", "no lines like this one, or this value", () -> lines.act(LogLines.Act.EXCLUDE));
    }

    // --- reading

    void load(PageChange why, SearchQuery search) {
        if (why.quiet() && (standing || !tailing())) {
            return;
        }
        query = search;
        range = page.range();
        if (!why.quiet()) {
            lines.close();
            if (why != PageChange.NAVIGATED) {
                page.note(LogsView.AT, null);
            }
        }
        showTail();
        Optional<LogPosition> context = RecordKey.parse(page.parameter(LogsView.CONTEXT, ""));
        if (context.isPresent()) {
            loadContext(why, context.get());
        } else if (why.quiet() && !atTop) {
            loadNewer();
        } else {
            loadNewest(why);
        }
    }

    private record Found(Page page, Optional<Loosening> loosening, Duration took) {}

    private void loadNewest(PageChange why) {
        Optional<LogPosition> at = why.quiet() ? Optional.empty() : RecordKey.parse(page.parameter(LogsView.AT, ""));
        SearchQuery search = query;
        TimeRange time = range;
        card.load(why, () -> {
            long started = System.nanoTime();
            Page read = at.map(position -> store.pageWith(position, time, search)).orElseGet(() -> store.page(time, search, null));
            var took = Duration.ofNanos(System.nanoTime() - started);
            Optional<Loosening> loosening = read.records().isEmpty()
                    ? Loosening.of(search, looser -> store.reader().count(time, looser)) : Optional.empty();
            return new Found(read, loosening, took);
        }, found -> show(found, at, why.quiet()));
    }

    private void show(Found found, Optional<LogPosition> at, boolean quiet) {
        Page read = found.page;
        readTime.setText("read in " + Format.duration(found.took.toNanos()));
        remember(read);
        if (read.records().isEmpty()) {
            card.empty(empty(found.loosening));
            return;
        }
        standing = at.isPresent() && read.records().getFirst().position().equals(at.get());
        showBanner(standing ? "From " + times().millis(read.records().getFirst().time()) + " on." : "", "Show the newest", this::showNewest);
        boolean dated = range.length().compareTo(Duration.ofHours(24)) > 0;
        lines.dated(dated);
        if (quiet) {
            lines.refresh(shown(read.records()), read.more());
            return;
        }
        lines.show(shown(read.records()), read.more(), at.map(RecordKey::of).orElse(null));
        atTop = true;
        at.ifPresent(position -> open(RecordKey.of(position)));
    }

    private record Neighbours(LogRecord record, Page around) {}

    private void loadContext(PageChange why, LogPosition position) {
        standing = true;
        card.load(why, () -> store.find(position).map(record -> new Neighbours(record, store.context(record))), found -> {
            if (found.isEmpty()) {
                card.empty(new EmptyState(KwIcon.LOGS, "The line is not stored any more",
                        "Its retention is over, or the link is not complete.", button("Back to the search", this::leaveContext)));
                return;
            }
            LogRecord marked = found.get().record;
            remember(found.get().around);
            lines.show(shown(found.get().around.records()), false, null);
            lines.mark(RecordKey.of(position));
            showBanner("Lines of " + marked.service() + " around " + times().millis(marked.time()) + ", whatever the search.",
                    "Back to the search", this::leaveContext);
        });
    }

    private void leaveContext() {
        page.set(LogsView.CONTEXT, null);
    }

    private void showNewest() {
        page.note(LogsView.AT, null);
        load(PageChange.PARAMETERS, query);
    }

    /// The person reads further down: what is new is put above and counted.
    private void loadNewer() {
        if (newest == null) {
            return;
        }
        LogPosition from = newest;
        SearchQuery search = query;
        page.read(card, "new lines", () -> store.reader().after(from, search, TAIL), found -> {
            if (!found.isEmpty() && from.equals(newest)) {
                newest = found.getLast().position();
                lines.prepend(shown(found.reversed()));
            }
        }, problem -> {
            // the live state in the top bar says that lines are late; the next tick tries again
        });
    }

    private void older() {
        if (oldest == null) {
            return;
        }
        LogPosition before = oldest;
        SearchQuery search = query;
        TimeRange time = range;
        page.read(card, "older lines", () -> store.page(time, search, before), read -> {
            if (before.equals(oldest)) {
                oldest = read.oldest();
                lines.append(shown(read.records()), read.more());
            }
        }, problem -> showBanner("Older lines cannot be read.", "Retry", () -> {
            showBanner("", "", () -> {});
            older();
        }));
    }

    private void remember(Page read) {
        newest = read.newest();
        oldest = read.oldest();
    }

    // --- one record

    private void open(String key) {
        Optional<LogPosition> position = RecordKey.parse(key);
        if (position.isEmpty()) {
            lines.close();
            page.note(LogsView.AT, null);
            return;
        }
        withRecord(position.get(), record -> {
            var detail = new RecordDetail(page, record, this::narrow);
            lines.open(key, detail);
            page.note(LogsView.AT, key);
            TimeRange time = range;
            page.read(detail, "occurrences", () -> store.occurrences(record, time), found -> found.ifPresent(detail::show), problem -> {
                // the record itself is shown; how often it occurs is an extra
            });
        });
    }

    private void act(String key, LogLines.Act act) {
        RecordKey.parse(key).ifPresent(position -> withRecord(position, record -> {
            switch (act) {
                case TRACE -> {
                    if (!record.traceId().isEmpty()) {
                        page.open(RecordDetail.traceLink(page, record));
                    }
                }
                case AROUND -> page.open(RecordDetail.aroundLink(page, record));
                case REQUIRE -> onQuery.accept(query.with(new TextTerm(phrase(record), false)));
                case EXCLUDE -> onQuery.accept(query.with(new TextTerm(phrase(record), true)));
            }
        }));
    }

    private void withRecord(LogPosition position, Consumer<LogRecord> action) {
        page.read(card, "log record", () -> store.find(position), found -> found.ifPresent(action),
                problem -> showBanner("The record cannot be read.", "Retry", () -> withRecord(position, action)));
    }

    private void narrow(FieldTerm term) {
        onQuery.accept(term.negated()
                ? QueryEdit.exclude(query, term.field(), term.value())
                : QueryEdit.require(query, term.field(), term.value()));
    }

    private static String phrase(LogRecord record) {
        String line = record.body().lines().map(String::strip).filter(text -> !text.isEmpty()).findFirst().orElse(record.body());
        return line.substring(0, Math.min(160, line.length()));
    }

    // --- parts

    private List<LogLine> shown(List<LogRecord> records) {
        boolean dated = range.length().compareTo(Duration.ofHours(24)) > 0;
        return records.stream().map(record -> LogLine.of(record, times(), dated)).toList();
    }

    private TimeFormat times() {
        return new TimeFormat(page.zone());
    }

    private EmptyState empty(Optional<Loosening> loosening) {
        Button longer = button("Last 6 h", () -> page.select(TimeSelection.last(Duration.ofHours(6))));
        return loosening
                .map(found -> new EmptyState(KwIcon.LOGS, "No lines match",
                        Format.count(found.matches()) + " match without " + found.text() + ".",
                        button("Remove it", () -> onQuery.accept(found.without())), longer))
                .orElseGet(() -> query.terms().isEmpty()
                        ? new EmptyState(KwIcon.LOGS, "No lines in this time", "No service sent logs then.", longer)
                        : new EmptyState(KwIcon.LOGS, "No lines match", "More than one term keeps them away, or the time does.",
                                button("Clear the search", () -> onQuery.accept(SearchQuery.ALL)), longer));
    }

    private static Button button(String text, Runnable action) {
        var button = new Button(text, event -> action.run());
        button.addThemeVariants(ButtonVariant.SMALL);
        return button;
    }

    private void showBanner(String text, String action, Runnable run) {
        banner.removeAll();
        banner.setVisible(!text.isEmpty());
        if (!text.isEmpty()) {
            banner.add(new Span(text), button(action, run));
        }
    }

    private MenuBar columns() {
        var menu = new MenuBar();
        menu.addThemeVariants(MenuBarVariant.SMALL);
        MenuItem columns = menu.addItem("Columns");
        columns.addComponentAsFirst(KwIcon.TABLE.create());
        Set<String> hidden = hiddenColumns();
        for (String column : List.of("service", "attributes")) {
            MenuItem item = columns.getSubMenu().addItem(column);
            item.setCheckable(true);
            item.setChecked(!hidden.contains(column));
            item.addClickListener(event -> {
                Set<String> without = hiddenColumns();
                if (item.isChecked()) {
                    without.remove(column);
                } else {
                    without.add(column);
                }
                page.note(LogsView.WITHOUT, String.join(",", without));
                lines.without(without);
            });
        }
        lines.without(hidden);
        return menu;
    }

    private Set<String> hiddenColumns() {
        return Stream.of(page.parameter(LogsView.WITHOUT, "").split(",")).filter(column -> !column.isEmpty())
                .collect(LinkedHashSet::new, Set::add, Set::addAll);
    }

    private boolean tailing() {
        return page.parameter(LogsView.TAIL).filter("0"::equals).isEmpty();
    }

    private void toggleTail() {
        page.note(LogsView.TAIL, tailing() ? "0" : null);
        showTail();
    }

    private void showTail() {
        tail.setVisible(page.selection().relative() && page.parameter(LogsView.CONTEXT).isEmpty());
        tail.setText(tailing() ? "Pause tail" : "Resume tail");
        tail.setIcon((tailing() ? KwIcon.PAUSE : KwIcon.PLAY).create());
    }
}
