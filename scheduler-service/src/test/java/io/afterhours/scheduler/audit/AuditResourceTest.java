package io.afterhours.scheduler.audit;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.foundation.sql.Databases;
import io.afterhours.testkit.SettableClock;
import io.afterhours.testkit.TestDatabase;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AuditResourceTest {
    @SuppressWarnings("NullAway.Init") // Made before each test.
    private AuditResource resource;

    @BeforeEach
    void three_deeds() {
        var database = TestDatabase.migrated("db/foundation", "db/migration");
        var jdbi = Databases.configured(Jdbi.create(database.jdbcUrl(), database.user(), database.password()));
        var audit = new Audit(SettableClock.at("2026-11-21T20:00:00Z"));
        resource = new AuditResource(jdbi, audit);
        jdbi.useTransaction(tx -> {
            audit.note(tx, "ada", "approve", "B-42", "the customer asks", "done");
            audit.note(tx, "person", "pause", "suite", null, "nothing ran");
            audit.note(tx, "command line", "cancel", "B-42", null, "done");
        });
    }

    @Test
    void deeds_are_read_page_by_page_newest_first() {
        var first = resource.list(null, "2", null);
        assertThat(first.items()).extracting(Audit.Entry::what).containsExactly("cancel", "pause");
        var next = first.next();
        assertThat(next).isNotNull();
        assertThat(resource.list(Long.valueOf(next), "2", null).items())
                .extracting(Audit.Entry::what)
                .containsExactly("approve");
    }

    @Test
    void deeds_are_found_by_whatever_stands_in_them_in_any_case() {
        assertThat(found("b-42")).containsExactly("cancel", "approve");
        assertThat(found("CUSTOMER")).containsExactly("approve");
        assertThat(found("command line")).containsExactly("cancel");
        assertThat(found("100%")).isEmpty();
        assertThat(found(" ")).hasSize(3);
    }

    private List<String> found(@Nullable String text) {
        return resource.list(null, "50", text).items().stream()
                .map(Audit.Entry::what)
                .toList();
    }
}
