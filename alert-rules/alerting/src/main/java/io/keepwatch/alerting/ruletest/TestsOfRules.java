package io.keepwatch.alerting.ruletest;

import io.keepwatch.settings.FilePattern;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// The files of unit tests that belong to a rule file: those beside it, or in a folder `tests` beside it, that name it.
public final class TestsOfRules {

    private static final String SHIPPED = "shipped:";
    private static final String PLACE = "classpath*:io/keepwatch/alerting/shipped/tests/*.yaml";
    private static final String NAMES = ".*[._-]test\\.ya?ml";

    private TestsOfRules() {}

    /// @param name what reports call it
    public record Found(String name, String text) {}

    /// @param ruleFile as groups name it
    /// @throws IOException when a test file cannot be read
    public static List<Found> of(String ruleFile) throws IOException {
        List<Found> all = ruleFile.startsWith(SHIPPED) ? shipped() : beside(Path.of(ruleFile));
        String name = ruleFile.startsWith(SHIPPED) ? ruleFile.substring(SHIPPED.length()) : Path.of(ruleFile).getFileName().toString();
        return all.stream().filter(found -> found.text.contains(name)).toList();
    }

    private static List<Found> shipped() throws IOException {
        List<Found> found = new ArrayList<>();
        for (Resource resource : new PathMatchingResourcePatternResolver().getResources(PLACE)) {
            found.add(new Found(SHIPPED + "tests/" + resource.getFilename(), resource.getContentAsString(StandardCharsets.UTF_8)));
        }
        return found;
    }

    private static List<Found> beside(Path ruleFile) throws IOException {
        Path folder = ruleFile.toAbsolutePath().getParent();
        List<Found> found = new ArrayList<>();
        for (Path file : FilePattern.files(List.of(folder, folder.resolve("tests")))) {
            if (file.getFileName().toString().matches(NAMES)) {
                found.add(new Found(file.toString(), Files.readString(file)));
            }
        }
        return found;
    }
}
