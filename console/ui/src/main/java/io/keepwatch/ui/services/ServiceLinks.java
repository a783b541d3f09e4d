package io.keepwatch.ui.services;

import io.keepwatch.telemetry.SearchQuery;
import io.keepwatch.telemetry.SearchQuery.FieldTerm;
import io.keepwatch.ui.page.PageContext;
import io.keepwatch.ui.page.PageUrl;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/// Addresses of what belongs to a service. All carry the page's time range.
public final class ServiceLinks {

    private ServiceLinks() {}

    public static String service(PageContext page, String name) {
        return page.link("services/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"));
    }

    public static String service(PageContext page, String name, String tab) {
        return page.link("services/" + URLEncoder.encode(name, StandardCharsets.UTF_8).replace("+", "%20"), Map.of("tab", tab));
    }

    public static SearchQuery of(String service) {
        return new SearchQuery(List.of(new FieldTerm("service", service)));
    }

    public static String traces(PageContext page, SearchQuery query) {
        return page.link("traces", Map.of("q", query.format()));
    }

    public static String operation(PageContext page, String service, String operation) {
        return traces(page, of(service).with(new FieldTerm("operation", operation)));
    }

    public static String logs(PageContext page, SearchQuery query) {
        return page.link("logs", Map.of("q", query.format()));
    }

    /// For [io.keepwatch.ui.chart.Chart#pointLink]: the ends of the bucket take the place of the page's range.
    public static String at(String path, SearchQuery query) {
        String base = PageUrl.of(path).with("q", query.format()).text();
        return base + (base.contains("?") ? "&" : "?") + "from={from}&to={to}";
    }
}
