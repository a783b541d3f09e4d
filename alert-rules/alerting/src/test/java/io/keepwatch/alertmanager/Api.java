package io.keepwatch.alertmanager;

import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.keepwatch.access.Actor;
import io.keepwatch.access.Role;
import io.keepwatch.alerting.RoutedAlerts;
import io.keepwatch.alerting.Silences;
import io.keepwatch.alerting.routing.ActiveRouting;
import io.keepwatch.alerting.routing.AlertGroup;
import io.keepwatch.alerting.routing.Dispatcher;
import io.keepwatch.alerting.routing.Inhibitions;
import io.keepwatch.alerting.routing.Muting;
import io.keepwatch.alerting.routing.Route;
import io.keepwatch.alerting.routing.RoutedAlert;
import io.keepwatch.alerting.routing.RoutingConfig;
import io.keepwatch.alerting.template.MessageTemplates;
import io.keepwatch.telemetry.series.Labels;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import org.springframework.core.MethodParameter;
import org.springframework.http.HttpMethod;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;

/// The API over real routing, inhibition and silences; nobody is told of anything.
final class Api implements RoutedAlerts, ActiveRouting {

    private static final Actor ANN = new Actor("ann", Role.OPERATOR, "127.0.0.1");

    private final RoutingConfig config;
    private final Silences silences;
    private final InstantSource time;
    private final Dispatcher dispatcher;
    private final Map<String, AlertGroup> groups = new LinkedHashMap<>();
    private final MockMvc mvc;

    Api(RoutingConfig config, Silences silences, InstantSource time) {
        this.config = config;
        this.silences = silences;
        this.time = time;
        this.dispatcher = new Dispatcher(config.route());
        Clock clock = time.withZone(ZoneOffset.UTC);
        mvc = MockMvcBuilders.standaloneSetup(new StatusController(this, clock), new AlertsController(this, silences, this, clock),
                new SilencesController(silences, clock)).setCustomArgumentResolvers(new AnnActs()).build();
    }

    private static final class AnnActs implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Actor.class;
        }

        @Override
        public Object resolveArgument(MethodParameter parameter, ModelAndViewContainer model, NativeWebRequest request, WebDataBinderFactory binders) {
            return ANN;
        }
    }

    @Override
    public synchronized List<Group> groups() {
        List<Labels> firing = groups.values().stream().flatMap(group -> group.alerts().values().stream())
                .filter(alert -> alert.firesAt(time.instant())).map(RoutedAlert::labels).toList();
        var muting = new Muting(new Inhibitions(config.inhibitRules(), firing), config.timeIntervals(), silences.all(), time.instant());
        return groups.values().stream().map(group -> {
            Route route = dispatcher.routeOf(group);
            return new Group(group.key(), group.labels(), route.receiver(), group.nextFlush(),
                    group.alerts().values().stream().map(alert -> new Member(alert, muting.of(route, alert.labels()))).toList());
        }).toList();
    }

    @Override
    public synchronized void post(List<RoutedAlert> alerts) {
        dispatcher.place(alerts, groups::get, time.instant()).forEach(group -> groups.put(group.id(), group));
    }

    @Override
    public Setup current() {
        return new Setup(config, MessageTemplates.builtIn(), null, Instant.EPOCH);
    }

    @Override
    public Optional<Problem> problem() {
        return Optional.empty();
    }

    @Override
    public void onChange(Runnable listener) {
        throw new UnsupportedOperationException("it never changes");
    }

    MockHttpServletResponse call(String method, URI uri, String body) {
        try {
            return mvc.perform(request(HttpMethod.valueOf(method), uri).content(body)).andReturn().getResponse();
        } catch (Exception e) {
            throw new IllegalStateException(method + " " + uri, e);
        }
    }

    /// Listens on a free port, for programs.
    HttpServer listen() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 16);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.createContext("/", this::serve);
        server.start();
        return server;
    }

    private void serve(HttpExchange exchange) {
        try (exchange) {
            MockHttpServletResponse answer = call(exchange.getRequestMethod(), exchange.getRequestURI(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            byte[] body = answer.getContentAsByteArray();
            if (answer.getContentType() != null) {
                exchange.getResponseHeaders().set("Content-Type", answer.getContentType());
            }
            exchange.sendResponseHeaders(answer.getStatus(), body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
