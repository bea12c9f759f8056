package io.afterhours.scheduler.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.afterhours.scheduler.control.PolicyDesk;
import io.afterhours.scheduler.control.PolicyResource;
import org.junit.jupiter.api.Test;

/** What a policy would do, seen before it counts. */
class PolicyPreviewTest {
    private final Workbench bench = Workbench.open(1);

    @Test
    void builds_that_may_start_are_looked_at_however_many_wait_for_a_person_before_them() {
        bench.waitForConsent(250);
        bench.queue("Write the importer");
        bench.queue("Write the exporter");
        var closed = JsonNodeFactory.instance.objectNode().put("name", "always");
        closed.putArray("bands");

        var preview = bench.get(PolicyResource.class).preview("always", closed);

        assertThat(preview.waiting()).isEqualTo(252);
        assertThat(preview.lookedAt()).isEqualTo(202);
        assertThat(preview.startNowBefore()).isEqualTo(1);
        assertThat(preview.never()).isEqualTo(2);
        assertThat(preview.moved())
                .extracting(PolicyDesk.Moved::title)
                .containsExactly("Write the importer", "Write the exporter");
    }
}
