package io.keepwatch.ui.element;

import com.vaadin.flow.component.Component;
import com.vaadin.flow.component.HasStyle;
import com.vaadin.flow.component.Tag;
import com.vaadin.flow.component.dependency.JsModule;
import java.util.List;
import java.util.Locale;

/// A small line without axes. The path is made here, the browser only draws it; gaps stay gaps. In a grid's template:
/// `<kw-spark d=${item.spark} ink="crit"></kw-spark>` with [#path].
@Tag("kw-spark")
@JsModule("context://kw/kw-icons.js")
public final class Spark extends Component implements HasStyle {

    public static final int WIDTH = 76;
    public static final int HEIGHT = 18;
    private static final int INSET = 1;
    /// Above the largest value, so that an even line does not stick to the top.
    private static final double HEADROOM = 1.4;

    public Spark(List<Double> values, String description) {
        getElement().setAttribute("d", path(values)).setAttribute("role", "img").setAttribute("aria-label", description);
    }

    /// Drawn in the colour of failures.
    public Spark failing() {
        getElement().setAttribute("ink", "crit");
        return this;
    }

    /// An SVG path from 0 to the largest value; empty without values.
    public static String path(List<Double> values) {
        double most = values.stream().filter(Double::isFinite).mapToDouble(v -> v).max().orElse(0);
        var path = new StringBuilder();
        boolean pen = false;
        for (int i = 0; i < values.size(); i++) {
            double value = values.get(i);
            if (!Double.isFinite(value)) {
                pen = false;
                continue;
            }
            double x = values.size() == 1 ? WIDTH : i * (double) WIDTH / (values.size() - 1);
            double y = HEIGHT - INSET - (most == 0 ? 0 : value / (most * HEADROOM) * (HEIGHT - 2 * INSET));
            path.append(pen ? 'L' : 'M').append(String.format(Locale.ROOT, "%.1f %.1f", x, y));
            pen = true;
        }
        return path.toString();
    }
}
