package io.keepwatch.alerting.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.keepwatch.alerting.yaml.YamlObject;
import io.keepwatch.alerting.yaml.YamlProblem;
import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The scenarios of Alertmanager's tests of time intervals.
class TimeIntervalTest {

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '\0', value = {
            "{}§2020-07-10T09:00:00Z§true",
            "{times: [{start_time: '09:00', end_time: '17:00'}], weekdays: ['monday:friday']}§2020-07-10T08:59:59Z§false",
            "{times: [{start_time: '09:00', end_time: '17:00'}], weekdays: ['monday:friday']}§2020-07-10T09:00:00Z§true",
            "{times: [{start_time: '09:00', end_time: '17:00'}], weekdays: ['monday:friday']}§2020-07-10T16:59:59Z§true",
            "{times: [{start_time: '09:00', end_time: '17:00'}], weekdays: ['monday:friday']}§2020-07-10T17:00:00Z§false",
            "{times: [{start_time: '09:00', end_time: '17:00'}], weekdays: ['monday:friday']}§2020-07-11T10:00:00Z§false",
            "{times: [{start_time: '22:00', end_time: '24:00'}]}§2020-07-11T23:59:59Z§true",
            "{days_of_month: ['1:7'], months: ['april:june']}§2020-04-07T23:59:59Z§true",
            "{days_of_month: ['1:7'], months: ['april:june']}§2020-04-08T00:00:00Z§false",
            "{days_of_month: ['-3:-1']}§2020-02-27T10:00:00Z§true",
            "{days_of_month: ['-3:-1']}§2020-02-26T10:00:00Z§false",
            "{days_of_month: ['-3:-1']}§2021-02-26T10:00:00Z§true",
            "{days_of_month: ['15:-1']}§2020-04-30T10:00:00Z§true",
            "{days_of_month: ['1:31']}§2020-06-30T10:00:00Z§true",
            "{days_of_month: ['31']}§2020-06-30T10:00:00Z§false",
            "{days_of_month: ['30:31']}§2021-02-28T10:00:00Z§false",
            "{months: ['12']}§2020-12-31T10:00:00Z§true",
            "{months: ['JUNE:august', '1']}§2020-07-01T10:00:00Z§true",
            "{years: ['2020:2022']}§2023-01-01T00:00:00Z§false",
            "{years: ['2020:2022', '2030']}§2030-01-01T00:00:00Z§true",
            "{weekdays: [saturday, sunday], location: Europe/Paris}§2021-10-31T23:30:00Z§false",
            "{weekdays: [saturday, sunday], location: Europe/Paris}§2021-10-31T22:30:00Z§true",
            "{times: [{start_time: '09:00', end_time: '10:00'}], location: America/New_York}§2021-07-01T13:30:00Z§true",
    })
    void an_instant_is_in_it_or_not(String interval, Instant instant, boolean in) {
        assertThat(read(interval).contains(instant)).isEqualTo(in);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '§', quoteCharacter = '\0', value = {
            "{times: [{start_time: '09:00'}]}§both start and end times must be provided",
            "{times: [{start_time: '09:00', end_time: '09:00'}]}§start time cannot be equal or greater than end time",
            "{times: [{start_time: '25:00', end_time: '26:00'}]}§couldn't parse timestamp 25:00, invalid format",
            "{times: [{start_time: '9:00', end_time: '10:00'}]}§couldn't parse timestamp 9:00, invalid format",
            "{weekdays: [blurgsday]}§blurgsday is not a valid weekday",
            "{weekdays: ['friday:monday']}§start day cannot be before end day",
            "{weekdays: ['monday:friday:sunday']}§couldn't parse range monday:friday:sunday, invalid format",
            "{days_of_month: ['0']}§0 is not a valid day of the month: out of range",
            "{days_of_month: ['1:32']}§32 is not a valid day of the month: out of range",
            "{days_of_month: ['-2:5']}§end day must be negative if start day is negative",
            "{days_of_month: ['10:5']}§end day 5 is always before start day 10",
            "{days_of_month: ['10:-25']}§end day -25 is always before start day 10",
            "{months: ['june:january']}§end month january is before start month june",
            "{months: [smarch]}§smarch is not a valid month",
            "{years: ['2022:2020']}§end year 2020 is before start year 2022",
            "{location: Atlantis/City}§unknown time zone Atlantis/City",
            "{wekdays: [monday]}§there is no field wekdays here",
    })
    void what_is_none_is_refused(String interval, String reason) {
        assertThatThrownBy(() -> read(interval)).isInstanceOf(YamlProblem.class).hasMessageContaining(reason);
    }

    private static TimeInterval read(String yaml) {
        return TimeIntervalReader.read(YamlObject.documents("intervals: [" + yaml + "]").getFirst().objects("intervals").getFirst());
    }
}
