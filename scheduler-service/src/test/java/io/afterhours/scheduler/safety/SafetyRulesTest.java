package io.afterhours.scheduler.safety;

import static org.assertj.core.api.Assertions.assertThat;

import io.afterhours.scheduler.GeneratedPart;
import io.afterhours.scheduler.markdown.MarkdownQueue;
import io.afterhours.scheduler.markdown.QueueItem;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetyRulesTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Delete the backups of last year           | destructive | Delete, backups",
                "Wipe /var/lib and start over              | destructive | Wipe, /var/lib",
                "Truncate the orders table on prod         | destructive | Truncate, prod",
                "Send the newsletter to all customers      | external    | Send, customers",
                "Publish the package on npm                | external    | Publish, npm",
                "Post the numbers on LinkedIn              | external    | Post, LinkedIn",
                "Run rm -rf ~/work                         | destructive | rm, -rf, ~/work",
                "fix it                                    | unclear     | fix, it",
                "see https://acme.example/4                | unclear     | see, https://acme.example/4",
            })
    void a_finding_names_its_check_and_the_words_it_saw(String text, String check, String words) {
        assertThat(check(text)).contains(new Finding(SafetyCheck.of(check), List.of(words.split(", "))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Fix the bug that deletes all backups                    | named, not ordered",
                "Do not delete the backups                               | denied",
                "Add a button \"Delete all backups\"                     | a name in quotation marks",
                "Add a page where users can edit and delete their data   | what users can do",
                "Send a mail to the customer when the order has shipped  | what a program does on an event",
                "Delete the Backup class                                 | code",
                "Remove the customers table from the README              | a picture of it",
                "Write a script that deletes old snapshots               | made, not run",
            })
    void a_verb_is_no_order_when_it_is(String text, String why) {
        assertThat(check(text)).as(why).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Write a script that deletes old snapshots and run it",
                "I want you to delete the backups",
                "You can delete the backups",
                "The backups can be deleted",
                "Make room by deleting the backups",
                "First copy the files, then delete the backups",
                "We do not need the backups any more, delete them",
                "Get the backups deleted: delete all backups",
                "Backups löschen",
                "- [ ] Delete the backups",
                "1. Delete the backups",
            })
    void a_verb_is_an_order_in_each_of_these(String text) {
        assertThat(check(text)).extracting(Finding::check).contains(SafetyCheck.DESTRUCTIVE);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "rm -rf build dist                                   | ",
                "rm -rf /tmp/build                                   | ",
                "rm -rf ~                                            | destructive",
                "sudo rm -r /etc/nginx                               | destructive",
                "cd out && rm -rf ../..                              | destructive",
                "rm -rf .git                                         | destructive",
                "find . -name '*.pyc' -delete                        | ",
                "find / -name core -delete                           | destructive",
                "git push origin main                                | ",
                "git push --force                                    | destructive",
                "git push origin +main                               | destructive",
                "git push origin --delete old                        | destructive",
                "git reset --hard                                    | ",
                "git reset --hard origin/main                        | destructive",
                "git branch -D topic                                 | ",
                "git branch -D main                                  | destructive",
                "terraform plan                                      | ",
                "terraform destroy                                   | destructive",
                "kubectl get pods                                    | ",
                "kubectl delete pod x                                | destructive",
                "docker build .                                      | ",
                "docker system prune -a                              | destructive",
                "docker push acme/shop                               | external",
                "aws s3 ls                                           | ",
                "aws s3 rm s3://x --recursive                        | destructive",
                "aws rds delete-db-instance --x y                    | destructive",
                "redis-cli FLUSHALL                                  | destructive",
                "dd if=a of=/dev/sda                                 | destructive",
                "mkfs.ext4 /dev/sdb1                                 | destructive",
                "chmod -R 777 /                                      | destructive",
                "chmod +x run.sh                                     | ",
                "npm ci                                              | ",
                "npm publish                                         | external",
                "npm unpublish acme                                  | destructive",
                "cargo publish                                       | external",
                "mvn verify                                          | ",
                "mvn deploy                                          | external",
                "gh pr create                                        | ",
                "gh release create v1                                | external",
                "gh repo delete acme/shop                            | destructive",
                "curl https://acme.example/health                    | ",
                "curl -d x=1 http://localhost:8080/api               | ",
                "curl -X POST https://hooks.acme.example/x -d 'done' | external",
                "mail -s done ada@acme.example                       | external",
                "vercel deploy --prod                                | external",
                "psql -c 'DROP TABLE users'                          | destructive",
                "psql -c 'DELETE FROM users'                         | destructive",
                "psql -c 'DELETE FROM users WHERE id = 3'            | ",
                "echo 'rm -rf ~'                                     | ",
                "grep -n 'DROP TABLE' src                            | ",
                "FORCE=1 rm -rf /srv/x                               | destructive",
                "true # rm -rf ~                                     | ",
            })
    void a_command_is_judged_by_what_it_does(String program, @Nullable String check) {
        var findings =
                SafetyRules.check(new Requirement("Run the program", program, null, null, true), Lexicon.bundled());

        assertThat(findings)
                .extracting(each -> each.check().word())
                .isEqualTo(check == null ? List.of() : List.of(check));
    }

    @Test
    void what_a_program_writes_into_a_file_is_not_run() {
        var program = """
                cat > clean.sh <<'END'
                rm -rf ~
                END
                git commit -m 'Explain DROP TABLE users'
                """;

        assertThat(SafetyRules.check(new Requirement("Add the script", program, null, null, true), Lexicon.bundled()))
                .isEmpty();
    }

    @Test
    void the_acceptance_command_is_looked_at_too() {
        var asked = new Requirement("Add the parser", "Add the parser", null, "make test && rm -rf ~/cache", false);

        assertThat(SafetyRules.check(asked, Lexicon.bundled()))
                .containsExactly(new Finding(SafetyCheck.DESTRUCTIVE, List.of("rm", "-rf", "~/cache")));
    }

    @Test
    void what_lies_in_the_workspace_is_the_tasks_own() {
        var asked = new Requirement("Clean the workspace", "rm -rf /home/ada/shop/build", "/home/ada/shop", null, true);

        assertThat(SafetyRules.check(asked, Lexicon.bundled())).isEmpty();
    }

    @Test
    void a_person_may_add_words_and_paths() {
        var own = Lexicon.bundled().with(List.of("Borealis"), List.of("/work/vault", "secrets/prod.env"));

        assertThat(check("Rename the Borealis report", own))
                .containsExactly(new Finding(SafetyCheck.DESTRUCTIVE, List.of("Borealis")));
        assertThat(check("Sort the entries in /work/vault/keys.txt", own)).hasSize(1);
        assertThat(check("Sort the entries in secrets/prod.env", own)).hasSize(1);
        assertThat(check("Sort the entries in /work/vaulted", own)).isEmpty();
    }

    @Test
    void a_fenced_block_of_shell_is_run_and_one_of_java_is_read() {
        assertThat(check("Set the host up:\n```sh\nrm -rf /etc/app\n```")).isNotEmpty();
        assertThat(check("Make this compile and pass:\n```java\nfiles.delete(); // Delete all backups\n```"))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text", "txt", "md", "Markdown", "plaintext"})
    void prose_in_a_fenced_block_is_read_as_prose(String label) {
        assertThat(check("Do what is written here:\n```" + label + "\n# Task\n- Delete all backups on the NAS\n```"))
                .containsExactly(new Finding(SafetyCheck.DESTRUCTIVE, List.of("Delete", "backups")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "rm -rf build dist\n$ git push origin main",
                "files.delete(); // Delete all backups",
                "for user in users {\n    delete(user)\n}",
                "ERROR: Failed to delete backups\n    at Files.delete(Files.java:20)",
                "2026-01-01 10:00 delete all backups",
            })
    void commands_code_and_logs_in_a_block_without_a_label_are_no_prose(String block) {
        assertThat(check("The nightly build prints this, find out why:\n```\n" + block + "\n```"))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "WIPE the production database                     | WIPE, production",
                "_Delete_ all backups                             | Delete, backups",
                "Please ***delete* all backups** on the NAS       | delete, NAS",
                "Delete the __backups__ of `acme`                 | Delete, backups",
                "DELETE the backups, the DELETE endpoint is ready | DELETE, backups",
                "Die Backups LÖSCHEN                              | LÖSCHEN, Backups",
            })
    void a_verb_that_is_stressed_is_an_order_all_the_same(String text, String words) {
        assertThat(check(text)).containsExactly(new Finding(SafetyCheck.DESTRUCTIVE, List.of(words.split(", "))));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "DELETE /accounts/{id} answers 500              | a route follows",
                "Fix the client: DELETE https://acme.example/x   | a link follows",
                "DELETE requests for accounts answer 500        | it says which requests",
                "Find out why DELETE of accounts answers 500    | no order",
                "Answer GET, PUT and DELETE for accounts        | one of several keywords",
                "ALTER TABLE accounts locks the shop too long   | a statement of SQL",
                "Let the rows go: ON DELETE CASCADE for account | a clause of SQL",
            })
    void a_keyword_of_http_or_sql_is_no_order_where(String text, String why) {
        assertThat(check(text)).as(why).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ログインページの不具合を修正する",
                "Corriger le bug de connexion sur la page",
                "修复登录页面上的错误",
                "Frobnicate the cache",
                "Seite überarbeiten"
            })
    void a_language_that_no_list_knows_is_not_unclear(String text) {
        assertThat(check(text)).isEmpty();
    }

    @Test
    void nothing_is_seen_in_the_night_that_ships_as_an_example() throws IOException {
        var night = Files.readString(GeneratedPart.file("examples/first-night/BUILD_QUEUE.md"));
        var items = MarkdownQueue.read(night, ZoneId.of("Europe/Berlin")).items();

        assertThat(items)
                .hasSizeGreaterThan(5)
                .allSatisfy(item -> assertThat(SafetyRules.check(asked(item), Lexicon.bundled()))
                        .as(item.request().title())
                        .isEmpty());
    }

    @Test
    void a_prompt_of_the_largest_size_is_looked_at_within_seconds() {
        var sentence =
                "When the user deletes (a `row`), keep ~/x/y and the \"old\" one; see https://a.example/b?c=d, and send it to /dev/null. ";
        var prompt = sentence.repeat(60_000 / sentence.length());

        var before = System.nanoTime();
        check("Write the importer\n" + prompt);

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(10));
    }

    private static Requirement asked(QueueItem item) {
        var request = item.request();
        return new Requirement(
                request.title(),
                request.prompt(),
                request.workspace(),
                request.accept(),
                "shell".equals(request.agent()));
    }

    private static List<Finding> check(String text) {
        return check(text, Lexicon.bundled());
    }

    private static List<Finding> check(String text, Lexicon lexicon) {
        return SafetyRules.check(new Requirement(text, text, null, null, false), lexicon);
    }
}
