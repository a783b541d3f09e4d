package io.keepwatch.backup.api;

import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import java.util.Map;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/// The document of our own HTTP APIs.
@RestController
@ConditionalOnRole(ProcessRole.CONTROL)
class OpenApiController {

    private final RequestMappingHandlerMapping mappings;

    OpenApiController(@Qualifier("requestMappingHandlerMapping") RequestMappingHandlerMapping mappings) {
        this.mappings = mappings;
    }

    @GetMapping("/api/openapi.json")
    Map<String, Object> document() {
        String version = OpenApiController.class.getPackage().getImplementationVersion();
        return new OpenApi().of(mappings.getHandlerMethods(), "Keepwatch", version == null ? "development" : version);
    }
}
