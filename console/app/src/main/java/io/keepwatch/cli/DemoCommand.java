package io.keepwatch.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;

/// Breaks and mends the running demo.
final class DemoCommand implements Command {

    private static final List<String> WAYS = List.of("errors", "slow", "delete-rows");

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public String usage() {
        return "demo break errors|slow|delete-rows, demo repair";
    }

    @Override
    public String purpose() {
        return "break and mend the demo service";
    }

    @Override
    public int run(List<String> arguments, Terminal terminal) {
        String path = switch (arguments.isEmpty() ? "" : arguments.getFirst()) {
            case "break" -> "/api/demo/break/" + way(arguments);
            case "repair" -> "/api/demo/repair";
            default -> throw new UsageException("demo can break or repair");
        };
        try (InputStream answer = Instance.of(terminal.environment()).post(path, "")) {
            var state = JsonMapper.shared().readTree(new String(answer.readAllBytes(), StandardCharsets.UTF_8));
            terminal.out().println(state.path("message").asString("done"));
            return 0;
        } catch (IOException e) {
            throw new CommandFailedException("the answer broke off: " + e.getMessage(), e);
        }
    }

    private static String way(List<String> arguments) {
        if (arguments.size() != 2 || !WAYS.contains(arguments.get(1))) {
            throw new UsageException("demo break takes one of " + String.join(", ", WAYS));
        }
        return arguments.get(1);
    }
}
