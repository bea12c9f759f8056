package io.afterhours.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Markdown files in, out and kept in step. */
class MarkdownTest extends CommandTest {
    private static final String BEFORE = "# Mine\r\n- [ ] Build landing page – Priority: High\r\n";

    private static final String NOTHING = "{\"read\":0,\"imported\":[],\"known\":[],\"found\":[],\"unread\":[]}";

    @BeforeEach
    void file() throws IOException {
        Files.writeString(folder.resolve("queue.md"), BEFORE);
    }

    @Test
    void import_sends_the_file_as_it_is_and_names_what_was_not_understood() {
        gateway.on("POST /api/queue/import", """
                {"read":2,"imported":[{"line":2,"id":"B-1","title":"Build landing page","verdict":{"code":"start","text":"Starts now."}}],
                 "known":[{"line":3}],"unread":[{"line":9,"text":"- [?] what","reason":"a box is [ ], [x] or [~]"}]}""");

        var outcome = alice().call("import", "queue.md");

        assertThat(gateway.last().body()).isEqualTo(BEFORE);
        assertThat(gateway.last().type()).startsWith("text/markdown");
        assertThat(gateway.last().target()).endsWith("queue.md&apply=true");
        assertThat(outcome.out()).isEqualTo(folder.resolve("queue.md") + """
                : 1 queued, 1 known already, 1 not understood
                LINE  ID   TITLE               WHY
                   2  B-1  Build landing page  Starts now.
                   9  ?    - [?] what          a box is [ ], [x] or [~]
                """);
    }

    @Test
    void a_dry_run_lists_what_would_be_queued_and_queues_nothing() {
        gateway.on("POST /api/queue/import", """
                {"read":2,"imported":[],"known":[{"line":4,"id":"B-7","title":"Write the copy"}],"unread":[],
                 "found":[{"line":2,"title":"Build landing page"}]}""");

        var outcome = alice().call("import", "--dry-run", "queue.md");

        assertThat(gateway.last().target()).endsWith("&apply=false");
        assertThat(outcome.out())
                .contains("1 would be queued, 1 known already", "Build landing page")
                .doesNotContain("Write the copy");
    }

    @Test
    void import_refuses_a_file_without_an_item_says_what_one_is_and_queues_the_others() throws Exception {
        Files.writeString(folder.resolve("notes.md"), "# Notes\n\nThe shed needs paint.\n");
        gateway.on("POST /api/queue/import", NOTHING).on("POST /api/queue/import", """
                        {"read":1,"imported":[{"line":2,"id":"B-1","title":"Build landing page"}],"known":[],"unread":[]}""");

        var outcome = alice().call("import", "notes.md", "queue.md");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err())
                .isEqualTo("afterhours import: No item was found in " + folder.resolve("notes.md") + """
                .
                An item is a line such as: - [ ] Build landing page - Priority: High
                """);
        assertThat(outcome.out()).startsWith(folder.resolve("queue.md") + ": 1 queued\n");
    }

    @Test
    void a_file_without_an_item_is_one_document_all_the_same_and_refused_before_it_is_queued_too() throws Exception {
        gateway.on("POST /api/queue/import", NOTHING);

        var outcome = alice().call("import", "--json", "queue.md");

        assertThat(JSON.std.mapFrom(outcome.out())).containsOnlyKeys("files");
        assertThat(outcome.err()).contains("No item was found in ");
        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(alice().call("import", "--dry-run", "queue.md").exitCode()).isEqualTo(1);
    }

    @Test
    void a_file_whose_items_are_over_or_could_not_be_read_is_not_one_without_items() {
        gateway.on("POST /api/queue/import", "{\"read\":2,\"imported\":[],\"known\":[],\"unread\":[]}")
                .on("POST /api/queue/import", """
                        {"read":0,"imported":[],"known":[],"unread":[{"line":9,"text":"- [?] what","reason":"a box is [ ], [x] or [~]"}]}""");

        assertThat(alice().call("import", "queue.md").exitCode()).isZero();
        var outcome = alice().call("import", "queue.md");
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out()).contains("0 queued, 1 not understood");
    }

    @Test
    void import_reads_all_files_before_it_sends_one() {
        var outcome = alice().call("import", "queue.md", "not-there.md");

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.err()).contains("There is no file " + folder.resolve("not-there.md"));
        assertThat(gateway.requests()).isEmpty();
    }

    @Test
    void import_takes_text_alone() throws Exception {
        Files.write(folder.resolve("picture.md"), new byte[] {(byte) 0xff, (byte) 0xfe, 0});

        assertThat(alice().call("import", "picture.md").err()).contains("picture.md is not UTF-8 text.");
        assertThat(alice().call("import", ".").err()).contains("is a folder");
    }

    @Test
    void sync_writes_back_what_the_server_says() {
        gateway.on(
                "POST /api/queue/sync",
                "{\"content\":\"# Mine\\r\\n- [x] Build landing page\\r\\n\",\"imported\":[],\"unread\":[]}");

        var outcome = alice().call("sync", "queue.md", "--json");

        assertThat(folder.resolve("queue.md")).hasContent("# Mine\r\n- [x] Build landing page\r\n");
        assertThat(outcome.out()).contains("\"changed\": true");
        assertThat(folder.toFile().list()).containsExactlyInAnyOrder("queue.md", "state");
    }

    @Test
    void sync_leaves_a_file_alone_that_is_up_to_date_or_lost_on_the_way() throws Exception {
        var time = Files.getLastModifiedTime(folder.resolve("queue.md"));
        gateway.on(
                        "POST /api/queue/sync",
                        "{\"content\":\"# Mine\\r\\n- [ ] Build landing page – Priority: High\\r\\n\"}")
                .on("POST /api/queue/sync", "{\"imported\":[]}");

        assertThat(alice().call("sync", "queue.md").out()).contains("The file was up to date.");
        assertThat(alice().call("sync", "queue.md").err()).contains("left as it is");
        assertThat(Files.readString(folder.resolve("queue.md"))).isEqualTo(BEFORE);
        assertThat(Files.getLastModifiedTime(folder.resolve("queue.md"))).isEqualTo(time);
    }

    @Test
    void export_writes_a_new_file_and_replaces_none_unasked() throws Exception {
        gateway.on("GET /api/queue/export", 200, "text/markdown", "# Queue\n- [ ] Ä\n");

        assertThat(alice().call("export", "out.md").exitCode()).isZero();
        assertThat(Files.readString(folder.resolve("out.md"))).isEqualTo("# Queue\n- [ ] Ä\n");
        assertThat(alice().call("export", "queue.md").err()).contains("is there already", "--force");
        assertThat(Files.readString(folder.resolve("queue.md"))).isEqualTo(BEFORE);
        assertThat(alice().call("export", "--force", "queue.md").exitCode()).isZero();
        assertThat(alice().call("export", "-").out()).isEqualTo("# Queue\n- [ ] Ä\n");
    }
}
