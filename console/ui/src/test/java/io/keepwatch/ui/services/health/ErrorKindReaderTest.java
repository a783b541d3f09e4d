package io.keepwatch.ui.services.health;

import static io.keepwatch.ui.services.health.Traffic.NOW;
import static io.keepwatch.ui.services.health.Traffic.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class ErrorKindReaderTest {

    private final Traffic traffic = new Traffic();

    @Test
    void groups_failures_and_says_which_are_new() {
        traffic.requests("quotes-api", at("13:30"), NOW, 10, (span, _) -> span.failed("").with("error.type", "400"))
                .requests("quotes-api", at("14:20"), NOW, 2, (span, _) -> span.failed("").with("error.type", "23503"))
                .requests("quotes-api", at("13:30"), at("13:50"), 20, (span, _) -> span.failed("").with("error.type", "java.net.SocketTimeoutException"))
                .requests("quotes-api", at("13:30"), NOW, 1, (span, _) -> span);

        List<ErrorKind> kinds = traffic.kinds();

        assertThat(kinds).extracting(ErrorKind::name).containsExactly("SQLSTATE 23503", "HTTP 400", "SocketTimeoutException");
        assertThat(kinds).extracting(ErrorKind::count).containsExactly(300L, 360L, 60L);
        assertThat(kinds.get(1).newAt()).isNull();
        assertThat(kinds.get(0).newAt()).isEqualTo(at("14:20"));
        assertThat(kinds.get(0).perMinute()).isEqualTo(30);
        assertThat(kinds).extracting(ErrorKind::now).containsExactly(true, true, false);
        assertThat(kinds).allSatisfy(kind -> assertThat(traffic.found(kind)).isEqualTo(kind.count()));
    }

    @Test
    void failures_that_name_no_type_are_one_kind() {
        traffic.requests("quotes-api", at("13:30"), NOW, 60, (span, _) -> span.failed("broken"));

        assertThat(traffic.kinds()).singleElement().extracting(ErrorKind::name, ErrorKind::count).containsExactly("Failed", 60L);
    }
}
