package io.keepwatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.keepwatch.access.Actor;
import io.keepwatch.access.Role;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.ComponentScan;
import org.springframework.core.MethodParameter;
import org.springframework.web.bind.support.WebDataBinderFactory;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.method.support.ModelAndViewContainer;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// The whole room as the product has it: found by scanning, with a real `keepwatch.yaml`, on a real port. The security chain is
/// another room's: here an administrator does everything.
final class BackupRoom implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final ConfigurableApplicationContext context;

    /// Named to Spring and not found by it: beside these classes other rooms scan for what the product has, and this is no part of it.
    @EnableAutoConfiguration
    @ComponentScan
    static class App {

        @Bean
        WebMvcConfigurer administrator() {
            return new WebMvcConfigurer() {
                @Override
                public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                    resolvers.add(new Administrator());
                }
            };
        }
    }

    private static final class Administrator implements HandlerMethodArgumentResolver {

        @Override
        public boolean supportsParameter(MethodParameter parameter) {
            return parameter.getParameterType() == Actor.class;
        }

        @Override
        public Object resolveArgument(MethodParameter parameter, ModelAndViewContainer container, NativeWebRequest request,
                WebDataBinderFactory binders) {
            return new Actor("ann", Role.ADMIN, "127.0.0.1");
        }
    }

    private BackupRoom(ConfigurableApplicationContext context) {
        this.context = context;
    }

    static BackupRoom open(Path folder, String yaml) {
        try {
            Path file = Files.writeString(folder.resolve("keepwatch.yaml"), yaml);
            return new BackupRoom(SpringApplication.run(App.class, "--KEEPWATCH_HOME=" + folder.resolve("data"), "--KEEPWATCH_HTTP_PORT=0",
                    "--KEEPWATCH_CONFIG=" + file, "--KEEPWATCH_ADMIN_PASSWORD=adminadmin"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    JsonNode get(String path) {
        HttpResponse<String> answer = ask(path);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JsonMapper.shared().readTree(answer.body());
    }

    HttpResponse<String> ask(String path) {
        return send(HttpRequest.newBuilder(address(path)).build());
    }

    JsonNode post(String path, String body) {
        HttpResponse<String> answer = answer(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 299);
        return answer.body().isEmpty() ? JsonMapper.shared().createObjectNode() : JsonMapper.shared().readTree(answer.body());
    }

    /// @return the problem
    HttpResponse<String> refused(String path, String body) {
        HttpResponse<String> answer = answer(path, body);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(400, 499);
        return answer;
    }

    private HttpResponse<String> answer(String path, String body) {
        return send(HttpRequest.newBuilder(address(path)).header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(body)).build());
    }

    /// A run or a restore, when it has come to its end.
    JsonNode ended(String path) {
        return await().atMost(Duration.ofMinutes(2)).until(() -> get(path),
                run -> List.of("COMPLETED", "FAILED", "CANCELLED").contains(run.get("phase").asString()));
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
    }

    private HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        context.close();
        http.close();
    }
}
