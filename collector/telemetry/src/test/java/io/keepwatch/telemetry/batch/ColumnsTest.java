package io.keepwatch.telemetry.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ColumnsTest {

    @Test
    void textsKeepAnyUnicodeAndReplaceALoneSurrogate() {
        var column = new TextColumn();
        column.append("");
        column.append("a\0b🚀");
        column.append("lone \uD800 surrogate");
        column.append("x".repeat(100_000));

        assertThat(column.get(0)).isEmpty();
        assertThat(column.get(1)).isEqualTo("a\0b🚀");
        assertThat(column.get(2)).isEqualTo("lone ? surrogate");
        assertThat(column.get(3)).hasSize(100_000);
    }

    @Test
    void textsMayAllBeEmpty() {
        var column = new TextColumn();
        for (int i = 0; i < 1000; i++) {
            column.appendEmpty();
        }
        assertThat(column.size()).isEqualTo(1000);
        assertThat(column.get(999)).isEmpty();
    }

    @Test
    void textsWriteIdsAsHexadecimal() {
        var column = new TextColumn();
        column.appendHex(new byte[] {9, 0, (byte) 0xff, 0x1a}, 1, 3);

        assertThat(column.get(0)).isEqualTo("00ff1a");
    }

    @Test
    void dictionaryStoresEachValueOnceAndForgetsThoseOnlyForgottenRowsHad() {
        var column = new DictionaryColumn();
        for (int i = 0; i < 1000; i++) {
            column.append("value " + i % 100);
        }
        assertThat(column.values().size()).isEqualTo(100);
        assertThat(column.get(999)).isEqualTo("value 99");

        column.truncate(50);
        assertThat(column.values().size()).isEqualTo(50);

        column.append("value 70");
        column.append("value 7");
        assertThat(column.get(50)).isEqualTo("value 70");
        assertThat(column.index(51)).isEqualTo(7);
    }

    @Test
    void attributesAreSortedByKeyAndTheLastOfEqualKeysCounts() {
        var column = new AttributesColumn();
        column.add("b", "1");
        column.add("a", "2");
        column.add("b", "3");
        column.endRow();

        assertThat(column.keys().get(column.entriesStart(0))).isEqualTo("a");
        assertThat(column.entriesEnd(0)).isEqualTo(2);
        assertThat(column.get(0)).isEqualTo(Map.of("a", "2", "b", "3"));
    }

    @Test
    void attributesTruncateAlsoWhatWasBegun() {
        var column = new AttributesColumn();
        column.append(Map.of("kept", "1"));
        column.append(Map.of("gone", "2"));
        column.add("begun", "3");

        column.truncate(1);
        column.appendSameAs(0);

        assertThat(column.size()).isEqualTo(2);
        assertThat(column.get(1)).isEqualTo(Map.of("kept", "1"));
        assertThat(column.keys().values().size()).isEqualTo(1);
    }

    @Test
    void attributesHoldTenThousandEntries() {
        var attributes = new LinkedHashMap<String, String>();
        for (int i = 10_000; i > 0; i--) {
            attributes.put("key " + i, "value " + i);
        }
        var column = new AttributesColumn();
        column.append(attributes);

        assertThat(column.get(0)).isEqualTo(attributes);
    }

    @Test
    void aKeyWithoutValueIsFound() {
        var column = new AttributesColumn();
        column.addKey(new byte[] {'k'}, 0, 1);

        assertThatThrownBy(column::endRow).isInstanceOf(IllegalStateException.class);
    }
}
