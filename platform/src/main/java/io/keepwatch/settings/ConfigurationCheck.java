package io.keepwatch.settings;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/// Looks at one kind of file beside `keepwatch.yaml` (dashboards, alert rules) as the start would, without starting anything.
/// A static bean method without parameters that returns this type adds the kind to `./keepwatch check`.
public interface ConfigurationCheck {

    /// The files of this kind that the configuration names, also those that are not there.
    List<Path> files(Configuration configuration);

    /// Whether a file that was named on the command line is of this kind.
    ///
    /// @param keys the outermost keys of its YAML or JSON
    boolean isFor(Set<String> keys);

    /// Looks at the files, each by itself and beside the others; one answer for each, in their order.
    List<CheckedFile> check(List<Path> files);
}
