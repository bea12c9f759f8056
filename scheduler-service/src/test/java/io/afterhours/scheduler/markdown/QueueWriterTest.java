package io.afterhours.scheduler.markdown;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.contracts.Category;
import io.afterhours.contracts.Priority;
import io.afterhours.contracts.agent.BuildRequested;
import io.afterhours.contracts.agent.Dependency;
import io.afterhours.contracts.agent.Dependency.OnFailure;
import io.afterhours.contracts.scheduler.BuildState;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class QueueWriterTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final List<BuildState> STATES = List.of(BuildState.values());

    @Test
    void writes_builds_by_what_they_are_doing() {
        var document = MarkdownQueue.export(List.of(
                export("B-1", BuildState.FINISHED, BuildRequested.titled("Choose a name")),
                export("B-2", BuildState.RUNNING, BuildRequested.titled("Write the copy")),
                export("B-3", BuildState.QUEUED, landingPage())));

        assertThat(document).isEqualTo("""
                # Build Queue

                ## Building Now

                - [~] Write the copy - Priority: Medium - **ETA: 30min** - Cost: ~$0.60 <!-- B-2 -->
                  - Effort: 1h

                ## Active Queue

                - [ ] Build landing page - Priority: High - **ETA: 30min** - Cost: ~$0.60 <!-- B-3 -->
                  - Effort: 1h30min
                  - Category: user-facing change
                  - Kind: landing-page
                  - Depends: B-2, B-1 (continue)
                  - Accept: make test
                  - Prompt:
                    ```
                    One page.

                    No scripts.
                    ```

                ## Completed

                - [x] Choose a name - Priority: Medium - **ETA: 30min** - Cost: ~$0.60 <!-- B-1 -->
                  - Effort: 1h
                """);
    }

    @Property(tries = 1_000)
    void what_is_exported_reads_back_as_the_same_builds(@ForAll("requests") List<BuildRequested> requests) {
        var builds = new ArrayList<Exported>();
        for (var request : requests) {
            var state = STATES.get(builds.size() % STATES.size());
            builds.add(export("B-" + (builds.size() + 1), state, request));
        }

        var read = MarkdownQueue.read(MarkdownQueue.export(builds), BERLIN);

        assertThat(read.unread()).isEmpty();
        assertThat(read.items()).hasSameSizeAs(builds);
        for (var build : builds) {
            assertThat(read.items())
                    .filteredOn(each -> build.standing().id().equals(each.id()))
                    .singleElement()
                    .satisfies(each -> {
                        assertThat(each.mark())
                                .isEqualTo(Mark.of(build.standing().state()));
                        assertThat(each.request()).isEqualTo(build.request());
                    });
        }
    }

    @Provide
    Arbitrary<List<BuildRequested>> requests() {
        var first = Combinators.combine(
                titles(),
                texts(),
                Arbitraries.of(Priority.class),
                Arbitraries.of(Category.class),
                slugs(),
                Arbitraries.integers().between(1, 10),
                Arbitraries.integers().between(1, 200_000).map(Duration::ofSeconds),
                slugs().list().ofMaxSize(3).uniqueElements());
        var second = Combinators.combine(
                dependencies().list().ofMaxSize(3).uniqueElements(Dependency::id),
                texts().list().ofMaxSize(2),
                slugs().injectNull(0.5),
                texts().injectNull(0.5),
                texts().injectNull(0.5),
                Arbitraries.bigDecimals()
                        .between(BigDecimal.ZERO, BigDecimal.TEN)
                        .ofScale(2)
                        .injectNull(0.5),
                Arbitraries.longs()
                        .between(0, 4_000_000_000L)
                        .map(Instant::ofEpochSecond)
                        .injectNull(0.5));
        return Combinators.combine(
                        first.as((title, prompt, priority, category, kind, impact, effort, tags) -> new BuildRequested(
                                title, prompt, priority, category, kind, impact, effort, tags, List.of(), List.of(),
                                null, null, null, null, null, null, null, null)),
                        second.as(Rest::new))
                .as((request, rest) -> rest.of(request))
                .list()
                .ofMaxSize(4);
    }

    private record Rest(
            List<Dependency> dependsOn,
            List<String> blockers,
            @Nullable String agent,
            @Nullable String workspace,
            @Nullable String accept,
            @Nullable BigDecimal cap,
            @Nullable Instant deadline) {
        BuildRequested of(BuildRequested first) {
            return new BuildRequested(
                    first.title(),
                    first.prompt(),
                    first.priority(),
                    first.category(),
                    first.kind(),
                    first.impact(),
                    first.effort(),
                    first.tags(),
                    dependsOn,
                    blockers,
                    agent,
                    accept == null ? null : accept.substring(0, Math.min(100, accept.length())),
                    workspace,
                    accept,
                    cap,
                    deadline,
                    deadline,
                    workspace == null ? null : workspace.substring(0, Math.min(100, workspace.length())));
        }
    }

    /** Titles that look like something else, too. */
    private static Arbitrary<String> titles() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "Build it",
                        "A - Priority: low",
                        "**Bold**",
                        "[link](http://x)",
                        "tagged #tag",
                        "loud !high",
                        "<!-- B-9 -->",
                        "[x] done",
                        "`code`",
                        "two\nlines",
                        "  padded - ",
                        "Cost: $3",
                        "a | b | c"),
                texts().map(each -> each.substring(0, Math.min(each.length(), 100)))
                        .filter(each -> !each.isBlank()));
    }

    private static Arbitrary<String> texts() {
        var hard = Arbitraries.of(
                "none",
                "-",
                "```\ncode\n```",
                "    indented\n\ttabbed\n\n",
                "- [ ] item\n## Done\n- [x] x <!-- B-1 -->",
                "`make test`",
                "**bold**",
                "Key: value",
                "x, y",
                "\n\nwords",
                "~~~",
                "trailing \n spaces  ",
                "Ü 🚀 \u2028 \u0085 end");
        var any = Arbitraries.strings()
                .withCharRange(' ', '~')
                .withChars('\n', '`', '*', '-', ' ', 'ä')
                .ofMinLength(1)
                .ofMaxLength(60);
        return Arbitraries.oneOf(hard, any).filter(each -> !each.isBlank());
    }

    private static Arbitrary<String> slugs() {
        return Arbitraries.strings().withChars("abc019-").ofMinLength(1).ofMaxLength(12);
    }

    private static Arbitrary<Dependency> dependencies() {
        return Combinators.combine(Arbitraries.integers().between(1, 99), Arbitraries.of(OnFailure.class))
                .as((number, onFailure) -> new Dependency("B-" + number, onFailure));
    }

    private static BuildRequested landingPage() {
        return new BuildRequested(
                "Build landing page",
                "One page.\n\nNo scripts.",
                Priority.HIGH,
                Category.USER_FACING_CHANGE,
                "landing-page",
                5,
                Duration.ofMinutes(90),
                List.of(),
                List.of(new Dependency("B-2", OnFailure.BLOCK), new Dependency("B-1", OnFailure.CONTINUE)),
                List.of(),
                null,
                null,
                null,
                "make test",
                null,
                null,
                null,
                null);
    }

    private static Exported export(String id, BuildState state, BuildRequested request) {
        return new Exported(new Standing(id, state, 30, 600_000_000, false), request);
    }
}
