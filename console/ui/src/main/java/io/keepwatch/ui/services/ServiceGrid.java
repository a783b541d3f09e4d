package io.keepwatch.ui.services;

import com.vaadin.flow.component.grid.ColumnTextAlign;
import com.vaadin.flow.component.grid.Grid;
import com.vaadin.flow.data.provider.ListDataProvider;
import com.vaadin.flow.data.renderer.LitRenderer;
import com.vaadin.flow.function.ValueProvider;
import io.keepwatch.ui.element.Spark;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.services.health.Answer;
import io.keepwatch.ui.services.health.Health;
import io.keepwatch.ui.services.health.State;
import io.keepwatch.ui.services.health.Trouble;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Services as rows: figures of now, lines over the page's range.
public final class ServiceGrid extends Grid<Health> {

    private final PageContext page;
    private final List<Health> rows = new ArrayList<>();
    private @Nullable Health focused;

    /// @param full with every column, sortable
    public ServiceGrid(PageContext page, String name, boolean full) {
        this.page = page;
        addThemeName("kw");
        addClassName("kw-service-grid");
        setSelectionMode(SelectionMode.NONE);
        getElement().setAttribute("aria-label", name);
        nameColumn();
        number("rate", "Requests", this::rate, health -> tone(health.now().requests() == 0, false, false), health -> health.now().requestRate(), "98px");
        spark("rate-line", health -> Spark.path(health.range().requestSparkline()), _ -> "");
        number("errors", "Errors", ServiceGrid::errors, ServiceGrid::errorTone, health -> health.now().errorShare(), "92px");
        spark("error-line", health -> Spark.path(health.range().errorSparkline()), health -> health.trouble() == Trouble.FAILING ? "crit" : "");
        if (full) {
            number("p50", "p50", health -> duration(health, health.now().p50Nanos()), health -> tone(health.now().requests() == 0, false, false),
                    health -> health.now().p50Nanos(), "88px");
        }
        number("p95", "p95", health -> duration(health, health.now().p95Nanos()), ServiceGrid::slowTone, health -> health.now().p95Nanos(), "88px");
        if (full) {
            number("p99", "p99", health -> duration(health, health.now().p99Nanos()), health -> tone(health.now().requests() == 0, false, false),
                    health -> health.now().p99Nanos(), "88px");
            number("instances", "Instances", health -> Format.count(health.range().instances()), health -> tone(health.range().instances() == 0, false, false),
                    health -> health.range().instances(), "92px");
        }
        versionColumn();
        if (full) {
            number("last", "Last span", this::lastSpan, health -> tone(health.state() != State.STALE, health.state() == State.STALE, false),
                    health -> health.range().lastSpan(), "130px");
            getColumns().forEach(column -> column.setResizable(true));
        } else {
            getColumns().forEach(column -> column.setSortable(false));
        }
        setDataProvider(new ListDataProvider<>(rows) {
            @Override
            public Object getId(Health health) {
                return health.name();
            }
        });
        addItemClickListener(event -> open(event.getItem()));
        addCellFocusListener(event -> focused = event.getItem().orElse(null));
        page.keys().bind(this, "enter", "open the service", () -> {
            if (focused != null) {
                open(focused);
            }
        });
    }

    /// Rows of services that are still there keep their place under the pointer and the focus.
    public void show(List<Health> services) {
        rows.clear();
        rows.addAll(services);
        getDataProvider().refreshAll();
    }

    /// Opens the n-th row, counted from 1.
    public void open(int number) {
        if (number <= rows.size()) {
            open(rows.get(number - 1));
        }
    }

    private void open(Health health) {
        page.open(ServiceLinks.service(page, health.name()));
    }

    private void nameColumn() {
        addColumn(LitRenderer.<Health>of("<span class=\"kw-status\"><kw-glyph name=${item.glyph} role=\"img\" aria-label=${item.state}></kw-glyph>"
                        + "<a class=\"kw-plain kw-ellipsis\" tabindex=\"-1\" href=${item.link}>${item.name}</a></span>")
                .withProperty("glyph", health -> health.state().glyph().text())
                .withProperty("state", health -> health.state().words())
                .withProperty("link", health -> ServiceLinks.service(page, health.name()))
                .withProperty("name", Health::name))
                .setHeader("Service").setKey("service").setComparator(Comparator.comparing(Health::name)).setFlexGrow(2).setWidth("150px");
    }

    private void versionColumn() {
        addColumn(LitRenderer.<Health>of("<span class=${item.tone} title=${item.title}>${item.version}</span>")
                .withProperty("tone", health -> health.state() == State.STALE || health.range().version().isEmpty() ? "kw-t3" : "kw-t2")
                .withProperty("title", health -> "first seen " + new TimeFormat(page.zone()).full(health.range().versionSince()))
                .withProperty("version", this::version))
                .setHeader("Version").setKey("version").setComparator(Comparator.comparing(health -> health.range().versionSince()))
                .setFlexGrow(2).setWidth("150px");
    }

    private <T extends Comparable<T>> void number(String key, String header, ValueProvider<Health, String> text,
            ValueProvider<Health, String> tone, ValueProvider<Health, T> value, String width) {
        addColumn(LitRenderer.<Health>of("<span class=${item.tone} title=${item.title}>${item.text}</span>")
                .withProperty("tone", tone).withProperty("text", text).withProperty("title", health -> title(key, health)))
                .setHeader(header).setKey(key).setComparator(Comparator.comparing(value)).setTextAlign(ColumnTextAlign.END).setWidth(width).setFlexGrow(0);
    }

    private void spark(String key, ValueProvider<Health, String> path, ValueProvider<Health, String> ink) {
        addColumn(LitRenderer.<Health>of("<kw-spark d=${item.path} ink=${item.ink} aria-hidden=\"true\"></kw-spark>")
                .withProperty("path", path).withProperty("ink", ink)).setKey(key).setWidth("96px").setFlexGrow(0);
    }

    private String title(String key, Health health) {
        var normal = health.normal();
        return switch (key) {
            case "p95" -> normal == null ? "" : "normal " + Format.duration(Math.round(normal.p95Nanos())) + " (" + normal.basis() + ")";
            case "errors" -> Format.count(health.now().errors()) + " of " + Format.count(health.now().requests(), "request");
            case "last" -> new TimeFormat(page.zone()).full(health.range().lastSpan());
            default -> "";
        };
    }

    private String rate(Health health) {
        if (health.state() == State.STALE) {
            return "stale";
        }
        return health.now().requests() == 0 ? "none" : Format.rate(health.now().requestRate());
    }

    private static String errors(Health health) {
        return health.state() == State.STALE || health.now().requests() == 0 ? Format.NONE : Answer.share(health.now());
    }

    private static String errorTone(Health health) {
        boolean failing = health.trouble() == Trouble.FAILING;
        return tone(health.now().errors() == 0, failing && health.state() == State.WARNING, failing && health.state() == State.CRITICAL);
    }

    private static String slowTone(Health health) {
        return health.slow() && health.state() != State.STALE ? "kw-warn" : tone(health.now().requests() == 0, false, false);
    }

    private static String tone(boolean nothing, boolean warning, boolean critical) {
        return critical ? "kw-crit" : warning ? "kw-warn" : nothing ? "kw-t3" : "";
    }

    private static String duration(Health health, long nanos) {
        return health.state() == State.STALE || health.now().requests() == 0 ? Format.NONE : Format.duration(nanos);
    }

    private String version(Health health) {
        if (health.state() == State.STALE) {
            return "last span " + new TimeFormat(page.zone()).near(health.range().lastSpan(), page.now());
        }
        String version = health.range().version().isEmpty() ? "none told" : health.range().version();
        return version + ", " + Format.roughAge(Duration.between(health.range().versionSince(), page.range().to())) + " ago";
    }

    private String lastSpan(Health health) {
        Duration age = Duration.between(health.range().lastSpan(), page.range().to());
        return age.compareTo(Duration.ofSeconds(15)) < 0 ? "just now" : Format.roughAge(age) + " ago";
    }
}
