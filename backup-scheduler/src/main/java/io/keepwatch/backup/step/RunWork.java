package io.keepwatch.backup.step;

import io.keepwatch.backup.Run;
import java.util.List;
import java.util.Set;

/// What the runs of one kind do. One stateless bean per kind.
public interface RunWork {

    Run.Kind kind();

    /// The steps of a run: of the same names in each process and after each crash.
    ///
    /// @param request what was asked for, as JSON, as it was given to [StepRunner#start]
    /// @throws Exception when the steps cannot be known now; the message says why
    List<Step> steps(Run run, String request) throws Exception;

    /// The steps from whose beginning on nobody can cancel any more.
    default Set<String> pointsOfNoReturn() {
        return Set.of();
    }

    /// Whether a run that another process left goes on from the first step that is not completed. Otherwise it begins again from its
    /// first step: for work that holds its state in open streams.
    default boolean goesOn() {
        return true;
    }
}
