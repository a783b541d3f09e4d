package io.keepwatch.security;

import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings;
import io.keepwatch.settings.Settings.ProcessRole;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/// What a collector answers where the console and the HTTP APIs would be: that they are not here.
@RestController
@ConditionalOnRole(value = ProcessRole.CONTROL, absent = true)
class NoConsole {

    private static final String DETAIL = "This Keepwatch process only collects telemetry (KEEPWATCH_ROLES=collector)";
    private static final String HINT = "The console and the HTTP APIs are served by the process with the role control;"
            + " here are /metrics and /actuator/health";

    @RequestMapping("/**")
    ResponseEntity<?> answer(@RequestHeader(name = HttpHeaders.ACCEPT, required = false) @Nullable String accept) {
        if (accept != null && accept.contains(MediaType.TEXT_HTML_VALUE)) {
            return ResponseEntity.status(HttpStatus.NOT_FOUND).contentType(MediaType.TEXT_PLAIN).body(DETAIL + ".\n" + HINT + ".\n");
        }
        var problem = ProblemDetail.forStatusAndDetail(HttpStatus.NOT_FOUND, DETAIL);
        problem.setProperty("hint", HINT);
        return ResponseEntity.status(HttpStatus.NOT_FOUND).contentType(MediaType.APPLICATION_PROBLEM_JSON).body(problem);
    }

    @Bean
    @Order(2)
    SecurityFilterChain everythingElse(HttpSecurity http, Settings settings) throws Exception {
        SecurityConfiguration.headers(http, settings);
        return http
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }
}
