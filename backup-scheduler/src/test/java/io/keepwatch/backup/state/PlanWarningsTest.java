package io.keepwatch.backup.state;

import static org.assertj.core.api.Assertions.assertThat;

import io.keepwatch.backup.plan.PaperPlans;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlanWarningsTest {

    private static final String ALL_HERE = "All copies lie on this machine; add a target elsewhere, e.g. of type s3";

    @TempDir
    Path folder;

    @Test
    void a_target_on_the_disk_of_the_data_is_named() {
        assertThat(warnings("title: letters", "title: letters, drawer: ./drawer")).containsExactly(
                "The target box lies on the disk of the database's data directory " + folder.resolve("drawer")
                        + ": one disk takes both along; use another disk or a target elsewhere, e.g. of type s3", ALL_HERE);
    }

    @Test
    void a_target_on_another_disk_is_not() {
        assertThat(warnings("title: letters", "title: letters, drawer: /proc/self")).containsExactly(ALL_HERE);
        assertThat(warnings("", "")).as("who knows where the data lies").containsExactly(ALL_HERE);
    }

    @Test
    void copies_on_the_machine_of_the_database_are_lost_with_it() {
        assertThat(warnings("host: desk.example", "host: 127.0.0.1"))
                .containsExactly("All copies lie on the machine of the database; add a target elsewhere, e.g. of type s3");
    }

    @Test
    void storage_classes_that_are_not_applied_are_named() {
        assertThat(warnings("targets: [box]", "targets: [box]\n        storage-class: {monthly: DEEP_ARCHIVE, daily: STANDARD}"))
                .contains("The storage classes of the plan (monthly DEEP_ARCHIVE) are not applied by this version: every copy stays in"
                        + " STANDARD, which can be read at once and costs more");
    }

    private List<String> warnings(String in, String instead) {
        try (var plans = new PaperPlans(folder, PaperPlans.yaml("letters", "0 2 * * *", "UTC").replace(in, instead))) {
            var folders = new SourceFolders(plans.book());
            folders.ask();
            return new PlanWarnings(plans.book(), folders).of(plans.book().plan("letters").orElseThrow());
        }
    }
}
