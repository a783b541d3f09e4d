package io.keepwatch.ui.search;

import io.keepwatch.telemetry.Facet;
import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.page.BackgroundRead;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The facets beside a list: the usual fields, then those the person opened, which stand in the parameter `fields`.
public final class FacetCard {

    private static final Logger LOG = LoggerFactory.getLogger(FacetCard.class);
    private static final String PARAMETER = "fields";
    private static final int VALUES = 6;
    private static final int MOST_FIELDS = 300;
    /// an unasked field whose most frequent value is rarer than this share tells ids, not kinds
    private static final double WORTH_SHOWING = 0.05;

    private final PageContext page;
    private final DataCard card;
    private final FacetPanel panel;
    private final List<String> usual;
    private final int frequent;
    private final FacetSource values;
    private final Completion.FieldSource keys;
    /// which keys occur changes slowly and is dear to ask
    private List<String> known = List.of();
    private @Nullable BackgroundRead readingKeys;

    /// @param titles   the usual fields in their order, with their names for people
    /// @param frequent how many of the most frequent other fields are opened unasked
    public FacetCard(PageContext page, Map<String, String> titles, BiFunction<String, String, String> labels, int frequent,
            FacetSource values, Completion.FieldSource keys, Consumer<SearchQuery> onChoose) {
        this.page = page;
        this.usual = List.copyOf(titles.keySet());
        this.frequent = frequent;
        this.values = values;
        this.keys = keys;
        panel = new FacetPanel(titles, labels);
        panel.onChoose(onChoose);
        panel.onOpenField(this::open);
        card = new DataCard(page, "Filters").withoutHead().flush().with(panel);
        card.addClassName("kw-facets-card");
    }

    public DataCard card() {
        return card;
    }

    private record Read(List<Facet> facets, List<String> all, List<String> shown) {
        List<String> further() {
            return all.stream().filter(field -> !shown.contains(field)).sorted().toList();
        }
    }

    public void load(PageChange why, SearchQuery query) {
        TimeRange range = page.range();
        List<String> opened = opened();
        List<String> before = why.quiet() ? known : List.of();
        boolean later = before.isEmpty() && frequent == 0; // nobody opens a field at once
        if (readingKeys != null) {
            readingKeys.cancel();
        }
        card.load(why, () -> read(range, query, opened, before.isEmpty() && !later ? keys(range, query) : before), read -> {
            known = read.all;
            panel.show(query, read.facets, read.further());
            if (later) {
                readingKeys = page.read(card, "fields", () -> keys(range, query), all -> {
                    known = all;
                    panel.show(query, read.facets, new Read(read.facets, all, read.shown).further());
                }, problem -> LOG.debug("Cannot read which fields there are", problem));
            }
        });
    }

    private List<String> keys(TimeRange range, SearchQuery query) {
        return keys.fields(range, query, MOST_FIELDS).stream().filter(field -> !usual.contains(field)).toList();
    }

    private Read read(TimeRange range, SearchQuery query, List<String> opened, List<String> all) {
        List<String> shown = new ArrayList<>(usual);
        Stream.concat(opened.stream(), all.stream().filter(FacetCard::groups).limit(frequent))
                .filter(field -> !shown.contains(field)).forEach(shown::add);
        List<Facet> facets = new ArrayList<>(values.facetsForChoosing(range, query, shown, VALUES));
        long most = facets.stream().mapToLong(FacetCard::topCount).max().orElse(0);
        facets.removeIf(facet -> !usual.contains(facet.field()) && !opened.contains(facet.field())
                && (facet.values().size() < 2 || topCount(facet) < WORTH_SHOWING * most));
        return new Read(facets, all, facets.stream().map(Facet::field).toList());
    }

    private static long topCount(Facet facet) {
        return facet.values().getFirst().count();
    }

    /// Fields that are the same on every record, or different on each, help nobody to choose.
    private static boolean groups(String field) {
        return Stream.of("service.name", "telemetry.", "process.", "thread.", "code.", "os.", "host.", "log.", "exception.stacktrace", "exception.message",
                "service.instance", "service.namespace", "url.full", "url.query", "user_agent", "client.", "network.", "db.query.text", "server.")
                .noneMatch(field::startsWith);
    }

    private void open(String field) {
        List<String> fields = new ArrayList<>(opened());
        fields.add(field);
        page.set(PARAMETER, String.join(",", fields));
    }

    private List<String> opened() {
        return Stream.of(page.parameter(PARAMETER, "").split(",")).map(String::strip).filter(field -> !field.isEmpty())
                .distinct().limit(20).toList();
    }
}
