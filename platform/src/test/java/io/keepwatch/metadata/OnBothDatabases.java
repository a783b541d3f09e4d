package io.keepwatch.metadata;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.nio.file.Files;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/// Runs a test class once on H2 as it is in the data directory and once on a real PostgreSQL. The class takes a
/// [TestDatabase.Maker] in its constructor and opens a fresh database for each test.
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedClass(name = "{0}")
@ArgumentsSource(OnBothDatabases.Makers.class)
public @interface OnBothDatabases {

    /// H2 and PostgreSQL.
    final class Makers implements ArgumentsProvider {

        @Override
        public Stream<? extends Arguments> provideArguments(ParameterDeclarations parameters, ExtensionContext context) {
            PostgresServer postgres = PostgresExtension.server(context);
            return Stream.of(
                    Arguments.argumentSet("H2", new TestDatabase.Maker(Makers::h2)),
                    Arguments.argumentSet("PostgreSQL", new TestDatabase.Maker(() -> TestDatabase.postgres(postgres.newDatabase()))));
        }

        private static TestDatabase h2() {
            try {
                return TestDatabase.h2(Files.createTempDirectory("keepwatch-h2-"));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
