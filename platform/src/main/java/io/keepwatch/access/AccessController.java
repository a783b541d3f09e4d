package io.keepwatch.access;

import io.keepwatch.problem.ProblemException;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ProblemDetail;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/// Users and API tokens over HTTP, for administrators.
@RestController
@RequestMapping("/api/access")
@ConditionalOnRole(ProcessRole.CONTROL)
class AccessController {

    record UserView(String name, String role, boolean disabled, Instant createdAt, Instant passwordChangedAt) {
        static UserView of(User user) {
            return new UserView(user.name(), user.role().word(), user.disabled(), user.createdAt(), user.passwordChangedAt());
        }
    }

    record TokenView(
            String id,
            String name,
            String role,
            String createdBy,
            Instant createdAt,
            @Nullable Instant expiresAt,
            @Nullable Instant lastUsedAt,
            @Nullable Instant revokedAt,
            @Nullable String key) {
        static TokenView of(ApiToken token, @Nullable String key) {
            return new TokenView(token.id(), token.name(), token.role().word(), token.createdBy(), token.createdAt(),
                    token.expiresAt(), token.lastUsedAt(), token.revokedAt(), key);
        }
    }

    record NewUser(@Nullable String name, @Nullable String password, @Nullable String role) {}

    record NewRole(@Nullable String role) {}

    record NewPassword(@Nullable String password) {}

    record NewToken(@Nullable String name, @Nullable String role, @Nullable Instant expiresAt) {}

    private final Users users;
    private final ApiTokens tokens;

    AccessController(Users users, ApiTokens tokens) {
        this.users = users;
        this.tokens = tokens;
    }

    @GetMapping("/users")
    List<UserView> users() {
        return users.all().stream().map(UserView::of).toList();
    }

    @PostMapping("/users")
    @ResponseStatus(HttpStatus.CREATED)
    UserView create(@RequestBody NewUser user, Actor actor) {
        return UserView.of(users.create(actor, given("name", user.name()), given("password", user.password()), role(user.role())));
    }

    @PostMapping("/users/{name}/role")
    void changeRole(@PathVariable String name, @RequestBody NewRole role, Actor actor) {
        users.changeRole(actor, name, role(role.role()));
    }

    @PostMapping("/users/{name}/password")
    void changePassword(@PathVariable String name, @RequestBody NewPassword password, Actor actor) {
        users.changePassword(actor, name, given("password", password.password()));
    }

    @PostMapping("/users/{name}/disable")
    void disable(@PathVariable String name, Actor actor) {
        users.disable(actor, name);
    }

    @PostMapping("/users/{name}/enable")
    void enable(@PathVariable String name, Actor actor) {
        users.enable(actor, name);
    }

    @GetMapping("/tokens")
    List<TokenView> tokens() {
        return tokens.all().stream().map(token -> TokenView.of(token, null)).toList();
    }

    /// The answer is the only place where the key is ever shown.
    @PostMapping("/tokens")
    @ResponseStatus(HttpStatus.CREATED)
    TokenView create(@RequestBody NewToken token, Actor actor) {
        var created = tokens.create(actor, given("name", token.name()), role(token.role()), token.expiresAt());
        return TokenView.of(created.token(), created.key().reveal());
    }

    @DeleteMapping("/tokens/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable String id, Actor actor) {
        tokens.revoke(actor, id);
    }

    @ExceptionHandler
    ProblemDetail refused(AccessException refused) {
        return ProblemDetail.forStatusAndDetail(HttpStatus.UNPROCESSABLE_CONTENT, refused.getMessage());
    }

    private static String given(String field, @Nullable String value) {
        if (value == null || value.isBlank()) {
            throw ProblemException.badRequest("The field " + field + " is missing", null);
        }
        return value;
    }

    private static Role role(@Nullable String word) {
        return Arrays.stream(Role.values())
                .filter(role -> role.word().equals(word == null ? "" : word.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> ProblemException.badRequest("There is no role " + word, "Use one of "
                        + Arrays.stream(Role.values()).map(Role::word).collect(Collectors.joining(", "))));
    }
}
