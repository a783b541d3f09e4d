package io.keepwatch.security;

import java.util.List;
import org.springframework.context.annotation.Configuration;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/// Lets every controller take an [io.keepwatch.access.Actor] as a parameter.
@Configuration(proxyBeanMethods = false)
class ActorParameters implements WebMvcConfigurer {

    private final SignedInActor actor;

    ActorParameters(SignedInActor actor) {
        this.actor = actor;
    }

    @Override
    public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
        resolvers.add(actor);
    }
}
