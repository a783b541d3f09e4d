package io.keepwatch.metadata;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/// Hands a [PostgresServer] to tests that ask for one: started for the first, shared by all of the run.
public final class PostgresExtension implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == PostgresServer.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return server(context);
    }

    public static PostgresServer server(ExtensionContext context) {
        return context.getRoot().getStore(ExtensionContext.Namespace.create(PostgresExtension.class))
                .computeIfAbsent(PostgresServer.class, _ -> new PostgresServer(), PostgresServer.class);
    }
}
