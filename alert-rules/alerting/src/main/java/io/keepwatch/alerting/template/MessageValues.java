package io.keepwatch.alerting.template;

import io.keepwatch.alerting.template.text.GoFunction;
import io.keepwatch.alerting.template.text.GoTime;
import io.keepwatch.alerting.template.text.GoType;
import io.keepwatch.alerting.template.text.GoType.Kind;
import io.keepwatch.alerting.template.text.GoValue;
import io.keepwatch.alerting.template.text.GoValue.ListValue;
import io.keepwatch.alerting.template.text.GoValue.MapValue;
import io.keepwatch.alerting.template.text.GoValue.StructValue;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Alertmanager's data as values of Go: sets of labels that can be sorted and reduced, alerts that can be told apart by status.
final class MessageValues {

    private static final Instant NEVER = Instant.parse("0001-01-01T00:00:00Z");

    private static final GoType PAIR = new GoType("template.Pair", Kind.STRUCT, null, Map.of());
    private static final GoType STRINGS = new GoType("template.Strings", Kind.LIST, GoType.STRING,
            Map.of("Join", GoFunction.bounded((arguments, budget) -> MessageFunctions.join(arguments.get(1), arguments.getFirst(), budget),
                    GoType.ANY, GoType.STRING)));
    private static final GoType PAIRS = new GoType("template.Pairs", Kind.LIST, PAIR, Map.of(
            "Names", GoFunction.of(arguments -> strings(fields(arguments.getFirst(), "Name")), GoType.ANY),
            "Values", GoFunction.of(arguments -> strings(fields(arguments.getFirst(), "Value")), GoType.ANY),
            "String", GoFunction.of(arguments -> written(arguments.getFirst()), GoType.ANY)));
    private static final GoType KV = new GoType("template.KV", Kind.MAP, GoType.STRING, Map.of(
            "SortedPairs", GoFunction.of(arguments -> pairs(arguments.getFirst()), GoType.ANY),
            "Names", GoFunction.of(arguments -> strings(fields(pairs(arguments.getFirst()), "Name")), GoType.ANY),
            "Values", GoFunction.of(arguments -> strings(fields(pairs(arguments.getFirst()), "Value")), GoType.ANY),
            "Remove", GoFunction.of(arguments -> without(arguments.getFirst(), arguments.get(1)), GoType.ANY, GoType.STRINGS),
            "String", GoFunction.of(arguments -> written(pairs(arguments.getFirst())), GoType.ANY)));
    private static final GoType ALERT = new GoType("template.Alert", Kind.STRUCT, null, Map.of());
    private static final GoType ALERT_LIST = new GoType("[]template.Alert", Kind.LIST, ALERT, Map.of());
    private static final GoType ALERTS = new GoType("template.Alerts", Kind.LIST, ALERT, Map.of(
            "Firing", GoFunction.of(arguments -> having("firing", arguments.getFirst()), GoType.ANY),
            "Resolved", GoFunction.of(arguments -> having("resolved", arguments.getFirst()), GoType.ANY)));
    private static final GoType DATA = new GoType("*template.Data", Kind.STRUCT, null, Map.of());

    private MessageValues() {}

    static StructValue of(MessageData data) {
        return GoValue.struct(DATA, "Receiver", data.receiver(), "Status", data.status(),
                "Alerts", new ListValue(ALERTS, data.alerts().stream().map(MessageValues::alert).toList()), "NotificationReason", data.reason(),
                "GroupLabels", kv(data.groupLabels().toMap()), "CommonLabels", kv(data.commonLabels()),
                "CommonAnnotations", kv(data.commonAnnotations()), "RouteLabels", kv(data.routeLabels()), "ExternalURL", data.externalUrl().toString());
    }

    private static StructValue alert(MessageAlert alert) {
        return GoValue.struct(ALERT, "Status", alert.status(), "Labels", kv(alert.labels().toMap()), "Annotations", kv(alert.annotations()),
                "StartsAt", GoTime.of(alert.startsAt()), "EndsAt", GoTime.of(alert.endsAt() == null ? NEVER : alert.endsAt()),
                "GeneratorURL", alert.generatorUrl(), "Fingerprint", alert.fingerprint());
    }

    private static MapValue kv(SortedMap<String, String> entries) {
        return new MapValue(KV, new TreeMap<>(entries));
    }

    static ListValue strings(List<String> strings) {
        return new ListValue(STRINGS, strings);
    }

    /// By name, but the name of the alert first.
    private static ListValue pairs(@Nullable Object kv) {
        List<StructValue> pairs = new ArrayList<>();
        if (kv instanceof MapValue map) {
            map.entries().forEach((name, value) -> pairs.add(name.equals("alertname") ? 0 : pairs.size(), GoValue.struct(PAIR, "Name", name, "Value", value)));
        }
        return new ListValue(PAIRS, pairs);
    }

    private static List<String> fields(@Nullable Object pairs, String field) {
        return pairs instanceof ListValue list
                ? list.items().stream().map(pair -> pair instanceof StructValue struct ? String.valueOf(struct.fields().get(field)) : "").toList() : List.of();
    }

    private static String written(@Nullable Object pairs) {
        List<String> names = fields(pairs, "Name");
        List<String> values = fields(pairs, "Value");
        var written = new ArrayList<String>();
        for (int i = 0; i < names.size(); i++) {
            written.add(names.get(i) + "=" + values.get(i));
        }
        return String.join(", ", written);
    }

    private static MapValue without(@Nullable Object kv, @Nullable Object names) {
        var left = new TreeMap<String, @Nullable Object>();
        if (kv instanceof MapValue map) {
            left.putAll(map.entries());
        }
        if (names instanceof ListValue list) {
            left.keySet().removeAll(list.items().stream().map(String::valueOf).collect(Collectors.toSet()));
        }
        return new MapValue(KV, left);
    }

    private static ListValue having(String status, @Nullable Object alerts) {
        List<? extends @Nullable Object> items = alerts instanceof ListValue list ? list.items() : List.of();
        return new ListValue(ALERT_LIST, items.stream().filter(alert -> alert instanceof StructValue struct
                && status.equals(struct.fields().get("Status"))).toList());
    }
}
