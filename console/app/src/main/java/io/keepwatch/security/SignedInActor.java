package io.keepwatch.security;

import io.keepwatch.access.Actor;
import io.keepwatch.access.CurrentActor;
import io.keepwatch.access.Users;
import org.springframework.core.MethodParameter;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.jspecify.annotations.Nullable;

/// Tells pages and controllers who acts, as the security context knows it.
@Component
class SignedInActor implements CurrentActor, HandlerMethodArgumentResolver {

    private final Users users;

    SignedInActor(Users users) {
        this.users = users;
    }

    @Override
    public Actor get() {
        Authentication admitted = SecurityContextHolder.getContext().getAuthentication();
        if (admitted == null || !admitted.isAuthenticated()) {
            throw new IllegalStateException("Nobody has signed in");
        }
        return Admission.actor(admitted);
    }

    /// The context is the one that the session holds.
    @Override
    public void changedOwnPassword() {
        var context = SecurityContextHolder.getContext();
        Authentication before = context.getAuthentication();
        if (before != null) {
            users.find(before.getName()).ifPresent(user -> context.setAuthentication(Admission.of(user, SourceAddress.of(before))));
        }
    }

    @Override
    public boolean supportsParameter(MethodParameter parameter) {
        return parameter.getParameterType() == Actor.class;
    }

    @Override
    public Actor resolveArgument(MethodParameter parameter, @Nullable ModelAndViewContainer container, NativeWebRequest request,
            @Nullable WebDataBinderFactory binders) {
        return get();
    }
}
