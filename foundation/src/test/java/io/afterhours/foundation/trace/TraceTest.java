package io.afterhours.foundation.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import org.jboss.logging.MDC;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceTest {
    private static final String HEADER = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

    @Test
    void reads_what_it_writes() {
        assertThat(Trace.parse(HEADER).orElseThrow().header()).isEqualTo(HEADER);
        var begun = Trace.begin();
        assertThat(Trace.parse(begun.header())).contains(begun);
    }

    @Test
    void the_next_step_is_another_step_of_the_same_trace() {
        var next = Trace.after(HEADER);
        assertThat(next.id()).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(next.header()).isNotEqualTo(HEADER).endsWith("-01");
    }

    @Test
    void reads_a_version_to_come_as_todays() {
        assertThat(Trace.parse("cc" + HEADER.substring(2) + "-what-comes").map(Trace::header))
                .contains(HEADER);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "nonsense",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331",
                "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-more",
                "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319z-b7ad6b7169203331-01",
                "00-00000000000000000000000000000000-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
                "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
                "00-0af7651916cd43dd8448eb211c80319c\n b7ad6b7169203331-01"
            })
    void begins_a_trace_where_the_header_is_none(String header) {
        assertThat(Trace.parse(header)).isEmpty();
        assertThat(Trace.after(header).id()).isNotEqualTo("0af7651916cd43dd8448eb211c80319c");
    }

    @Test
    void does_not_look_at_a_header_that_is_far_too_long() {
        assertThat(Trace.parse("cc" + HEADER.substring(2) + "-" + "x".repeat(1_000_000)))
                .isEmpty();
    }

    @Test
    void the_log_tells_it_while_it_is_the_current_one() {
        var outer = Trace.parse(HEADER).orElseThrow();
        var seen = new ArrayList<Object>();
        try (var _ = outer.open()) {
            Trace.begin().during(() -> seen.add(MDC.get("traceId"))).run();
            assertThat(Trace.current()).contains(outer);
            assertThat(MDC.get("traceId")).isEqualTo(outer.id());
            assertThat(MDC.get("spanId")).isEqualTo("b7ad6b7169203331");
        }
        assertThat(seen).doesNotContain(outer.id()).hasSize(1);
        assertThat(Trace.current()).isEmpty();
        assertThat(MDC.get("traceId")).isNull();
    }
}
