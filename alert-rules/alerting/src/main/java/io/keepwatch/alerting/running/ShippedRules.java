package io.keepwatch.alerting.running;

import io.keepwatch.alerting.rulefile.RuleExtrasFile;
import io.keepwatch.alerting.rulefile.RuleExtrasReader;
import io.keepwatch.alerting.rulefile.RuleFile;
import io.keepwatch.alerting.rulefile.RuleFileReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/// The rules that come with Keepwatch.
final class ShippedRules {

    private static final String PLACE = "classpath*:io/keepwatch/alerting/shipped/*.yaml";
    /// Before the file's name; no path starts so.
    private static final String PREFIX = "shipped:";

    private ShippedRules() {}

    static List<RuleFile> read() {
        try {
            return Arrays.stream(new PathMatchingResourcePatternResolver().getResources(PLACE))
                    .filter(resource -> !RuleExtrasFile.isSideFile(name(resource)))
                    .sorted(Comparator.comparing(ShippedRules::name))
                    .map(ShippedRules::read).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the rules of the jar", e);
        }
    }

    private static RuleFile read(Resource resource) {
        try {
            String side = RuleExtrasFile.nameFor(name(resource));
            Resource beside = resource.createRelative(side);
            RuleExtrasFile extras = beside.exists() ? RuleExtrasReader.read(PREFIX + side, text(beside)) : RuleExtrasFile.NONE;
            return RuleFileReader.read(PREFIX + name(resource), text(resource), extras);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot read the rules of the jar, " + resource, e);
        }
    }

    private static String name(Resource resource) {
        return String.valueOf(resource.getFilename());
    }

    private static String text(Resource resource) throws IOException {
        return resource.getContentAsString(StandardCharsets.UTF_8);
    }
}
