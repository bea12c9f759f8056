package io.afterhours.progress.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.foundation.sql.ArrayOf;
import io.afterhours.foundation.sql.Databases;
import io.afterhours.testkit.TestDatabase;
import java.util.List;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.Test;

class ErrorTextTest {
    private static final List<String> ERRORS = List.of(
            "npm ERROR",
            "error: no answer",
            "the build\nFAILED",
            "it could not be read",
            "permission denied (publickey)",
            "größe: Fatal",
            "10 errors, the first is an exception");
    private static final List<String> OTHERS = List.of(
            "",
            "wrote part 4",
            "errors.java",
            "terror",
            "failedover",
            "0 failed, 12 passed",
            "done without errors",
            "no failures");

    @Test
    void tells_an_error_from_what_only_looks_like_one() {
        assertThat(ERRORS).allMatch(ErrorText::tells);
        assertThat(OTHERS).noneMatch(ErrorText::tells);
        assertThat(ErrorText.tells(null)).isFalse();
    }

    @Test
    void the_database_reads_the_patterns_alike() {
        var database = TestDatabase.create();
        var jdbi = Databases.configured(Jdbi.create(database.jdbcUrl(), database.user(), database.password()));
        jdbi.useHandle(tx -> {
            for (var texts : List.of(ERRORS, OTHERS)) {
                assertThat(tx.createQuery("select text ~* :error and text !~* :none from unnest(:texts) as text")
                                .bind("error", ErrorText.ERROR)
                                .bind("none", ErrorText.NO_ERROR)
                                .bind("texts", ArrayOf.texts(texts))
                                .mapTo(Boolean.class)
                                .list())
                        .containsExactlyElementsOf(
                                texts.stream().map(ErrorText::tells).toList());
            }
        });
    }
}
