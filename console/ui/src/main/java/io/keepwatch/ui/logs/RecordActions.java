package io.keepwatch.ui.logs;

import com.vaadin.flow.component.Component;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.telemetry.SearchQuery.TextTerm;
import io.keepwatch.telemetry.logs.LogPosition;
import io.keepwatch.telemetry.logs.LogRecord;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.search.QueryEdit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// What can be done with one line: follow its trace, see what else happened then, search for more or none like it.
final class RecordActions {

    private static final int LONGEST_PHRASE = 160;

    private final PageContext page;
    private final LogStore store;
    private final Supplier<SearchQuery> query;
    private final Consumer<SearchQuery> onQuery;
    private final Component owner;
    private final BiConsumer<Runnable, String> onProblem;

    /// @param query     the search of the moment
    /// @param onProblem called with a retry and what went wrong
    RecordActions(PageContext page, LogStore store, Component owner, Supplier<SearchQuery> query, Consumer<SearchQuery> onQuery,
            BiConsumer<Runnable, String> onProblem) {
        this.page = page;
        this.store = store;
        this.owner = owner;
        this.query = query;
        this.onQuery = onQuery;
        this.onProblem = onProblem;
    }

    void act(String key, LogLines.Act act) {
        RecordKey.parse(key).ifPresent(position -> with(position, record -> {
            switch (act) {
                case TRACE -> {
                    if (!record.traceId().isEmpty()) {
                        page.open(RecordDetail.traceLink(page, record));
                    }
                }
                case AROUND -> page.open(RecordDetail.aroundLink(page, record));
                case REQUIRE -> onQuery.accept(query.get().with(new TextTerm(phrase(record), false)));
                case EXCLUDE -> onQuery.accept(query.get().with(new TextTerm(phrase(record), true)));
            }
        }));
    }

    /// Reads the record and hands it on; nothing happens when it is not stored any more.
    void with(LogPosition position, Consumer<LogRecord> action) {
        page.read(owner, "log record", () -> store.find(position), found -> found.ifPresent(action),
                problem -> onProblem.accept(() -> with(position, action), "The record cannot be read."));
    }

    void narrow(FieldTerm term) {
        onQuery.accept(term.negated()
                ? QueryEdit.exclude(query.get(), term.field(), term.value())
                : QueryEdit.require(query.get(), term.field(), term.value()));
    }

    private static String phrase(LogRecord record) {
        String line = record.body().lines().map(String::strip).filter(text -> !text.isEmpty()).findFirst().orElse(record.body());
        return line.substring(0, Math.min(LONGEST_PHRASE, line.length()));
    }
}
