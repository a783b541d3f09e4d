package io.keepwatch.backup.api;

import io.keepwatch.access.Actor;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.ValueConstants;
import org.springframework.web.method.HandlerMethod;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;

/// Draws an OpenAPI 3.1 document from Spring's mappings, so that it cannot say anything that is not there.
final class OpenApi {

    private final Schemas schemas = new Schemas();

    Map<String, Object> of(Map<RequestMappingInfo, HandlerMethod> mappings, String title, String version) {
        var paths = new TreeMap<String, Map<String, Object>>();
        mappings.forEach((mapping, handler) -> mapping.getPatternValues().stream().filter(OpenApi::isOurs).forEach(path -> {
            for (RequestMethod method : mapping.getMethodsCondition().getMethods()) {
                paths.computeIfAbsent(path, _ -> new TreeMap<>())
                        .merge(method.name().toLowerCase(Locale.ROOT), operation(handler), OpenApi::both);
            }
        }));
        var document = new LinkedHashMap<String, Object>();
        document.put("openapi", "3.1.0");
        document.put("info", Map.of("title", title, "version", version));
        document.put("security", List.of(Map.of("basic", List.of()), Map.of("bearer", List.of())));
        document.put("paths", paths);
        document.put("components", Map.of("schemas", schemas.named(), "securitySchemes", Map.of(
                "basic", Map.of("type", "http", "scheme", "basic"), "bearer", Map.of("type", "http", "scheme", "bearer"))));
        return document;
    }

    /// The two Prometheus APIs are described elsewhere.
    static boolean isOurs(String path) {
        return path.startsWith("/api/") && !path.startsWith("/api/v1/") && !path.startsWith("/api/v2/") && !path.equals("/api/openapi.json");
    }

    /// Two handlers of one path that a query parameter tells apart, e.g. `dryRun=true`.
    private static Object both(Object one, Object other) {
        @SuppressWarnings("unchecked")
        var merged = new LinkedHashMap<>((Map<String, Object>) one);
        @SuppressWarnings("unchecked")
        var responses = new TreeMap<>((Map<String, Object>) merged.get("responses"));
        @SuppressWarnings("unchecked")
        var more = (Map<String, Object>) ((Map<String, Object>) other).get("responses");
        responses.putAll(more);
        merged.put("responses", responses);
        merged.put("parameters", List.of(Map.of("name", "dryRun", "in", "query", "required", false, "schema", Map.of("type", "boolean"))));
        return merged;
    }

    private Map<String, Object> operation(HandlerMethod handler) {
        Method method = handler.getMethod();
        var operation = new LinkedHashMap<String, Object>();
        operation.put("operationId", handler.getBeanType().getSimpleName().replace("Controller", "") + "." + method.getName());
        var parameters = new ArrayList<Map<String, Object>>();
        for (Parameter parameter : method.getParameters()) {
            if (parameter.isAnnotationPresent(PathVariable.class)) {
                parameters.add(parameter(parameter, "path", true));
            } else if (parameter.isAnnotationPresent(RequestParam.class)) {
                RequestParam asked = parameter.getAnnotation(RequestParam.class);
                parameters.add(parameter(parameter, "query", asked.required() && asked.defaultValue().equals(ValueConstants.DEFAULT_NONE)));
            } else if (parameter.isAnnotationPresent(RequestBody.class)) {
                operation.put("requestBody", Map.of("required", parameter.getAnnotation(RequestBody.class).required(),
                        "content", content(parameter.getParameterizedType())));
            } else if (parameter.getType() != Actor.class) {
                continue; // Spring's own
            }
        }
        operation.put("parameters", parameters);
        operation.put("responses", responses(method));
        return operation;
    }

    private Map<String, Object> parameter(Parameter parameter, String in, boolean required) {
        return Map.of("name", parameter.getName(), "in", in, "required", required, "schema", schemas.of(parameter.getParameterizedType()));
    }

    private Map<String, Object> responses(Method method) {
        ResponseStatus status = AnnotatedElementUtils.findMergedAnnotation(method, ResponseStatus.class);
        String code = status == null ? "200" : Integer.toString(status.code().value());
        var responses = new TreeMap<String, Object>();
        responses.put(code, method.getReturnType() == void.class
                ? Map.of("description", "Done")
                : Map.of("description", "Done", "content", content(method.getGenericReturnType())));
        responses.put("default", Map.of("description", "A problem (RFC 9457), with a hint", "content",
                Map.of("application/problem+json", Map.of("schema", Map.of("type", "object")))));
        return responses;
    }

    private Map<String, Object> content(Type type) {
        return Map.of("application/json", Map.of("schema", schemas.of(type)));
    }
}
