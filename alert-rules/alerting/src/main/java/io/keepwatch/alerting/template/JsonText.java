package io.keepwatch.alerting.template;

import io.keepwatch.alerting.template.text.BoundedText;
import io.keepwatch.alerting.template.text.Budget;
import io.keepwatch.alerting.template.text.GoText;
import io.keepwatch.alerting.template.text.GoValue.ListValue;
import io.keepwatch.alerting.template.text.GoValue.MapValue;
import io.keepwatch.alerting.template.text.GoValue.Named;
import io.keepwatch.alerting.template.text.GoValue.StructValue;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A value of a template as JSON, `toJson`; escaped for HTML as Go does.
final class JsonText {

    private JsonText() {}

    static String of(@Nullable Object value, Budget budget) {
        BoundedText json = budget.text();
        write(value, json);
        return json.toString();
    }

    private static void write(@Nullable Object value, BoundedText to) {
        switch (value) {
            case null -> to.append("null");
            case String text -> quote(text, to);
            case Double number -> to.append(GoText.general(number));
            case Named named when named.base() instanceof Long number -> to.append(number.toString());
            case Named named -> quote(named.text(), to);
            case ListValue list -> {
                to.append('[');
                for (int i = 0; i < list.items().size(); i++) {
                    to.append(i == 0 ? "" : ",");
                    write(list.items().get(i), to);
                }
                to.append(']');
            }
            case MapValue map -> object(map.entries(), false, to);
            case StructValue struct -> object(struct.fields(), true, to);
            default -> to.append(value.toString());
        }
    }

    /// The fields of alerts and their data have Alertmanager's names in JSON: the first letters are small.
    private static void object(Map<String, ? extends @Nullable Object> entries, boolean fields, BoundedText to) {
        to.append('{');
        boolean first = true;
        for (Map.Entry<String, ? extends @Nullable Object> entry : entries.entrySet()) {
            to.append(first ? "" : ",");
            quote(fields ? fieldName(entry.getKey()) : entry.getKey(), to);
            to.append(':');
            write(entry.getValue(), to);
            first = false;
        }
        to.append('}');
    }

    private static String fieldName(String name) {
        return switch (name) {
            case "Name", "Value" -> name; // of pairs
            case "NotificationReason" -> "notification_reason";
            default -> Character.toLowerCase(name.charAt(0)) + name.substring(1);
        };
    }

    private static void quote(String text, BoundedText to) {
        to.append('"');
        text.codePoints().forEach(c -> {
            switch (c) {
                case '"' -> to.append("\\\"");
                case '\\' -> to.append("\\\\");
                case '\n' -> to.append("\\n");
                case '\r' -> to.append("\\r");
                case '\t' -> to.append("\\t");
                case '<', '>', '&', 0x2028, 0x2029 -> to.append(String.format("\\u%04x", c));
                default -> to.append(c < ' ' ? String.format("\\u%04x", c) : Character.toString(c));
            }
        });
        to.append('"');
    }
}
