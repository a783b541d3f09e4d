package io.keepwatch.ui.metrics;

import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.component.textfield.TextField;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.data.value.ValueChangeMode;
import io.keepwatch.telemetry.TimeRange;
import io.keepwatch.telemetry.metrics.MetricInfo;
import io.keepwatch.telemetry.metrics.MetricReader;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.EmptyState;
import io.keepwatch.ui.element.KwIcon;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.page.PageChange;
import io.keepwatch.ui.page.PageContext;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.stream.Stream;

/// The metrics with samples in the page's range, and the field that finds one.
final class MetricList {

    private static final String FIND = "find";

    private final PageContext page;
    private final MetricReader metrics;
    private final Grid<MetricInfo> grid = new Grid<>();
    private final TextField find = new TextField();
    private final DataCard card;
    private List<MetricInfo> known = List.of();
    private long jobs;

    MetricList(PageContext page, MetricReader metrics, Consumer<MetricInfo> onChoose) {
        this.page = page;
        this.metrics = metrics;
        find.setPlaceholder("Find a metric");
        find.setAriaLabel("Find a metric");
        find.setPrefixComponent(KwIcon.SEARCH.create());
        find.setClearButtonVisible(true);
        find.setValueChangeMode(ValueChangeMode.LAZY);
        find.addValueChangeListener(event -> {
            if (event.isFromClient()) {
                page.note(FIND, event.getValue());
                fill();
            }
        });
        grid.addThemeName("kw");
        grid.addClassName("kw-metric-names");
        grid.setSizeFull();
        grid.getElement().setAttribute("aria-label", "Metrics");
        grid.addColumn(LitRenderer.<MetricInfo>of("<div class=\"kw-metric-name\" title=${item.name}><span class=\"kw-mono kw-ellipsis\">${item.name}</span>"
                        + "<span class=\"kw-t3 kw-small\">${item.type}</span></div>")
                .withProperty("name", MetricInfo::name)
                .withProperty("type", metric -> metric.type().name().toLowerCase(Locale.ROOT) + (metric.series() > 0
                        ? ", " + Format.count(metric.series()) + " series" : ""))).setHeader("Metric");
        grid.addItemClickListener(event -> onChoose.accept(event.getItem()));
        grid.asSingleSelect().addValueChangeListener(event -> {
            if (event.isFromClient() && event.getValue() != null) {
                onChoose.accept(event.getValue());
            }
        });
        card = new DataCard(page, "Metrics").flush().with(grid);
        card.addClassName("kw-metric-list");
        card.addComponentAtIndex(1, find);
        page.keys().bind(card, "/", "find a metric", find::focus);
    }

    DataCard card() {
        return card;
    }

    private record Found(List<MetricInfo> metrics, long jobs) {}

    /// @param then called with what was found, also when it is nothing
    void load(PageChange why, Consumer<List<MetricInfo>> then) {
        if (!why.quiet()) {
            find.setValue(page.parameter(FIND, ""));
        }
        TimeRange range = page.range();
        card.load(why, () -> new Found(metrics.metrics(range), metrics.labelValues("target_info", "job", range).size()), found -> {
            known = found.metrics;
            jobs = found.jobs;
            fill();
            then.accept(known);
        });
    }

    void select(String metric) {
        MetricInfo wanted = shown().filter(one -> one.name().equals(metric)).findFirst().orElse(null);
        if (wanted == null) {
            grid.deselectAll();
        } else if (!wanted.equals(grid.asSingleSelect().getValue())) {
            grid.select(wanted);
            grid.scrollToItem(wanted);
        }
    }

    private void fill() {
        List<MetricInfo> shown = shown().toList();
        grid.setItems(shown);
        card.content();
        String count = shown.size() == known.size() ? Format.count(known.size()) : Format.count(shown.size()) + " of " + Format.count(known.size());
        card.describe(jobs == 0 ? count : count + " from " + Format.count(jobs, "job"));
        select(page.parameter(MetricChoice.METRIC, ""));
        if (known.isEmpty()) {
            card.empty(new EmptyState(KwIcon.CHART, "No metrics in this time", "No sender exported a metric then."));
        } else if (shown.isEmpty()) {
            card.empty(new EmptyState(KwIcon.CHART, "No metric is called so", "Every word of the search must be in its name."));
        }
    }

    private Stream<MetricInfo> shown() {
        return known.stream().filter(metric -> matches(metric, find.getValue()));
    }

    /// Every word must be in the name, stored or original; dots find underscores.
    static boolean matches(MetricInfo metric, String words) {
        String names = metric.name() + " " + metric.originalName().toLowerCase(Locale.ROOT);
        return Stream.of(words.toLowerCase(Locale.ROOT).strip().split("\\s+"))
                .allMatch(word -> names.contains(word) || names.contains(word.replace('.', '_')));
    }
}
