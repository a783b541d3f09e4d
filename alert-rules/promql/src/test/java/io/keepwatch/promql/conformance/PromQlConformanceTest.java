package io.keepwatch.promql.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.promql.reading.PlainReading;
import io.keepwatch.promql.syntax.Expr;
import io.keepwatch.promql.syntax.Parser;
import io.keepwatch.promql.syntax.Printer;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class PromQlConformanceTest {

    @Test
    void prometheusOwnTestFilesPass() throws IOException {
        ConformanceSuite.passes("in memory", new InMemorySeriesStore());
    }

    @Test
    void everyQueryOfTheTestFilesIsReadAndPrintedAsItWasMeant() throws IOException {
        for (Path file : ConformanceSuite.files()) {
            for (TestCommand command : TestFile.read(file)) {
                if (command instanceof TestCommand.Eval eval) {
                    Expr expr = Parser.parse(eval.query());
                    String printed = Printer.print(expr);
                    assertThat(Printer.print(Parser.parse(printed))).as(eval.place()).isEqualTo(printed);
                    assertThat(PlainReading.of(eval.query())).as(eval.place()).isNotBlank().doesNotContain("{w}", "{0}");
                }
            }
        }
    }
}
