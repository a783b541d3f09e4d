package io.keepwatch.security;

import com.vaadin.flow.spring.security.VaadinDefaultRequestCache;
import com.vaadin.flow.spring.security.VaadinSecurityConfigurer;
import io.keepwatch.access.Users;
import io.keepwatch.settings.ConditionalOnRole;
import io.keepwatch.settings.Settings.ProcessRole;
import io.keepwatch.settings.Settings;
import io.keepwatch.ui.login.LoginView;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AuthorizeHttpRequestsConfigurer;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.AnonymousAuthenticationFilter;
import org.springframework.security.web.savedrequest.HttpSessionRequestCache;

/// The console's chain: it knows the cookie of a form sign-in and nothing else.
@Configuration(proxyBeanMethods = false)
@ConditionalOnRole(ProcessRole.CONTROL)
class ConsoleSecurity {

    @Bean
    @Order(2)
    SecurityFilterChain console(
            HttpSecurity http, Settings settings, AuthenticationManager authentication, VaadinDefaultRequestCache requestCache,
            SignInOutcome outcome, Users users) throws Exception {
        SecurityConfiguration.headers(http, settings);
        // a deep link opened before the sign-in must not keep a "?continue" afterwards
        var saved = new HttpSessionRequestCache();
        saved.setMatchingRequestParameterName(null);
        requestCache.setDelegateRequestCache(saved);
        return http
                .authenticationManager(authentication)
                .authorizeHttpRequests(requests -> requests.requestMatchers("/kw/**", "/favicon.ico", "/error").permitAll())
                .addFilterBefore(new StillAdmittedFilter(users), AnonymousAuthenticationFilter.class)
                // before formLogin: the other way round Spring Security's own sign-in page is served
                .with(VaadinSecurityConfigurer.vaadin(), vaadin -> vaadin
                        .loginView(LoginView.class)
                        // an address that does not exist gets our "not found" inside the frame, not a bare 403
                        .anyRequest(AuthorizeHttpRequestsConfigurer.AuthorizedUrl::authenticated))
                .formLogin(form -> form.authenticationDetailsSource(SourceAddress::of).failureHandler(outcome))
                .build();
    }
}
