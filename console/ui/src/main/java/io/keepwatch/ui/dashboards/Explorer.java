package io.keepwatch.ui.dashboards;

import com.vaadin.flow.router.RouteConfiguration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The page where queries are tried out, when this Keepwatch has it.
final class Explorer {

    private static final String PATH = "promql";

    private Explorer() {}

    static Optional<String> address() {
        return RouteConfiguration.forSessionScope().getRoute(PATH).map(_ -> PATH);
    }

    static Map<String, String> parameters(List<String> queries) {
        var parameters = new LinkedHashMap<String, String>();
        for (int i = 0; i < queries.size(); i++) {
            parameters.put(String.valueOf((char) ('a' + i % 26)), queries.get(i));
        }
        return parameters;
    }
}
