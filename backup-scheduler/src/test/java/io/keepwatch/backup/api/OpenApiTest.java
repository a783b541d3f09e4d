package io.keepwatch.backup.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.springframework.context.annotation.ClassPathScanningCandidateComponentProvider;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.core.type.filter.AnnotationTypeFilter;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;

class OpenApiTest {

    @Test
    void names_every_call_that_the_backup_controllers_answer() throws ClassNotFoundException {
        var mappings = mappings();
        var expected = new TreeSet<String>();
        mappings.keySet().forEach(mapping -> mapping.getPatternValues().stream().filter(OpenApi::isOurs).forEach(path ->
                mapping.getMethodsCondition().getMethods().forEach(method -> expected.add(method.name().toLowerCase(Locale.ROOT) + " " + path))));

        var document = new OpenApi().of(mappings, "Keepwatch", "test");

        var named = new TreeSet<String>();
        paths(document).forEach((path, operations) -> operations.keySet().forEach(method -> named.add(method + " " + path)));
        assertThat(named).isEqualTo(expected).contains(
                "post /api/backup/plans/{plan}/run", "get /api/backup/runs", "get /api/backup/runs/{runId}", "post /api/backup/runs/{runId}/cancel",
                "get /api/backup/backups", "post /api/backup/backups/{id}/verify", "post /api/backup/backups/{id}/hold",
                "post /api/backup/backups/{id}/release", "post /api/backup/restores", "get /api/backup/restores", "get /api/backup/restores/{id}",
                "post /api/backup/restores/{id}/cancel", "post /api/backup/restores/{id}/undo", "get /api/backup/retention/preview",
                "post /api/backup/catalog/rebuild", "get /api/backup/plans", "post /api/backup/targets/{target}/test");
    }

    @Test
    void describes_a_call_that_answers_in_two_ways_with_both() throws ClassNotFoundException {
        var restores = paths(new OpenApi().of(mappings(), "Keepwatch", "test")).get("/api/backup/restores").get("post");

        assertThat(restores.toString()).contains("dryRun", "200=", "202=", "RestorePlan");
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Map<String, Object>> paths(Map<String, Object> document) {
        return (Map<String, Map<String, Object>>) document.get("paths");
    }

    private static Map<RequestMappingInfo, HandlerMethod> mappings() throws ClassNotFoundException {
        var found = new HashMap<RequestMappingInfo, HandlerMethod>();
        var scanner = new ClassPathScanningCandidateComponentProvider(false);
        scanner.addIncludeFilter(new AnnotationTypeFilter(RestController.class));
        for (var candidate : scanner.findCandidateComponents("io.keepwatch.backup")) {
            Class<?> controller = Class.forName(candidate.getBeanClassName());
            RequestMapping above = AnnotatedElementUtils.findMergedAnnotation(controller, RequestMapping.class);
            String prefix = above == null ? "" : above.path()[0];
            for (Method method : controller.getDeclaredMethods()) {
                RequestMapping own = AnnotatedElementUtils.findMergedAnnotation(method, RequestMapping.class);
                if (own != null) {
                    Set<String> paths = own.path().length == 0 ? Set.of("") : Set.of(own.path());
                    found.put(RequestMappingInfo.paths(paths.stream().map(prefix::concat).toArray(String[]::new)).methods(own.method())
                            .params(own.params()).build(), new HandlerMethod(method.getName(), method));
                }
            }
        }
        return found;
    }
}
