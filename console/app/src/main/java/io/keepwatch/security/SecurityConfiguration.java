package io.keepwatch.security;

import io.keepwatch.settings.Settings;
import io.keepwatch.settings.Settings.ProcessRole;
import io.keepwatch.ui.metrics.MetricsAddress;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.http.HttpServletRequest;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.stream.Stream;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.config.Customizer;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.annotation.web.configurers.HeadersConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.authentication.www.BasicAuthenticationFilter;
import org.springframework.security.web.header.HeaderWriterFilter;
import org.springframework.security.web.header.writers.ReferrerPolicyHeaderWriter.ReferrerPolicy;
import org.springframework.security.web.header.writers.StaticHeadersWriter;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.security.web.util.matcher.OrRequestMatcher;
import org.springframework.security.web.util.matcher.RequestMatcher;

/// The HTTP APIs know HTTP Basic and bearer tokens and never look at the console's cookie, so that no page of another site can use a
/// signed-in browser against them. What is no API belongs to the console ([ConsoleSecurity]), or is answered by [NoConsole].
@Configuration(proxyBeanMethods = false)
class SecurityConfiguration {

    /// Vaadin 25.2 needs inline scripts and eval; everything else comes from ourselves.
    private static final String CONTENT_SECURITY_POLICY = "default-src 'self'; script-src 'self' 'unsafe-inline' 'unsafe-eval'; "
            + "style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self' data:; connect-src 'self'; "
            + "frame-ancestors 'none'; object-src 'none'; base-uri 'self'; form-action 'self'";

    private static final RequestMatcher RESTORES =
            PathPatternRequestMatcher.withDefaults().matcher(HttpMethod.POST, "/api/backup/restores");

    @Bean
    AuthenticationManager authenticationManager(PasswordAuthentication passwords, TokenAuthentication tokens) {
        return new ProviderManager(passwords, tokens);
    }

    /// Who sends telemetry shows the token of senders, which the receiver looks at itself: no user and no API token.
    @Bean
    @Order(0)
    SecurityFilterChain remoteWrite(HttpSecurity http, Settings settings) throws Exception {
        http.securityMatcher(paths("/api/v1/write"));
        headers(http, settings);
        return http
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.anyRequest().permitAll())
                .build();
    }

    @Bean
    @Order(1)
    SecurityFilterChain apis(HttpSecurity http, Settings settings, AuthenticationManager authentication, ApiProblems problems)
            throws Exception {
        http.securityMatcher(settings.has(ProcessRole.CONTROL) ? withConsole() : paths("/metrics", "/actuator/**"));
        headers(http, settings);
        return http
                .csrf(AbstractHttpConfigurer::disable)
                .requestCache(AbstractHttpConfigurer::disable)
                .logout(AbstractHttpConfigurer::disable)
                .sessionManagement(session -> session.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authenticationManager(authentication)
                .httpBasic(basic -> basic.authenticationEntryPoint(problems).authenticationDetailsSource(SourceAddress::of))
                .addFilterBefore(new BearerTokenFilter(authentication, problems), BasicAuthenticationFilter.class)
                .exceptionHandling(errors -> errors.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .authorizeHttpRequests(requests -> requests
                        .dispatcherTypeMatchers(DispatcherType.ASYNC, DispatcherType.ERROR).permitAll()
                        .requestMatchers("/actuator/health/**").permitAll()
                        .requestMatchers("/metrics").access((who, context) -> new AuthorizationDecision(
                                fromLoopback(context.getRequest()) || who.get().getAuthorities().stream()
                                        .anyMatch(authority -> "ROLE_VIEWER".equals(authority.getAuthority()))))
                        .requestMatchers("/api/access/**", "/api/audit/**").hasRole("ADMIN")
                        // Grafana asks there whether this is Mimir, and must hear that it is not
                        .requestMatchers(HttpMethod.GET, "/api/**", "/alertmanager/**").hasRole("VIEWER")
                        // questions, although they are posted
                        .requestMatchers(HttpMethod.POST, "/api/telemetry/sql", "/api/v1/query", "/api/v1/query_range", "/api/v1/labels",
                                "/api/v1/series", "/api/v1/format_query").hasRole("VIEWER")
                        .requestMatchers(SecurityConfiguration::asksForDryRun).hasRole("VIEWER")
                        .requestMatchers("/api/**").hasRole("OPERATOR")
                        .anyRequest().hasRole("ADMIN"))
                .build();
    }

    private static RequestMatcher withConsole() {
        RequestMatcher apis = paths("/api/**", "/alertmanager/**", "/metrics", "/actuator/**");
        return request -> apis.matches(request) && !MetricsAddress.asksForPage(request);
    }

    private static RequestMatcher paths(String... patterns) {
        return new OrRequestMatcher(Stream.of(patterns)
                .<RequestMatcher>map(pattern -> PathPatternRequestMatcher.withDefaults().matcher(pattern)).toList());
    }

    static void headers(HttpSecurity http, Settings settings) throws Exception {
        http.headers(headers -> headers
                // Spring's own writer adds Pragma: no-cache, which stays when a file sets its own Cache-Control; Chromium then asks for
                // each of the fifty files of a page again
                .cacheControl(HeadersConfigurer.CacheControlConfig::disable)
                .addHeaderWriter(new StaticHeadersWriter("Cache-Control", "no-cache, no-store, max-age=0, must-revalidate"))
                .contentSecurityPolicy(policy -> policy.policyDirectives(CONTENT_SECURITY_POLICY))
                .referrerPolicy(policy -> policy.policy(ReferrerPolicy.SAME_ORIGIN))
                .permissionsPolicyHeader(policy -> policy.policy("camera=(), geolocation=(), microphone=(), payment=(), usb=()"))
                .frameOptions(HeadersConfigurer.FrameOptionsConfig::deny)
                .httpStrictTransportSecurity(settings.network().tls() == null
                        ? HeadersConfigurer.HstsConfig::disable
                        : Customizer.withDefaults())
                // Vaadin commits its pages before the lazy writer's turn: they would carry none of these headers
                .withObjectPostProcessor(new ObjectPostProcessor<HeaderWriterFilter>() {
                    @Override
                    public <O extends HeaderWriterFilter> O postProcess(O filter) {
                        filter.setShouldWriteHeadersEagerly(true);
                        return filter;
                    }
                }));
    }

    /// Told apart from the start of a restore as the controller does it.
    private static boolean asksForDryRun(HttpServletRequest request) {
        return RESTORES.matches(request) && "true".equals(request.getParameter("dryRun"));
    }

    private static boolean fromLoopback(HttpServletRequest request) {
        try {
            return InetAddress.getByName(request.getRemoteAddr()).isLoopbackAddress();
        } catch (UnknownHostException _) {
            return false;
        }
    }
}
