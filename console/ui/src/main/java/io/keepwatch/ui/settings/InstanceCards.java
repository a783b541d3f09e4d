package io.keepwatch.ui.settings;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.html.Div;
import com.vaadin.flow.component.html.Pre;
import com.vaadin.flow.component.html.Span;
import io.keepwatch.settings.BoundPorts;
import io.keepwatch.settings.ConfigurationFile;
import io.keepwatch.settings.ConfigurationProblem;
import io.keepwatch.settings.RunningPorts;
import io.keepwatch.settings.RunningPorts.Listener;
import io.keepwatch.settings.Settings;
import io.keepwatch.ui.element.CopyButton;
import io.keepwatch.ui.element.DataCard;
import io.keepwatch.ui.element.KeyValues;
import io.keepwatch.ui.element.StatusBadge;
import io.keepwatch.ui.element.StatusBadge.Tone;
import io.keepwatch.ui.format.Format;
import io.keepwatch.ui.format.TimeFormat;
import io.keepwatch.ui.page.PageContext;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where this process listens, what it was told, and the process itself.
final class InstanceCards {

    private final PageContext page;
    private final Settings settings;
    private final ConfigurationFile configuration;
    private final BoundPorts ports;
    private final OwnMetrics own;
    private final DataCard addresses;
    private final DataCard told;
    private final DataCard process;
    private final Div addressLines = new Div();
    private final Div toldLines = new Div();
    private final Div processLines = new Div();

    InstanceCards(PageContext page, Settings settings, ConfigurationFile configuration, BoundPorts ports, OwnMetrics own) {
        this.page = page;
        this.settings = settings;
        this.configuration = configuration;
        this.ports = ports;
        this.own = own;
        addresses = new DataCard(page, "Send telemetry here").with(addressLines);
        told = new DataCard(page, "Configuration").with(toldLines);
        process = new DataCard(page, "This process").with(processLines);
    }

    Component[] cards() {
        return new Component[] {addresses, told, process};
    }

    void show() {
        replace(addressLines, addressLines());
        addresses.content();
        replace(toldLines, toldLines());
        told.content();
        replace(processLines, processLines());
        process.content();
    }

    private KeyValues addressLines() {
        var lines = new KeyValues();
        Optional<RunningPorts> running = Optional.ofNullable(ports.all().getNow(null));
        if (settings.has(Settings.ProcessRole.COLLECTOR)) {
            running.ifPresentOrElse(bound -> {
                lines.copyable("OTLP gRPC", address(bound.port(Listener.OTLP_GRPC)));
                lines.copyable("OTLP HTTP", address(bound.port(Listener.OTLP_HTTP)));
            }, () -> lines.put("OTLP", "starting"));
            lines.put("Token", settings.otlpToken() == null ? "none demanded" : "senders need “Authorization: Bearer …”");
        } else {
            lines.put("OTLP", "other processes of this installation take it in");
        }
        lines.copyable("Console", settings.network().externalUrl() == null
                ? running.map(bound -> address(bound.port(Listener.HTTP))).orElse("starting")
                : String.valueOf(settings.network().externalUrl()));
        lines.put("Listens on", settings.network().loopbackOnly() ? settings.network().bind() + ", this machine only" : settings.network().bind());
        return lines;
    }

    private String address(int port) {
        String host = settings.network().localAddress();
        return (settings.network().tls() == null ? "http://" : "https://") + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }

    private Component toldLines() {
        var lines = new KeyValues();
        Optional<ConfigurationProblem> problem = configuration.problem();
        lines.copyable("File", settings.configFile().toString());
        lines.put("State", problem.isPresent()
                ? new StatusBadge(Tone.WARNING, "not in use since " + new TimeFormat(page.zone()).near(problem.get().since(), page.now()))
                : new Span(Files.exists(settings.configFile()) ? "in use" : "no such file: defaults are in use"));
        Settings.Retention kept = configuration.get(Settings.Retention.SECTION);
        lines.put("Logs kept", Format.age(kept.logs()));
        lines.put("Traces kept", Format.age(kept.traces()));
        lines.put("Metrics kept", Format.age(kept.metrics()));
        lines.copyable("Data", settings.home().toString());
        lines.put("Accounts in", settings.database().embedded() ? "H2 in the data directory" : "PostgreSQL");
        return problem.<Component>map(found -> new Div(message(found.message()), lines)).orElse(lines);
    }

    private static Component message(String text) {
        var code = new Pre(text);
        code.addClassNames("kw-code", "kw-config-problem");
        var box = new Div(code, new CopyButton(text, "message"));
        box.addClassName("kw-copy-line");
        return box;
    }

    private KeyValues processLines() {
        var runtime = ManagementFactory.getRuntimeMXBean();
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        var started = Instant.ofEpochMilli(runtime.getStartTime());
        return new KeyValues()
                .put("Version", own.read().info("keepwatch_build", "version"))
                .put("Up for", Format.age(Duration.between(started, page.now())) + ", since " + new TimeFormat(page.zone()).near(started, page.now()))
                .put("Roles", settings.roles().stream().map(role -> role.name().toLowerCase(Locale.ROOT)).sorted().collect(Collectors.joining(", ")))
                .put("Heap", Format.bytes(heap.getUsed()) + (heap.getMax() > 0 ? " of " + Format.bytes(heap.getMax()) : ""))
                .put("Java", Runtime.version().toString())
                .put("Process", String.valueOf(runtime.getPid()))
                .put("Demo", settings.demo() ? "runs beside it" : "does not run");
    }

    private static void replace(Div place, Component content) {
        place.removeAll();
        place.add(content);
    }
}
