package io.keepwatch.demo;

import io.keepwatch.process.ProcessSpec;
import io.keepwatch.settings.RunningPorts;
import io.keepwatch.settings.Settings;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How the demo's Java programs are run: a small virtual machine each, and our collector as the place for their telemetry.
///
/// @param classPath of the demo's jar
/// @param directory where they work
/// @param telemetry the `OTEL_…` variables
record DemoPrograms(String classPath, Path directory, Map<String, String> telemetry) {

    private static final Logger log = LoggerFactory.getLogger(DemoPrograms.class);

    ProcessSpec spec(String name, String mainClass, Map<String, String> variables) {
        var environment = new HashMap<>(telemetry);
        environment.putAll(variables);
        return new ProcessSpec("demo-" + name, List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError",
                "--sun-misc-unsafe-memory-access=allow", "-cp", classPath, mainClass),
                environment, directory, line -> log.info("{}", line));
    }

    /// The jar lies in the distribution that the launcher made. Started without the launcher, from an IDE, the programs may be on our
    /// own class path.
    static String classPath(Map<String, String> environment) {
        Path jar = Path.of(environment.getOrDefault("KEEPWATCH_DIST", "target/dist"), "demo", "demo.jar").toAbsolutePath();
        if (Files.exists(jar)) {
            return jar.toString();
        }
        if (DemoPrograms.class.getResource("/io/keepwatch/quotes/QuotesService.class") != null) {
            return System.getProperty("java.class.path");
        }
        throw new DemoUnavailableException("Cannot start the demo: " + jar + " is missing; start Keepwatch by ./keepwatch up --demo");
    }

    static Map<String, String> telemetry(Settings settings, RunningPorts ports) {
        Settings.Tls tls = settings.network().tls();
        String host = switch (settings.network().bind()) {
            case "0.0.0.0" -> "127.0.0.1";
            case "::", "0:0:0:0:0:0:0:0" -> "[::1]";
            case String address when address.contains(":") -> "[" + address + "]";
            case String address -> address;
        };
        var variables = new HashMap<String, String>();
        variables.put("OTEL_EXPORTER_OTLP_PROTOCOL", "http/protobuf");
        variables.put("OTEL_EXPORTER_OTLP_ENDPOINT",
                (tls == null ? "http://" : "https://") + host + ":" + ports.port(RunningPorts.Listener.OTLP_HTTP));
        if (tls != null) {
            variables.put("OTEL_EXPORTER_OTLP_CERTIFICATE", tls.certificate().toString());
        }
        if (settings.otlpToken() != null) {
            String value = "Bearer " + settings.otlpToken().reveal();
            variables.put("OTEL_EXPORTER_OTLP_HEADERS",
                    "authorization=" + URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20"));
        }
        return variables;
    }
}
