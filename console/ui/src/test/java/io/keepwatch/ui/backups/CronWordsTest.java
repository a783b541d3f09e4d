package io.keepwatch.ui.backups;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CronWordsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "*/30 * * * *|every 30 min", "* * * * *|every minute", "5 * * * *|every hour at :05", "0 */6 * * *|every 6 h at :00",
        "30 2 * * *|daily 02:30", "0 2 * * 0|Sundays 02:00", "0 2 * * 7|Sundays 02:00", "0 2 1 * *|day 1 of the month, 02:00",
        "0 2,14 * * *|0 2,14 * * *", "0 2 * 6 *|0 2 * 6 *", "0 2 1 * 1|0 2 1 * 1", "*/5 2 * * *|*/5 2 * * *", "0 2 * * 9|0 2 * * 9",
    })
    void says_what_people_say_and_leaves_the_rest_as_it_stands(String cron, String words) {
        assertThat(CronWords.of(cron)).isEqualTo(words);
    }
}
